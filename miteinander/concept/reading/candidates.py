"""Which stored items a new one can be at all: few enough to weigh each pair."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

MOVED = 0.8
RENAMED = 0.5
_MOST_IN_PLACE = 40
_MOST_ELSEWHERE = 10


class Candidates:
    """Stored items by index: plain title, number and the keys of all items above.

    In the same place a title half alike will do, elsewhere it must be nearly the same; an item of
    the same place and number is always a candidate. Only the most alike are kept, so that 1,440
    measures whose titles all changed are compared in seconds.
    """

    def __init__(self, items: Mapping[int, tuple[str, str | None, frozenset[str]]]) -> None:
        self._titles = {index: title for index, (title, _, _) in items.items()}
        self._in_place: dict[str, dict[int, str]] = {}
        self._numbered: dict[tuple[str, str], list[int]] = {}
        for index, (title, number, places) in items.items():
            for place in places or {""}:
                self._in_place.setdefault(place, {})[index] = title
                if number:
                    self._numbered.setdefault((place, number), []).append(index)

    def of(self, title: str, number: str | None, place: str | None) -> list[tuple[int, float]]:
        """Index and likeness (0 to 1) of each candidate; `place` is "" for what has none above."""
        near = self._in_place.get(place, {}) if place is not None else {}
        found = _alike(title, self._titles, MOVED, _MOST_ELSEWHERE)
        found |= _alike(title, near, RENAMED, _MOST_IN_PLACE)
        for index in self._numbered.get((place or "", number or ""), ()):
            if index in near and index not in found:
                found[index] = fuzz.ratio(title, self._titles[index]) / 100
        return list(found.items())


def _alike(title: str, among: Mapping[int, str], needed: float, most: int) -> dict[int, float]:
    found = process.extract(title, among, scorer=fuzz.ratio, score_cutoff=100 * needed, limit=most)
    return {index: score / 100 for _, score, index in found}
