"""Which item of one edition became which of a later one, over any number of editions between."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from miteinander.concept.choices import Succession
from miteinander.concept.models import Edition, Field, Goal, Measure, MeasureSuccession, Topic

LEVELS = (Field, Topic, Goal)
# What tells most about a way with several steps.
_STRONGEST = (Succession.MERGES, Succession.SPLITS, Succession.CHANGES, Succession.CONTINUES)


@dataclass(frozen=True)
class Way:
    """From a measure of the first edition to one of the last; None where it ends or begins.

    `kind` is "" where somebody has not decided yet; `reasons` are those of all steps.
    """

    before: int | None
    after: int | None
    kind: str = Succession.CONTINUES
    reasons: tuple[str, ...] = ()


def chain(before: Edition, after: Edition, *, only_published: bool = False) -> list[Edition]:
    """The editions from `before` to `after` by their predecessors; [] where no way leads there."""
    way = [after, *ancestors(after, only_published=only_published)]
    keys = [one.pk for one in way]
    return way[keys.index(before.pk) :: -1] if before.pk in keys else []


def ways(editions: Sequence[Edition]) -> list[Way]:
    """All ways of measures through these editions, in no order: two queries."""
    inside: dict[int, list[int]] = defaultdict(list)
    found = Measure.objects.filter(edition__in=editions).order_by("pk")
    for edition_id, pk in found.values_list("edition_id", "pk"):
        inside[edition_id].append(pk)
    lines: dict[int, list[MeasureSuccession]] = defaultdict(list)
    for line in MeasureSuccession.objects.filter(edition__in=editions[1:]):
        lines[line.edition_id].append(line)
    current = [Way(pk, pk) for pk in inside[editions[0].pk]]
    for edition in editions[1:]:
        current = _step(current, lines[edition.pk], inside[edition.pk])
    return current


def _step(current: list[Way], lines: list[MeasureSuccession], inside: list[int]) -> list[Way]:
    out: dict[int | None, list[MeasureSuccession]] = defaultdict(list)
    for line in lines:
        out[line.predecessor_id].append(line)
    onward = [one for way in current for one in _onward(way, out.get(way.after, []))]
    reached = {way.after for way in onward}
    said = {line.successor_id: line for line in out[None]}
    return onward + [_begun(pk, said.get(pk)) for pk in inside if pk not in reached]


def _onward(way: Way, lines: list[MeasureSuccession]) -> list[Way]:
    if way.after is None:
        return [way]
    if not lines:
        return [replace(way, after=None, kind="")]
    return [
        Way(
            way.before,
            line.successor_id,
            _together(way.kind, line.kind),
            (*way.reasons, line.reason) if line.reason else way.reasons,
        )
        for line in lines
    ]


def _together(first: str, second: str) -> str:
    if Succession.NEW in (first, second):
        return Succession.NEW
    if "" in (first, second) or Succession.ENDS in (first, second):
        return second and first and Succession.ENDS
    return next(kind for kind in _STRONGEST if kind in (first, second))


def _begun(pk: int, line: MeasureSuccession | None) -> Way:
    if line is None:
        return Way(None, pk, "")
    return Way(None, pk, Succession.NEW, (line.reason,) if line.reason else ())


def origins(editions: Sequence[Edition]) -> dict[type, dict[int, int]]:
    """For fields, topics and goals: key in the last edition -> key in the first; three queries."""
    found: dict[type, dict[int, int]] = {}
    for model in LEVELS:
        where = "edition" if model is Field else "field__edition"
        rows = model.objects.filter(**{f"{where}__in": editions}).values_list(
            "pk", "predecessor_id", where
        )
        before = {pk: predecessor for pk, predecessor, _ in rows}
        homes = {pk: edition_id for pk, _, edition_id in rows}
        last = [pk for pk, home in homes.items() if home == editions[-1].pk]
        walked = {pk: _walked(pk, before, homes, editions[0].pk) for pk in last}
        found[model] = {pk: first for pk, first in walked.items() if first}
    return found


def _walked(pk: int, before: dict[int, int | None], homes: dict[int, int], home: int) -> int | None:
    at: int | None = pk
    while at is not None and homes.get(at) != home:
        at = before.get(at)
    return at


def ancestors(edition: Edition, *, only_published: bool = False) -> list[Edition]:
    """The editions from which this one came, the nearest first: one query."""
    found = Edition.objects.filter(concept=edition.concept_id)
    if only_published:
        found = found.filter(published_at__isnull=False)
    return ancestors_among(edition, found)


def ancestors_among(edition: Edition, editions: Iterable[Edition]) -> list[Edition]:
    """Those of these editions from which this one came, the nearest first: no query of its own."""
    known = {one.pk: one for one in editions}
    way: list[Edition] = []
    at = known.get(edition.predecessor_id or 0)
    while at and at not in way and at.pk != edition.pk:
        way.append(at)
        at = known.get(at.predecessor_id or 0)
    return way
