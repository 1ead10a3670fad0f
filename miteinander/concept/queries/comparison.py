"""Two editions side by side, word by word: what continues, changes, ends or is new."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from miteinander.concept.choices import ItemKind, Succession
from miteinander.concept.models import Edition, Field, Goal, Measure, PlanItem, Topic
from miteinander.concept.queries import lineage, public
from miteinander.concept.queries.differences import Difference
from miteinander.concept.queries.history import Names, label
from miteinander.concept.values import INSTITUTIONS, SETS, content, content_keys, kind_of
from miteinander.concept.versions import RELATIONS

Key = tuple[type[PlanItem], int]
NUMBER, PLACE = "number", "parent"


@dataclass(frozen=True)
class Line:
    """One item and what became of it.

    `kind` is a code of `Succession`: the decided one, or the one that the words tell where nobody
    has decided (`is_decided` is false). `partners` is the number of lines that lead to the same
    successor or come from the same predecessor.
    """

    level: ItemKind
    kind: str
    before: PlanItem | None
    after: PlanItem | None
    differences: list[Difference] = field(default_factory=list)
    reasons: tuple[str, ...] = ()
    is_decided: bool = True
    partners: int = 1

    @property
    def item(self) -> PlanItem:
        """What the line is about: the newer item where there is one."""
        found = self.after or self.before
        assert found
        return found

    @property
    def label(self) -> str:
        """What became of it, in words."""
        return str(Succession(self.kind).label)

    @property
    def changed(self) -> list[Difference]:
        """What the two say differently; another number alone is no change."""
        return [one for one in self.differences if one.name != NUMBER]

    @property
    def contradiction(self) -> str:
        """Where what was decided does not fit what stands there, in a sentence; else ""."""
        if not self.is_decided:
            return ""
        if self.kind == Succession.CONTINUES and self.changed:
            names = ", ".join(one.label for one in self.changed)
            return f"Festgehalten ist „wird fortgeführt“, aber anders ist: {names}."
        if self.kind == Succession.CHANGES and not self.changed:
            return "Festgehalten ist „wird geändert“, aber es steht noch dasselbe da."
        if self.kind in (Succession.MERGES, Succession.SPLITS) and self.partners == 1:
            return f"Festgehalten ist „{self.label}“, aber es ist nur noch eine beteiligt."
        return ""


@dataclass
class Part:
    """A field, as it is now or was, with everything in it."""

    title: str
    key: str
    lines: list[Line] = field(default_factory=list)


@dataclass
class _Side:
    """The items of an edition in the order of the plan, and what each says in words."""

    items: dict[Key, PlanItem]
    texts: dict[Key, dict[str, str]] = field(default_factory=dict)

    def field_of(self, item: PlanItem) -> PlanItem:
        found = item if isinstance(item, Field) else None
        return found or self.items[(Field, item.field_id)]  # type: ignore[attr-defined]


def compared(before: Edition, after: Edition, *, is_public: bool = False) -> list[Part] | None:
    """What became of `before` in `after`, by field; None where no way leads from one to the other.

    `is_public` leaves out everything that the public does not see. A constant number of queries.
    """
    editions = lineage.chain(before, after, only_published=is_public)
    if len(editions) < 2:
        return None
    old, new = _side(before, is_public), _side(after, is_public)
    _say([old, new])
    origins = lineage.origins(editions)
    lines = [*_frame(old, new, origins), *_measures(old, new, origins, lineage.ways(editions))]
    return _arranged(lines, old, new, origins)


def _side(edition: Edition, is_public: bool) -> _Side:
    found: list[Iterable[Any]]
    if is_public:
        measures = list(public.in_plan_order(public.measures(edition)))
        for one in measures:
            one.internal_notes = ""  # never read
        found = [public.fields(edition), public.topics(edition), public.goals(edition), measures]
    else:
        below = {"field__edition": edition}
        found = [
            Field.objects.filter(edition=edition),
            Topic.objects.filter(**below),
            Goal.objects.filter(**below),
            _in_order(Measure.objects.filter(edition=edition)),
        ]
    return _Side({(type(one), one.pk): one for level in found for one in level})


def _in_order(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    return public.in_plan_order(measures)


def _say(sides: list[_Side]) -> None:
    """Put what every item says into words; the names are loaded at once."""
    items = [one for side in sides for one in side.items.values()]
    prefetch_related_objects([one for one in items if isinstance(one, Measure)], *RELATIONS)
    values = {(type(one), one.pk): content(one) for one in items}
    names = Names(values.values())
    for side in sides:
        for key, item in side.items.items():
            side.texts[key] = {
                name: _sorted(name, names.words(name, values[key].get(name)))
                for name in content_keys(kind_of(item))
            }


def _sorted(name: str, words: str) -> str:
    return "\n".join(sorted(words.splitlines())) if name in (*INSTITUTIONS, *SETS) else words


def _differences(old: dict[str, str], new: dict[str, str]) -> list[Difference]:
    return [
        Difference(name, label(name), old[name], new[name])
        for name in new
        if old.get(name, "") != new[name]
    ]


def _frame(old: _Side, new: _Side, origins: dict[type, dict[int, int]]) -> list[Line]:
    """Fields, topics and goals: their words tell what became of them."""
    lines, gone = [], {key for key in old.items if key[0] is not Measure}
    for key, item in new.items.items():
        if key[0] is Measure:
            continue
        first = (key[0], origins[key[0]].get(key[1], 0))
        before = old.items.get(first)
        gone.discard(first)
        told = _differences(old.texts[first], new.texts[key]) if before else []
        lines.append(_told(before, item, told))
    return lines + [_told(old.items[key], None, []) for key in old.items if key in gone]


def _told(before: PlanItem | None, after: PlanItem | None, told: list[Difference]) -> Line:
    item = after or before
    assert item
    return Line(kind_of(item), _kind(before, after, told), before, after, told)


def _kind(before: Any, after: Any, told: list[Difference]) -> str:
    if before is None:
        return Succession.NEW
    if after is None:
        return Succession.ENDS
    has_changed = any(one.name != NUMBER for one in told)
    return Succession.CHANGES if has_changed else Succession.CONTINUES


def _measures(
    old: _Side, new: _Side, origins: dict[type, dict[int, int]], ways: list[lineage.Way]
) -> list[Line]:
    starts, ends = Counter(way.before for way in ways), Counter(way.after for way in ways)
    lines = []
    for way in ways:
        before = old.items.get((Measure, way.before or 0))
        after = new.items.get((Measure, way.after or 0))
        if before is None and after is None:
            continue
        told = []
        if before and after:
            keys = (Measure, before.pk), (Measure, after.pk)
            told = _differences(old.texts[keys[0]], new.texts[keys[1]])
            told += _moved(before, after, old, new, origins)
        is_whole = (before is None) == (way.before is None)
        is_whole = is_whole and (after is None) == (way.after is None)
        partners = ends[way.after] if way.kind == Succession.MERGES else starts[way.before]
        lines.append(
            Line(
                ItemKind.MEASURE,
                way.kind if way.kind and is_whole else _kind(before, after, told),
                before,
                after,
                told,
                way.reasons if is_whole else (),
                bool(way.kind),
                partners,
            )
        )
    order = {key: place for place, key in enumerate([*new.items, *old.items])}
    return sorted(lines, key=lambda line: order[(Measure, line.item.pk)])


def _moved(
    before: Any, after: Any, old: _Side, new: _Side, origins: dict[type, dict[int, int]]
) -> list[Difference]:
    """Whether the measure hangs on something else than what became of its old place."""
    was, now = _parent(before), _parent(after)
    if (now[0], origins[now[0]].get(now[1])) == was:
        return []
    places = [str(side.items[key]) for side, key in ((old, was), (new, now))]
    return [Difference(PLACE, "steht unter", *places)]


def _parent(measure: Any) -> tuple[type[PlanItem], int]:
    for model, key in ((Goal, measure.goal_id), (Topic, measure.topic_id)):
        if key:
            return model, key
    return Field, measure.field_id


def _arranged(
    lines: list[Line], old: _Side, new: _Side, origins: dict[type, dict[int, int]]
) -> list[Part]:
    """The lines by field; what ended stands in what became of its field."""
    became = {first: last for last, first in origins[Field].items()}
    parts: dict[int, Part] = {}
    for key, one in [*new.items.items(), *old.items.items()]:
        if key[0] is Field and not (key in old.items and became.get(key[1])):
            parts[key[1]] = Part(str(one), str(key[1]))
    for line in lines:
        side = new if line.after else old
        home = side.field_of(line.item).pk
        parts[home if home in parts else became[home]].lines.append(line)
    return list(parts.values())


def narrowed(parts: list[Part], kind: str, field_key: str) -> list[Part]:
    """Only the lines of this kind and the parts of this field; "" for all."""
    wanted = [part for part in parts if field_key in ("", part.key)]
    found = [
        Part(part.title, part.key, [line for line in part.lines if kind in ("", line.kind)])
        for part in wanted
    ]
    return [part for part in found if part.lines]


def counted(parts: list[Part]) -> dict[str, int]:
    """Kind of change -> number of measures."""
    found = dict.fromkeys(Succession.values, 0)
    for part in parts:
        for line in part.lines:
            found[line.kind] += line.level == ItemKind.MEASURE
    return found
