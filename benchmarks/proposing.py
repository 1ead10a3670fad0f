"""What a proposal is worth: who is placed against other ways, and how calm it is."""

from dataclasses import replace

import numpy as np

from benchmarks.figures import Figure, at_most, equal
from benchmarks.municipality import municipality, rearranged
from miteinander.matching import Arcs, Demands, Problem, Proposal, candidates, solve
from miteinander.matching.greedy import in_turn

PEOPLE, SHUFFLES, LEAVE = 10_000, 5, 0.01
CHANGES = 0.4


def figures() -> list[Figure]:
    """On a municipality of 10,000 people who look for a course."""
    problem = municipality(PEOPLE)
    arcs = candidates(problem)
    best = solve(problem, arcs)
    return [
        *_who_is_placed(problem, arcs, best),
        equal("different answers to shuffled input", _answers(problem), "answers", 1),
        at_most("changes after 1 % leave / without stability", _calm(problem), "ratio", CHANGES),
    ]


def _who_is_placed(problem: Problem, arcs: Arcs, best: Proposal) -> list[Figure]:
    """More people than by other ways with the same rules."""
    by_chance = np.random.default_rng(2).permutation(PEOPLE)
    by_urgency = np.argsort(-problem.demands.urgency, kind="stable")
    placed = len(best.assignments)
    found = [Figure("people placed", placed, "people")]
    for name, order in (("first come, first served", by_chance), ("greedy", by_urgency)):
        more = placed / int((in_turn(problem, arcs, order) >= 0).sum()) - 1
        found.append(Figure(f"more than {name}", round(100 * more, 1), "%", "> 0", more > 0))
    return found


def _answers(problem: Problem) -> int:
    """How many different answers the same people give in five orders."""
    chance = np.random.default_rng(3)
    found = set()
    for _ in range(SHUFFLES):
        people = rearranged(problem.demands, chance.permutation(PEOPLE))
        answer = solve(replace(problem, demands=people))
        found.add(repr((sorted(answer.assignments.items()), answer.input_hash)))
    return len(found)


def _calm(problem: Problem) -> float:
    """Changes for those who stay when 1 % leave: with stability as the last level, and without."""
    levels = ("placed", "fit", "stability")
    before = solve(replace(problem, levels=levels)).assignments
    chance = np.random.default_rng(4)
    gone = chance.permutation(PEOPLE)[: int(PEOPLE * LEAVE)]
    people = rearranged(problem.demands, np.delete(np.arange(PEOPLE), gone))
    previous = [before.get(key) for key in people.keys]
    people = Demands(people.keys, people.urgency, previous, people.columns)
    changes = []
    for chosen in (levels, levels[:-1]):
        after = solve(replace(problem, demands=people, levels=chosen)).assignments
        changes.append(sum(before[key] != after.get(key) for key in people.keys if key in before))
    return changes[0] / max(1, changes[1])
