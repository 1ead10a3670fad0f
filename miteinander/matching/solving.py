"""The door to the solvers: the structure of a problem decides, never a setting."""

from collections import Counter
from collections.abc import Callable

import numpy as np

from miteinander.matching.candidates import Arcs, candidates
from miteinander.matching.conflicts import conflict
from miteinander.matching.errors import MatchingError
from miteinander.matching.flow import solve_flow
from miteinander.matching.integer import NoAnswerError, TooHardError, solve_integer
from miteinander.matching.keeping import keeps
from miteinander.matching.problem import NOBODY, Problem
from miteinander.matching.proposal import Proposal, Solution, proposal

Solver = Callable[[Problem, Arcs], Solution]

# Which structures a solver can handle; the first that can is taken.
SOLVERS: tuple[tuple[frozenset[str], Solver], ...] = (
    (frozenset(), solve_flow),
    (frozenset({"groups", "times", "at_least"}), solve_integer),
)


def solve(problem: Problem, arcs: Arcs | None = None) -> Proposal:
    """The best proposal; `arcs` saves building the candidates again.

    Raises MatchingError where pins exceed a capacity, and ConflictError, which names the
    conditions, where groups, times, lower loads and pins exclude each other.
    """
    arcs = candidates(problem) if arcs is None else arcs
    _check_pins(problem)
    try:
        solution = solver_for(problem)(problem, arcs)
    except NoAnswerError:
        raise conflict(problem) from None
    except TooHardError:
        raise MatchingError(
            "In der vorgesehenen Rechenzeit wurde kein Vorschlag gefunden.", "budget"
        ) from None
    check(problem, arcs, solution)
    return proposal(problem, arcs, solution)


def structure(problem: Problem) -> frozenset[str]:
    """What makes this problem more than capacities: of "groups", "times", "at_least"."""
    demands, supplies = problem.demands, problem.supplies
    groups = [g for g in (demands.together, demands.apart) if g is not None]
    found = {
        "groups": any((g != NOBODY).any() for g in groups),
        "times": demands.occupies is not None,
        "at_least": supplies.at_least is not None and bool(supplies.at_least.any()),
    }
    return frozenset(name for name, there in found.items() if there)


def solver_for(problem: Problem) -> Solver:
    """The first solver that handles all that this problem has."""
    needed = structure(problem)
    for handles, solver in SOLVERS:
        if needed <= handles:
            return solver
    raise MatchingError("Für diese Art von Bedingungen gibt es kein Verfahren.", ", ".join(needed))


def check(problem: Problem, arcs: Arcs, solution: Solution) -> None:
    """Trusts no solver: every place is a candidate, and pins, loads, times and groups are kept."""
    at = solution.at
    placed = at != NOBODY
    chosen = np.bincount(arcs.demand[arcs.supply == at[arcs.demand]], minlength=len(at))
    if (chosen != placed).any() or (arcs.pinned & ~placed).any() or not keeps(problem, at):
        raise RuntimeError(f"{solution.method} broke a rule")


def _check_pins(problem: Problem) -> None:
    pins = Counter(problem.pins.values())
    for key, capacity in zip(problem.supplies.keys, problem.supplies.capacity, strict=True):
        if (count := pins[key]) > capacity and problem.demands.occupies is None:
            raise MatchingError(
                f"{count} sind hier festgelegt, Platz haben {capacity}.", f"pins[{key}]"
            )
