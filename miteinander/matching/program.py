"""An integer program as arrays, solved by HiGHS: one thread, a fixed seed, nodes and no seconds."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miteinander.matching.columns import Bools, Ints

Floats = NDArray[np.float64]
MOST_NODES = 5_000
_ROWWISE = 2  # HiGHS: MatrixFormat.kRowwise
_MINIMIZE = 1


@dataclass(frozen=True, eq=False)
class Program:
    """k columns from 0 to 1; rows `least <= sum of value x column <= most`.

    rank                 k integers: -1 for a column in whole numbers; else the column may be a
                         fraction and is the rank-th unit of what its first row adds up to
    row, column, value   the entries, ordered by row
    least, most          one number per row
    """

    rank: Ints
    row: Ints
    column: Ints
    value: Ints
    least: Floats
    most: Floats

    def only(self, columns: Bools, rows: Bools | None = None) -> "Program":
        """The program in which the other columns are 0, without rows that then always hold."""
        inside = columns[self.column]
        row, value = self.row[inside], self.value[inside]
        height = len(self.least)
        low = np.bincount(row, weights=np.minimum(value, 0), minlength=height)
        high = np.bincount(row, weights=np.maximum(value, 0), minlength=height)
        binds = (low < self.least) | (high > self.most)
        if rows is not None:
            binds &= rows
        kept = binds[row]
        return Program(
            self.rank[columns],
            (np.cumsum(binds) - 1)[row[kept]],
            (np.cumsum(columns) - 1)[self.column[inside][kept]],
            value[kept],
            self.least[binds],
            self.most[binds],
        )

    def without_places(self) -> "Program":
        """The program of the columns in whole numbers, without rows that others are part of."""
        whole = self.rank < 0
        rows = np.full(len(self.least), True)
        rows[self.row[~whole[self.column]]] = False
        return self.only(whole, rows)

    def with_most(self, cost: Ints, most: int) -> "Program":
        """The program with one more row: the cost is at most this."""
        entries = np.flatnonzero(cost)
        return Program(
            self.rank,
            np.concatenate([self.row, np.full(len(entries), len(self.least))]),
            np.concatenate([self.column, entries]),
            np.concatenate([self.value, cost[entries]]),
            np.append(self.least, -np.inf),
            np.append(self.most, most),
        )

    def holds(self, chosen: Ints) -> bool:
        """Whether these whole numbers keep all rows."""
        sums = self._sums(chosen)
        return bool(((self.least <= sums) & (sums <= self.most)).all())

    def filled(self, values: Floats) -> Ints:
        """Whole numbers: the columns that must be are rounded, the others follow from them."""
        chosen = np.where(self.rank < 0, np.rint(values), 0).astype(np.int64)
        parts = np.flatnonzero(self.rank >= 0)
        if len(parts):
            first = np.full(len(self.rank), len(self.least))
            np.minimum.at(first, self.column, self.row)
            chosen[parts] = self.rank[parts] < self._sums(chosen)[first[parts]]
        return chosen

    def _sums(self, chosen: Ints) -> Ints:
        sums = np.zeros(len(self.least), dtype=np.int64)
        np.add.at(sums, self.row, self.value * chosen[self.column])
        return sums

    def is_empty_row_broken(self) -> bool:
        """Whether a row without entries cannot hold."""
        empty = np.bincount(self.row, minlength=len(self.least)) == 0
        return bool((empty & ((self.least > 0) | (self.most < 0))).any())

    def components(self) -> Ints:
        """Which part each column belongs to: parts share no row, so each is solved by itself."""
        part = np.arange(len(self.rank))
        while True:
            least = np.full(len(self.least), len(part))
            np.minimum.at(least, self.row, part[self.column])
            new = part.copy()
            np.minimum.at(new, self.column, least[self.row])
            new = new[new]
            if (new == part).all():
                return np.unique(part, return_inverse=True)[1]
            part = new


@dataclass(frozen=True, eq=False)
class Found:
    """What HiGHS says: values (None: there are none, or none were found), what no solution is
    cheaper than, whether this is proven, and reduced costs (of a relaxation)."""

    value: Floats | None
    bound: float
    is_proven: bool
    reduced: Floats = field(default_factory=lambda: np.zeros(0))


def relaxed(program: Program, cost: Ints) -> Found:
    """The cheapest solution in fractions.

    The bound is recomputed from the prices of the rows, which makes it hold whatever they are (A.
    Neumaier, O. Shcherbina: Safe bounds in linear and mixed-integer linear programming, 2004).
    """
    highs = _given(program, cost, integral=False)
    highs.run()
    if _status(highs) != "kOptimal":
        return Found(None, np.inf, is_proven=True)
    solution = highs.getSolution()
    price = np.array(solution.row_dual)
    price[(price > 0) & np.isinf(program.least) | (price < 0) & np.isinf(program.most)] = 0
    limit = np.where(price > 0, program.least, program.most)
    reduced = cost.astype(np.float64) - np.bincount(
        program.column, weights=program.value * price[program.row], minlength=len(cost)
    )
    bound = price[price != 0] @ limit[price != 0] + np.minimum(reduced, 0).sum()
    return Found(np.array(solution.col_value), float(bound), True, reduced)


def cheapest(program: Program, cost: Ints, start: Ints | None, nodes: int = MOST_NODES) -> Found:
    """The cheapest solution in whole numbers; `start` is one that is known."""
    highs = _given(program, cost, integral=True)
    for option, value in (
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.99),  # costs are whole: nothing is less than 1 better
        ("mip_feasibility_tolerance", 1e-9),
        ("mip_max_nodes", nodes),
    ):
        highs.setOptionValue(option, value)
    if start is not None:
        places = np.arange(len(start), dtype=np.int32)
        highs.setSolution(len(start), places, start.astype(np.float64))
    highs.run()
    status, info = _status(highs), highs.getInfo()
    if status == "kInfeasible":
        return Found(None, np.inf, is_proven=True)
    is_found = np.isfinite(info.objective_function_value) and info.primal_solution_status == 2
    values = np.array(highs.getSolution().col_value) if is_found else None
    return Found(values, info.mip_dual_bound, is_proven=status == "kOptimal")


def _given(program: Program, cost: Ints, integral: bool) -> Any:
    """HiGHS with the program and the costs."""
    # Slow to import, and only needed here: the web process starts without it.
    from highspy import Highs

    highs = Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        highs.setOptionValue(option, value)
    highs.setOptionValue("parallel", "off")
    columns, rows = len(program.rank), len(program.least)
    start = np.searchsorted(program.row, np.arange(rows)).astype(np.int32)
    highs.passModel(
        *(columns, rows, len(program.row), _ROWWISE, _MINIMIZE, 0.0),
        *(cost.astype(np.float64), np.zeros(columns), np.ones(columns)),
        *(program.least, program.most, start, program.column.astype(np.int32)),
        program.value.astype(np.float64),
        ((program.rank < 0) & integral).astype(np.int32),
    )
    return highs


def _status(highs: Any) -> str:
    return str(highs.getModelStatus().name)
