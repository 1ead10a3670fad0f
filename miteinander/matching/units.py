"""Those who stay together as one: a unit is a group of demands, or a demand without a group."""

from dataclasses import dataclass

import numpy as np

from miteinander.matching.candidates import Arcs
from miteinander.matching.columns import Bools, Ints
from miteinander.matching.flow import pair_cost
from miteinander.matching.problem import NOBODY, Problem


@dataclass(frozen=True, eq=False)
class Units:
    """The u units of n demands, and the k pairs that are possible for all members of a unit.

    of            n positions: the unit of each demand
    size          u integers
    unit, supply  k positions, ordered by unit, then supply
    pinned        u booleans: a member is pinned
    arc           one position per arc of the problem: its pair here, -1 for none
    """

    of: Ints
    size: Ints
    unit: Ints
    supply: Ints
    pinned: Bools
    arc: Ints

    def __len__(self) -> int:
        return len(self.size)

    def summed(self, values: Ints) -> Ints:
        """One value per arc of the problem, added up per pair here."""
        inside = self.arc >= 0
        total = np.zeros(len(self.unit), dtype=np.int64)
        np.add.at(total, self.arc[inside], values[inside])
        return total

    def costs(self, level: str, problem: Problem, arcs: Arcs) -> Ints:
        """What choosing a pair costs on this level; less is better. Loads cost nothing here."""
        return self.summed(pair_cost(level, problem, arcs))

    def spread(self, chosen: Bools) -> Ints:
        """The supply of each demand (-1: none) where these of the k pairs are chosen."""
        at = np.full(len(self), NOBODY)
        at[self.unit[chosen]] = self.supply[chosen]
        return at[self.of]


def units(problem: Problem, arcs: Arcs) -> Units:
    """Puts groups together; a group of which two must be apart has no possible pair."""
    of = _grouped(problem.demands.together, len(problem.demands))
    size = np.bincount(of)
    pairs, inverse = np.unique(
        of[arcs.demand] * len(problem.supplies) + arcs.supply, return_inverse=True
    )
    unit, supply = np.divmod(pairs, len(problem.supplies))
    usable = (np.bincount(inverse, minlength=len(pairs)) == size[unit]) & ~_torn(problem, of)[unit]
    arc = np.where(usable, np.cumsum(usable) - 1, NOBODY)[inverse]
    pinned = np.bincount(of, weights=arcs.pinned) > 0
    return Units(of, size, unit[usable], supply[usable], pinned, arc)


def apart_pairs(problem: Problem, of: Ints) -> tuple[Ints, Ints]:
    """The groups that are kept apart: (group, unit) of each member."""
    apart = problem.demands.apart
    if apart is None:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    members = np.flatnonzero(apart != NOBODY)
    return apart[members], of[members]


def _grouped(together: Ints | None, people: int) -> Ints:
    """The unit of each demand; units are ordered by their first member."""
    first = np.arange(people)
    if together is not None:
        members = np.flatnonzero(together != NOBODY)
        _, example, group = np.unique(together[members], return_index=True, return_inverse=True)
        first[members] = members[example][group]
    return np.unique(first, return_inverse=True)[1]


def _torn(problem: Problem, of: Ints) -> Bools:
    """Whether two members of a unit must be apart."""
    torn = np.zeros(int(of.max()) + 1, dtype=np.bool_)
    group, unit = apart_pairs(problem, of)
    pairs, counts = np.unique(np.stack([group, unit], axis=1), axis=0, return_counts=True)
    torn[pairs[counts > 1, 1]] = True
    return torn
