"""Attributes as columns: what rules and scores look at, each with few distinct values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miteinander.matching.errors import MatchingError

Ints = NDArray[np.signedinteger[Any]]
Bools = NDArray[np.bool_]
Values = NDArray[Any]
Pattern = tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class Intervals:
    """Sets of half-open intervals in minutes, one set per row (of a week, or of any other span).

    `patterns` are the distinct sets, sorted and merged; `codes` says which one each row has.
    """

    patterns: tuple[Pattern, ...]
    codes: Ints

    @classmethod
    def of(cls, rows: Sequence[Sequence[tuple[int, int]]], place: str = "intervals") -> "Intervals":
        """One row per element: `[(start, end), ...]`.

        Raises MatchingError where an end is not after its start.
        """
        seen: dict[Pattern, int] = {}
        codes = [
            seen.setdefault(_merged(row, f"{place}[{i}]"), len(seen)) for i, row in enumerate(rows)
        ]
        return cls(tuple(seen), np.array(codes, dtype=np.int64))


Column = Values | Intervals


def _merged(row: Sequence[tuple[int, int]], place: str) -> Pattern:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(row):
        if end <= start:
            raise MatchingError("Ein Zeitraum endet nicht nach seinem Beginn.", place)
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((int(start), int(end)))
    return tuple(merged)


def within(windows: Values, times: Values) -> Bools:
    """Whether all `times` lie inside the `windows`: arrays of patterns that are broadcast.

    For rules on two columns of Intervals, in this order. No times at all fit everywhere.
    """
    outer, windows = _known(windows)
    inner, times = _known(times)
    spans = np.array([span for pattern in inner for span in pattern]).reshape(-1, 2)
    owner = np.repeat(np.arange(len(inner)), [len(pattern) for pattern in inner])
    fits = np.empty((len(outer), len(inner)), dtype=np.bool_)
    for row, pattern in enumerate(outer):
        window = np.array(pattern).reshape(-1, 1, 2)
        inside = (window[..., 0] <= spans[:, 0]) & (spans[:, 1] <= window[..., 1])
        fits[row] = np.bincount(owner[~inside.any(axis=0)], minlength=len(inner)) == 0
    return fits[windows, times]


def _known(patterns: Values) -> tuple[list[Pattern], Ints]:
    """The distinct patterns, and which one each is."""
    seen: dict[Pattern, int] = {}
    codes = [seen.setdefault(pattern, len(seen)) for pattern in patterns.flat]
    return list(seen), np.array(codes, dtype=np.int64).reshape(patterns.shape)


def checked(columns: Mapping[str, object], length: int, place: str) -> dict[str, Column]:
    """Columns as arrays; raises MatchingError for NaN, objects and wrong lengths."""
    return {name: _checked(column, length, f"{place}.{name}") for name, column in columns.items()}


def _checked(column: object, length: int, place: str) -> Column:
    values = column.codes if isinstance(column, Intervals) else np.asarray(column)
    if values.shape != (length,):
        raise MatchingError(
            f"Die Spalte braucht {length} Werte, hat aber die Form {values.shape}.", place
        )
    if values.dtype.kind not in "biufUS":
        raise MatchingError(
            "Die Spalte enthält etwas anderes als Zahlen, Wahrheitswerte oder Text.", place
        )
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        row = int(np.flatnonzero(~np.isfinite(values))[0])
        raise MatchingError("Hier steht keine endliche Zahl.", f"{place}[{row}]")
    return column if isinstance(column, Intervals) else values


def values_at(column: Column, rows: Ints) -> Values:
    """What rules and scores see of these rows."""
    if not isinstance(column, Intervals):
        return column[rows]
    values, codes = _coded(column)
    return values[codes[rows]]


def taken(column: Column, order: Ints) -> Column:
    """The column in another order of rows."""
    if isinstance(column, Intervals):
        return Intervals(column.patterns, column.codes[order])
    return column[order]


def joined(column: Column, value: Any) -> Any:
    """The column with one more value at its end."""
    if not isinstance(column, Intervals):
        return np.concatenate([column, np.asarray([value])])
    more = Intervals.of([value])
    patterns = (*column.patterns, *more.patterns)
    return Intervals(patterns, np.concatenate([column.codes, [len(column.patterns)]]))


def ranges(start: Ints, after: Ints) -> Ints:
    """All positions from start[i] to before after[i], one range after the other."""
    each = after - start
    ends = np.cumsum(each)
    return np.repeat(start - (ends - each), each) + np.arange(int(each.sum()))


@dataclass(frozen=True, eq=False)
class Combinations:
    """Distinct combinations of columns: `values` per column, `codes` says which one a row has."""

    values: tuple[Values, ...]
    codes: Ints

    def __len__(self) -> int:
        return len(self.values[0]) if self.values else 1


def combinations(columns: Sequence[Column], length: int) -> Combinations:
    """Distinct combinations of the columns' rows; none at all is one empty combination."""
    if not columns:
        return Combinations((), np.zeros(length, dtype=np.int64))
    coded = [_coded(column) for column in columns]
    first, codes = distinct(np.stack([codes for _, codes in coded]))
    return Combinations(tuple(values[codes[first]] for values, codes in coded), codes)


def distinct(codes: Ints) -> tuple[Ints, Ints]:
    """For c x n integers from 0: the position of an example of each distinct column, and which
    one each of the n is."""
    joined = codes[0]
    for more in codes[1:]:
        joined = np.unique(joined * (int(more.max(initial=0)) + 1) + more, return_inverse=True)[1]
    _, first, which = np.unique(joined, return_index=True, return_inverse=True)
    return first, which


def _coded(column: Column) -> tuple[Values, Ints]:
    if isinstance(column, Intervals):
        patterns = np.empty(len(column.patterns), dtype=object)
        patterns[:] = column.patterns
        return patterns, column.codes
    values, codes = np.unique(column, return_inverse=True)
    return values, codes
