"""An edition as it was on a day, from the versions of its items and the reports on them.

What is told is what this system knows: an item of which no version is that old said then what its
oldest version says (`is_certain` is false). How often an edition was published and hidden before
is not kept with it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from miteinander.concept.choices import SAME_MEASURE, ItemKind
from miteinander.concept.models import (
    Attachment,
    Edition,
    Field,
    Goal,
    ItemVersion,
    Measure,
    MeasureSuccession,
    StatusReport,
    Topic,
)
from miteinander.concept.queries import public
from miteinander.concept.queries.history import Names, label
from miteinander.concept.values import Values, content_keys, item_values, kind_of
from miteinander.concept.versions import RELATIONS

Key = tuple[str, int]
_NOT_AGAIN = ("number", "title", "internal_notes")
_PARENTS = ("goal", "topic", "field")


@dataclass
class Item:
    """An item as it was: `said` are its other words with their labels.

    `status` and `reported_on` come from the latest report that was published then. `files` are
    those of then that are still there.
    """

    kind: str
    pk: int
    values: Values
    is_certain: bool
    said: list[tuple[str, str]] = field(default_factory=list)
    status: str = ""
    reported_on: date | None = None
    files: list[Attachment] = field(default_factory=list)
    children: list["Item"] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.values['number']} {self.values['title']}".strip()


@dataclass(frozen=True)
class Snapshot:
    """The edition's fields with all below them, on a day."""

    fields: list[Item]
    items: list[Item]

    @property
    def is_certain(self) -> bool:
        """Whether of every item a version of that day or before is known."""
        return all(one.is_certain for one in self.items)

    @property
    def is_unknown(self) -> bool:
        """Whether of no item a version of that day or before is known."""
        return not any(one.is_certain for one in self.items)

    @property
    def total(self) -> int:
        """The number of measures."""
        return sum(one.kind == ItemKind.MEASURE for one in self.items)


def snapshot(edition: Edition, day: date, *, is_public: bool = False) -> Snapshot | None:
    """The edition at the end of that day; None where it was not there (not public) yet.

    For the public only what is public today as well: what was taken back stays taken back. A
    constant number of queries for each edition before this one.
    """
    until = _end_of(day)
    began = edition.published_at if is_public else edition.created_at
    if began is None or began >= until:
        return None
    now = _now(edition, is_public)
    found = _then(edition, now, until)
    if is_public:
        found = {
            key: one for key, one in found.items() if key in now and not one.values["is_draft"]
        }
    fields = _tree(found)
    shown = list(_walk(fields))
    _say(shown)
    measures = [one for one in shown if one.kind == ItemKind.MEASURE]
    _status(measures, until)
    _files(measures, edition, until, is_public)
    return Snapshot(fields, shown)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _now(edition: Edition, is_public: bool) -> dict[Key, Any]:
    """The items as they are today, by kind and key."""
    if is_public:
        measures = list(public.measures(edition))
        for one in measures:
            one.internal_notes = ""  # never read
        levels: list[Iterable[Any]]
        levels = [public.fields(edition), public.topics(edition), public.goals(edition)]
    else:
        measures = list(Measure.objects.filter(edition=edition))
        levels = [Field.objects.filter(edition=edition)]
        levels += [model.objects.filter(field__edition=edition) for model in (Topic, Goal)]
    prefetch_related_objects(measures, *RELATIONS)
    return {(str(kind_of(one)), one.pk): one for level in (*levels, measures) for one in level}


def _then(edition: Edition, now: dict[Key, Any], until: datetime) -> dict[Key, Item]:
    versions = _versions(edition, now)
    found: dict[Key, Item] = {}
    for key in {**now, **versions}:
        known = versions.get(key, [])
        before = [one for one in known if one.at < until]
        if before:
            if not before[-1].is_deletion:
                found[key] = Item(*key, before[-1].values, True)
        elif known and not known[0].by_name:
            # Kept when somebody first changed it: it had said so before.
            found[key] = Item(*key, known[0].values, False)
        elif not known:
            found[key] = Item(*key, item_values(now[key]), False)
    return found


def _versions(edition: Edition, now: dict[Key, Any]) -> dict[Key, list[ItemVersion]]:
    """All versions of what is or was in the edition, the oldest first."""
    own = ItemVersion.objects.filter(values__edition=edition.pk)
    found = list(own.filter(kind__in=[ItemKind.FIELD, ItemKind.MEASURE]))
    fields = {one.item_id for one in found if one.kind == ItemKind.FIELD}
    fields |= {pk for kind, pk in now if kind == ItemKind.FIELD}
    below = ItemVersion.objects.filter(kind__in=[ItemKind.TOPIC, ItemKind.GOAL])
    found += below.filter(values__field__in=list(fields))
    by_item: dict[Key, list[ItemVersion]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (one.version, one.pk)):
        by_item[(one.kind, one.item_id)].append(one)
    return by_item


def _tree(found: dict[Key, Item]) -> list[Item]:
    """The fields in their order, everything hung on the nearest item that was there."""
    order = {kind: place for place, kind in enumerate(ItemKind.values)}
    for item in sorted(
        found.values(), key=lambda one: (-order[one.kind], one.values["position"], one.pk)
    ):
        if parent := _parent(item, found):
            parent.children.append(item)
    fields = [one for one in found.values() if one.kind == ItemKind.FIELD]
    return sorted(fields, key=lambda one: (one.values["position"], one.pk))


def _parent(item: Item, found: dict[Key, Item]) -> Item | None:
    keys = ((kind, item.values.get(kind)) for kind in _PARENTS)
    return next((found[(kind, pk)] for kind, pk in keys if pk and (kind, pk) in found), None)


def _walk(items: Iterable[Item]) -> Iterable[Item]:
    for item in items:
        yield item
        yield from _walk(item.children)


def _say(items: list[Item]) -> None:
    names = Names(one.values for one in items)
    for item in items:
        keys = [key for key in content_keys(item.kind) if key not in _NOT_AGAIN]
        told = ((label(key), names.words(key, item.values.get(key))) for key in keys)
        item.said = [(name, words) for name, words in told if words]


def _status(measures: list[Item], until: datetime) -> None:
    """Put the latest report of that time on each measure, its own or of what it continues."""
    sources = _sources([one.pk for one in measures])
    wanted = {pk for way in sources.values() for pk in way}
    published = StatusReport.objects.filter(measure__in=wanted, published_at__lt=until)
    rows = published.order_by("reported_on", "pk").values_list("measure", "status", "reported_on")
    latest = {measure: (status, day) for measure, status, day in rows}
    for item in measures:
        told = next((latest[pk] for pk in sources[item.pk] if pk in latest), None)
        item.status, item.reported_on = told or ("", None)


def _files(measures: list[Item], edition: Edition, until: datetime, is_public: bool) -> None:
    """Put the files of that time on each measure: one query."""
    then = {"published_at__lt": until} if is_public else {"added_at__lt": until}
    by_measure: dict[int, list[Attachment]] = defaultdict(list)
    for one in Attachment.objects.filter(edition=edition, measure__isnull=False, **then):
        by_measure[one.measure_id or 0].append(one)
    for item in measures:
        item.files = by_measure[item.pk]


def _sources(keys: list[int]) -> dict[int, list[int]]:
    """Measure -> itself and what it continues, the nearest first."""
    ways = {pk: [pk] for pk in keys}
    ends = {pk: pk for pk in keys}
    while ends:
        lines = MeasureSuccession.objects.filter(
            successor__in=set(ends.values()),
            predecessor__isnull=False,
            kind__in=SAME_MEASURE,
        )
        before = dict(lines.values_list("successor", "predecessor"))
        ends = {pk: before[end] for pk, end in ends.items() if end in before}
        for pk, end in ends.items():
            ways[pk].append(end)
    return ways
