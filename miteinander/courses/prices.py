"""What more places in a course would be worth, for a whole round. No Django.

One entry per run (JSON), those that help most first:
  run       its key
  places    free places, proposed  how many of them are proposed to somebody
  waiting   people without a place whom this run fits
  gains     how many more people have a place with one place more: 1 or 0
  moves     how many people would change their run with that place, where all get what fits better
  most      how many more people have a place with MOST_MORE places more
"""

from typing import Any

import numpy as np

from miteinander.matching import Arcs, Explanation, MatchingError, Places, Problem, Proposal
from miteinander.matching.proposal import Move

MOST_MORE = 30  # places: one more group


def prices(problem: Problem, arcs: Arcs, answer: Proposal) -> list[dict[str, Any]]:
    """Of every run; none where the numbers are too large to say it exactly."""
    explanation = Explanation(problem, arcs, answer.assignments)
    try:
        worth = explanation.prices()
    except MatchingError:
        return []
    keys, count = problem.supplies.keys, len(problem.supplies)
    at = explanation.at
    proposed = np.bincount(at[at >= 0], minlength=count).tolist()
    waiting = np.bincount(arcs.supply[at[arcs.demand] < 0], minlength=count).tolist()
    found = []
    for j, key in enumerate(keys):
        change, moves = worth[key].change, worth[key].moves
        gains = _more(moves)
        more = explanation.what_if(Places(key, MOST_MORE)).moves if gains else ()
        found.append(
            {
                "run": int(key),
                "places": int(problem.supplies.capacity[j]),
                "proposed": proposed[j],
                "waiting": waiting[j],
                "gains": gains,
                "moves": len(moves) if change.fit > 0 and not gains else 0,
                "most": _more(more),
            }
        )
    return sorted(found, key=lambda one: (-one["gains"], -one["most"], -one["moves"], one["run"]))


def _more(moves: tuple[Move, ...]) -> int:
    """How many more people have a place after these moves."""
    return sum((one.origin is None) - (one.goal is None) for one in moves)
