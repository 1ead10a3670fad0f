"""Intervals that overlap on one supply, as maximal cliques instead of pairs.

At every moment a supply holds at most its capacity. It suffices to look at the moments at which
nobody joins before somebody leaves: those who are there then form a maximal clique, and every
clique is part of one. Rows of pairs would be many more and bind less.
"""

import numpy as np

from miteinander.matching.columns import Ints


def cliques(supply: Ints, spans: Ints) -> tuple[Ints, Ints, Ints]:
    """For k intervals, each of a supply: row and interval of each membership, supply of each row.

    supply  k positions
    spans   k rows (start, end), half-open
    """
    width = int(spans[:, 1].max(initial=0)) + 1
    starts, ends = supply * width + spans[:, 0], supply * width + spans[:, 1]
    moments = np.unique(starts)
    left = np.searchsorted(np.sort(ends), moments, side="right")
    is_last = np.append(moments[1:] // width != moments[:-1] // width, True)[: len(moments)]
    moments = moments[is_last | np.append(left[1:] > left[:-1], True)[: len(moments)]]
    first = np.searchsorted(moments, starts)
    count = np.searchsorted(moments, ends) - first
    member = np.repeat(np.arange(len(supply)), count)
    inside = np.arange(len(member)) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(first, count) + inside, member, moments // width
