"""Who is next after a refusal: from few numbers, and the same as a full new run."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from miteinander.courses import availability, basis, placing
from miteinander.courses.placing import NO_DAY, Place, Seeker, key_of
from miteinander.courses.refusals import State, follow
from miteinander.matching import candidates, solve
from miteinander.matching.proposal import input_hash, reached

TODAY = 740_000
MORNINGS = availability.of((day, part) for day in range(5) for part in (0, 1))


def seeker(number: int, **values) -> Seeker:
    given = {"urgency": 3, "level": "A1", "times": availability.ALWAYS, "preferred": ""} | values
    return Seeker(
        key=key_of(number),
        at=None,
        minutes=60,
        kinds=frozenset(),
        permits=frozenset(),
        first=TODAY,
        last=NO_DAY,
        **{"weeks": 1, **given},
    )


def place(number: int, free: int = 1, **values) -> Place:
    given = {"level_from": "A1", "level_to": "A2", "times": ((8 * 60, 12 * 60),)} | values
    return Place(
        key=key_of(number),
        free=free,
        kind="integration",
        part="morning",
        at=None,
        conditions=frozenset(),
        languages="",
        first=TODAY + 30,
        last=TODAY + 30,
        **given,
    )


SEEKERS = st.lists(
    st.builds(
        dict,
        urgency=st.integers(1, 5),
        level=st.sampled_from(["A1", "A2"]),
        weeks=st.integers(0, 9),
        wish=st.sampled_from(["", *(key_of(n) for n in range(1, 5))]),
        child_care=st.booleans(),
    ),
    min_size=2,
    max_size=14,
)
PLACES = st.lists(
    st.builds(
        dict,
        free=st.integers(1, 3),
        level_to=st.sampled_from(["A2", "B1"]),
        child_care=st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


class Town:
    """People and places, a round of proposals, and somebody who refuses what they accepted."""

    def __init__(self, people: list[Seeker], places: list[Place]) -> None:
        self.people, self.places = people, places
        self.problem = placing.problem(people, places, (), TODAY)
        self.arcs = candidates(self.problem)
        found = solve(self.problem, self.arcs).assignments
        self.proposed = {int(who): int(run) for who, run in found.items()}

    def after(self, accepted: set[int], back: dict[int, int]) -> State:
        """`back` comes back from the places that they had accepted, or that staff refused."""
        held = Counter(self.proposed[who] for who in accepted - back.keys())
        looking = {int(one.key) for one in self.people} - accepted - back.keys()
        return State(
            proposed={who: self.proposed.get(who) for who in sorted(looking)},
            back=back,
            previous=self.proposed,
            free={int(one.key): one.free - held[int(one.key)] for one in self.places},
            vetoes=frozenset(back.items()),
        )

    def basis(self) -> basis.Basis:
        made = basis.of(TODAY, [0, 0], self.places, [(self.problem, self.arcs)])
        return basis.unpacked(basis.packed(made))

    def anew(self, state: State):
        """The full problem of this state, as a new run reads it."""
        looking = {*state.proposed, *state.back}
        people = [
            replace(
                one, previous=key_of(run) if (run := state.previous.get(int(one.key))) else None
            )
            for one in self.people
            if int(one.key) in looking
        ]
        places = [replace(one, free=state.free[int(one.key)]) for one in self.places]
        vetoes = [(key_of(who), key_of(run)) for who, run in state.vetoes]
        return placing.problem(people, places, vetoes, TODAY)


@settings(max_examples=60, deadline=None)
@given(SEEKERS, PLACES, st.data())
def test_who_is_next_is_what_a_full_new_run_proposes(people, places, data):
    town = Town(
        [seeker(n, **values) for n, values in enumerate(people, 1)],
        [place(n, **values) for n, values in enumerate(places, 1)],
    )
    if not town.proposed:
        return
    placed = st.sampled_from(sorted(town.proposed))
    back = data.draw(st.sets(placed, min_size=1, max_size=2))
    accepted = data.draw(st.sets(placed)) | back
    state = town.after(accepted, {who: town.proposed[who] for who in back})
    followed = follow(town.basis(), state)
    if followed is None:  # everything is calculated anew
        return
    full = town.anew(state)
    arcs = candidates(full)
    expected = solve(full, arcs)
    keys = {key: j for j, key in enumerate(full.supplies.keys)}
    at = [keys.get(key_of(followed.now[int(key)] or 0), -1) for key in full.demands.keys]
    assert reached(full, arcs, np.array(at)) == expected.levels


@settings(max_examples=30, deadline=None)
@given(SEEKERS, PLACES, st.data())
def test_the_few_numbers_say_the_same_as_reading_everybody(people, places, data):
    town = Town(
        [seeker(n, **values) for n, values in enumerate(people, 1)],
        [place(n, **values) for n, values in enumerate(places, 1)],
    )
    accepted = (
        data.draw(st.sets(st.sampled_from(sorted(town.proposed)))) if town.proposed else set()
    )
    state = town.after(accepted, {})
    if not state.proposed:
        return
    found = basis.problem(town.basis(), state.proposed, state.previous, state.free, ())
    assert found is not None
    full = town.anew(state)
    assert input_hash(*found) == input_hash(full, candidates(full))


def test_the_next_in_line_moves_up_and_nobody_else_is_touched():
    town = Town([seeker(1, urgency=5), seeker(2, urgency=4), seeker(3)], [place(1)])
    assert town.proposed == {1: 1}
    followed = follow(town.basis(), town.after({1}, {1: 1}))
    assert followed is not None
    assert (followed.now, followed.full) == ({1: None, 2: 1, 3: None}, {})
    assert followed.moved == {1: 1, 2: None}


def test_a_place_that_nobody_takes_is_free_again():
    town = Town([seeker(1), seeker(2, level="B2")], [place(1)])
    followed = follow(town.basis(), town.after({1}, {1: 1}))
    assert followed is not None
    assert (followed.now, followed.full) == ({1: None, 2: None}, {1: False})


def test_somebody_who_was_not_known_needs_a_full_run():
    town = Town([seeker(1), seeker(2)], [place(1)])
    state = town.after({1}, {1: 1})
    assert follow(town.basis(), replace(state, proposed={**state.proposed, 9: None})) is None
