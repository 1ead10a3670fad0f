"""The best one-to-one pairing of two lists, given what each pair is worth."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]
_LARGEST = 220


def best_pairs(worth: Mapping[Pair, float]) -> set[Pair]:
    """The pairs with the greatest total worth; only pairs named in `worth` (> 0) are possible.

    Solved exactly part by part, a part being what hangs together through possible pairs. A part
    with more than 220 members on a side is paired greedily: nobody waits minutes for a proposal.
    """
    found: set[Pair] = set()
    for part in _parts(worth):
        rows = sorted({row for row, _ in part})
        columns = sorted({column for _, column in part})
        if max(len(rows), len(columns)) > _LARGEST:
            found |= _greedy(part)
        else:
            found |= _exact(part, rows, columns)
    return found


def _parts(worth: Mapping[Pair, float]) -> list[dict[Pair, float]]:
    """Connected parts of the graph of possible pairs."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, column in worth:
        parent[root(("row", row))] = root(("column", column))
    parts: dict[tuple[str, int], dict[Pair, float]] = {}
    for pair, value in worth.items():
        if value > 0:
            parts.setdefault(root(("row", pair[0])), {})[pair] = value
    return list(parts.values())


def _greedy(part: Mapping[Pair, float]) -> set[Pair]:
    rows: set[int] = set()
    columns: set[int] = set()
    found: set[Pair] = set()
    for (row, column), _ in sorted(part.items(), key=lambda item: (-item[1], item[0])):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            found.add((row, column))
    return found


def _exact(part: Mapping[Pair, float], rows: list[int], columns: list[int]) -> set[Pair]:
    """The Hungarian method with potentials on a square matrix padded with worthless pairs."""
    size = max(len(rows), len(columns))
    cost = [[0.0] * size for _ in range(size)]
    row_of = {row: k for k, row in enumerate(rows)}
    column_of = {column: k for k, column in enumerate(columns)}
    for (row, column), value in part.items():
        cost[row_of[row]][column_of[column]] = -value
    chosen = _hungarian(cost, size)
    pairs = (
        (rows[r], columns[c]) for c, r in enumerate(chosen) if r < len(rows) and c < len(columns)
    )
    return {pair for pair in pairs if part.get(pair, 0.0) > 0}


def _hungarian(cost: list[list[float]], size: int) -> list[int]:
    """Row for every column at least total cost (after E. Lawler; O(size³))."""
    infinite = float("inf")
    u, v = [0.0] * (size + 1), [0.0] * (size + 1)
    match = [0] * (size + 1)
    for row in range(1, size + 1):
        match[0], column = row, 0
        least, way, used = [infinite] * (size + 1), [0] * (size + 1), [False] * (size + 1)
        while match[column]:
            used[column] = True
            here, delta, coming = match[column], infinite, 0
            for j in range(1, size + 1):
                if used[j]:
                    continue
                value = cost[here - 1][j - 1] - u[here] - v[j]
                if value < least[j]:
                    least[j], way[j] = value, column
                if least[j] < delta:
                    delta, coming = least[j], j
            for j in range(size + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            column = coming
        while column:
            match[column] = match[way[column]]
            column = way[column]
    return [row - 1 for row in match[1:]]
