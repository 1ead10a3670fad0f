"""Who is next after a refusal: exactly what a full new run gives, from few numbers. No Django.

Whoever comes back is put on the place that they had; without that place the best is what
`matching` finds by its shifts. Where that would not be exact, the answer is None, and everything
has to be calculated anew: after other changes, or where the proposals before are no longer the
best (somebody could be moved to share courses more evenly). Only those are looked at whom the
change can reach.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from miteinander.courses import basis as bases
from miteinander.courses.basis import Basis
from miteinander.courses.placing import key_of
from miteinander.matching import Arcs, Explanation, MatchingError, Problem, Refused

MOST = 5  # people who come back; beyond, a full run costs less


@dataclass(frozen=True)
class State:
    """What is known now; keys as numbers.

    proposed  everybody who still looks for a place -> the run that is proposed, or None
    back      whoever looks for a place again -> the run that they no longer get
    previous  person -> the run that was proposed last
    free      run -> free places
    vetoes    pairs that must not be
    """

    proposed: Mapping[int, int | None]
    back: Mapping[int, int]
    previous: Mapping[int, int]
    free: Mapping[int, int]
    vetoes: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Followed:
    """The best proposals now.

    now    everybody who looks for a place -> the run that is proposed, or None
    moved  of those whose proposal changes: what it was (whoever comes back: the run they had)
    full   run -> whether it is full now, of those for which that changed
    """

    now: Mapping[int, int | None]
    moved: Mapping[int, int | None]
    full: Mapping[int, bool]


def follow(basis: Basis, state: State) -> Followed | None:
    """The proposals after everybody in `back` has refused; None where a full run is needed."""
    before = {**state.proposed, **state.back}
    near = bases.near(basis, state.back) & before.keys()
    others = state.vetoes - set(state.back.items())
    found = bases.problem(basis, near, state.previous, state.free, others)
    if found is None or not before.keys() <= set(basis.people.tolist()):
        return None
    at = {who: run for who in near if (run := before[who]) is not None}
    is_over = any(n > state.free[run] for run, n in Counter(at.values()).items())
    after = None if is_over else _settled(*found, at, state.back)
    if after is None:
        return None
    now = {**before, **{who: after.get(who) for who in near}}
    moved = {who: before[who] for who in near if before[who] != now[who]}
    return Followed(now, moved, _flipped(state.free, Counter(at.values()), Counter(after.values())))


def _settled(
    problem: Problem, arcs: Arcs, before: Mapping[int, int], back: Mapping[int, int]
) -> dict[int, int] | None:
    """Who is where once these have refused, one after the other."""
    at = {key_of(who): key_of(run) for who, run in before.items()}
    try:
        for who, run in back.items():
            refused = Refused(key_of(who), key_of(run))
            for move in Explanation(problem, arcs, at).what_if(refused).moves:
                at.pop(move.demand, None)
                if move.goal is not None:
                    at[move.demand] = move.goal
            problem, arcs = refused.applied(problem), _without(problem, arcs, refused)
    except MatchingError:
        return None
    return {int(who): int(run) for who, run in at.items()}


def _without(problem: Problem, arcs: Arcs, gone: Refused) -> Arcs:
    demand = problem.demands.keys.index(gone.demand)
    at = arcs.find(demand, problem.supplies.keys.index(gone.supply))
    if at is None:
        raise MatchingError("Dieses Paar gibt es nicht.", gone.demand)
    start = arcs.start.copy()
    start[demand + 1 :] -= 1
    demands, supplies = np.delete(arcs.demand, at), np.delete(arcs.supply, at)
    return Arcs(demands, supplies, np.delete(arcs.points, at), start, arcs.pinned)


def _flipped(
    free: Mapping[int, int], before: Mapping[int, int], after: Mapping[int, int]
) -> dict[int, bool]:
    return {
        run: after[run] >= places
        for run, places in free.items()
        if (before[run] >= places) != (after[run] >= places)
    }
