"""Conditions that exclude each other: which ones, as few as possible, in sentences.

A set of conditions is found that cannot be kept together, but of which each one could be given up
for the others to hold (an irreducible infeasible set), by halving: U. Junker, QuickXplain, AAAI
2004. First what people fixed and loads, with the rules as given; then the rules that these need.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from miteinander.matching.candidates import candidates
from miteinander.matching.columns import Ints, taken
from miteinander.matching.errors import MatchingError
from miteinander.matching.integer import is_possible
from miteinander.matching.problem import LARGEST, NOBODY, Problem, Supplies


@dataclass(frozen=True)
class Condition:
    """One of the conditions that cannot be kept together.

    kind   "pin", "at_least", "capacity", "together", "apart", "rule" or "veto"
    keys   what it is about: demand and supply, a supply, the members of a group, a rule's name
    """

    kind: str
    keys: tuple[str, ...]
    sentence: str


class ConflictError(MatchingError):
    """There is no assignment: `conditions` cannot be kept together, any of them less could."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self.conditions = tuple(conditions)
        sentences = " ".join(condition.sentence for condition in conditions)
        place = ", ".join(f"{one.kind}[{', '.join(one.keys)}]" for one in conditions)
        super().__init__(f"Das lässt sich nicht zugleich einhalten: {sentences}", place)


def conflict(problem: Problem) -> ConflictError:
    """Why this problem has no answer."""
    given = _decisions(problem)
    left = smallest(_bounds(problem), lambda some: not _holds(problem, [*some, *given]))
    small = _about(problem, left)
    rules = smallest(given, lambda some: not _holds(small, [*left, *some]))
    return ConflictError(_needed([*left, *rules], lambda some: not _holds(small, some)))


def smallest(
    conditions: Sequence[Condition], is_too_much: Callable[[Sequence[Condition]], bool]
) -> list[Condition]:
    """An irreducible subset that is too much; empty where nothing at all already is."""
    return _halved([], False, list(conditions), is_too_much) if not is_too_much([]) else []


def _needed(
    conditions: list[Condition], is_too_much: Callable[[Sequence[Condition]], bool]
) -> list[Condition]:
    """Those of which none can be given up.

    Halving takes it that more conditions are never easier to keep. A pin may be: it holds even
    where a rule fails. So what another one made superfluous is taken out here.
    """
    for one in conditions:
        others = [other for other in conditions if other is not one]
        if is_too_much(others):
            return _needed(others, is_too_much)
    return conditions


def _halved(
    kept: list[Condition],
    is_new: bool,
    among: list[Condition],
    is_too_much: Callable[[Sequence[Condition]], bool],
) -> list[Condition]:
    if is_new and is_too_much(kept):
        return []
    if len(among) == 1:
        return among
    middle = len(among) // 2
    one, other = among[:middle], among[middle:]
    of_other = _halved([*kept, *one], bool(one), other, is_too_much)
    of_one = _halved([*kept, *of_other], bool(of_other), one, is_too_much)
    return [*of_one, *of_other]


def _bounds(problem: Problem) -> list[Condition]:
    demands, supplies = problem.demands, problem.supplies
    at_once = "" if demands.occupies is None else " zur selben Zeit"
    found = [
        Condition("pin", (demand, supply), f"„{demand}“ ist für „{supply}“ festgelegt.")
        for demand, supply in sorted(problem.pins.items())
    ]
    least = supplies.at_least if supplies.at_least is not None else np.zeros(len(supplies), int)
    for key, low in zip(supplies.keys, least.tolist(), strict=True):
        if low:
            found.append(Condition("at_least", (key,), f"„{key}“ braucht mindestens {low}."))
    for key, places in zip(supplies.keys, supplies.capacity.tolist(), strict=True):
        sentence = f"„{key}“ hat{at_once} Platz für {places}."
        found.append(Condition("capacity", (key,), sentence))
    for kind, word in (("together", "zusammen"), ("apart", "getrennt")):
        for members in _groups(problem, getattr(demands, kind)):
            names = ", ".join(f"„{key}“" for key in members)
            found.append(Condition(kind, members, f"{names} bleiben {word}."))
    return found


def _decisions(problem: Problem) -> list[Condition]:
    vetoes = [
        Condition("veto", (demand, supply), f"„{demand}“ soll nicht zu „{supply}“.")
        for demand, supply in sorted(problem.vetoes)
    ]
    return [Condition("rule", (rule.name,), rule.sentence) for rule in problem.rules] + vetoes


def _groups(problem: Problem, of: Ints | None) -> list[tuple[str, ...]]:
    """The members of each group of at least two."""
    if of is None:
        return []
    keys = problem.demands.keys
    groups = [np.flatnonzero(of == group) for group in np.unique(of[of != NOBODY])]
    return [tuple(keys[i] for i in members.tolist()) for members in groups if len(members) > 1]


def _holds(problem: Problem, conditions: Sequence[Condition]) -> bool:
    """Whether there is an assignment that keeps these conditions and no others."""
    only = _with_only(problem, conditions)
    return is_possible(only, candidates(only))


def _with_only(problem: Problem, conditions: Sequence[Condition]) -> Problem:
    kept: dict[str, set[tuple[str, ...]]] = {}
    for condition in conditions:
        kept.setdefault(condition.kind, set()).add(condition.keys)

    def has(kind: str, *keys: str) -> bool:
        return keys in kept.get(kind, set())

    demands, supplies = problem.demands, problem.supplies
    at_least = np.zeros(len(supplies), int) if supplies.at_least is None else supplies.at_least
    lows = np.array([has("at_least", key) for key in supplies.keys])
    places = np.array([has("capacity", key) for key in supplies.keys])
    return replace(
        problem,
        demands=replace(
            demands,
            together=_kept_groups(problem, demands.together, kept.get("together", set())),
            apart=_kept_groups(problem, demands.apart, kept.get("apart", set())),
        ),
        supplies=replace(
            supplies,
            capacity=np.where(places, supplies.capacity, LARGEST),
            at_least=np.where(lows, at_least, 0),
        ),
        rules=[rule for rule in problem.rules if has("rule", rule.name)],
        scores=(),
        pins={one: other for one, other in problem.pins.items() if has("pin", one, other)},
        vetoes=[pair for pair in problem.vetoes if has("veto", *pair)],
    )


def _kept_groups(problem: Problem, of: Ints | None, kept: set[tuple[str, ...]]) -> Ints | None:
    if of is None:
        return None
    members = {key for keys in kept for key in keys}
    return np.where([key in members for key in problem.demands.keys], of, NOBODY)


def _about(problem: Problem, conditions: Sequence[Condition]) -> Problem:
    """The problem on the supplies that these conditions are about; others could not matter."""
    about = {one.keys[-1] for one in conditions if one.kind in {"pin", "at_least", "capacity"}}
    supplies = problem.supplies
    inside = np.flatnonzero([key in about for key in supplies.keys])
    return replace(
        problem,
        supplies=Supplies(
            [supplies.keys[j] for j in inside.tolist()],
            capacity=supplies.capacity[inside],
            at_least=None if supplies.at_least is None else supplies.at_least[inside],
            columns={name: taken(column, inside) for name, column in supplies.columns.items()},
        ),
        pins={demand: supply for demand, supply in problem.pins.items() if supply in about},
        vetoes=[pair for pair in problem.vetoes if pair[1] in about],
    )
