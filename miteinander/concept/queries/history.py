"""Who edits what right now, and what items said before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from miteinander.concept.choices import MeasureKind
from miteinander.concept.models import (
    CrossCuttingTheme,
    Dimension,
    Draft,
    Edition,
    Field,
    Goal,
    ItemVersion,
    Measure,
    PlanItem,
    TargetGroup,
    Topic,
)
from miteinander.concept.values import (
    DAYS,
    EDITION,
    INSTITUTIONS,
    LINKS,
    MODELS,
    PLACE,
    Values,
    changed,
    content,
    content_keys,
)
from miteinander.kernel.actor import Actor
from miteinander.network.models import Organisation

STILL_THERE = timedelta(minutes=15)
LABELS = {
    "lead": "Federführend",
    "partners": "Beteiligt",
    "links": "Links",
    "cost_eur": "Kosten in Euro",
    "edition": "Fassung des Konzepts",
    "field": "Handlungsfeld",
    "position": "Reihenfolge",
    "is_draft": "Öffentlich",
}


def draft_of(kind: str, pk: int, actor: Actor) -> Draft | None:
    """What the person has typed and not saved."""
    return Draft.objects.filter(kind=kind, item_id=pk, user_id=actor.user_id or 0).first()


def editing_now(kind: str, pk: int, actor: Actor) -> list[str]:
    """The names of others who typed something in the last 15 minutes."""
    since = timezone.now() - STILL_THERE
    found = Draft.objects.filter(kind=kind, item_id=pk, saved_at__gte=since)
    others = found.exclude(user_id=actor.user_id or 0)
    return list(others.order_by("user__name").values_list("user__name", flat=True))


def newest(kind: str, pk: int) -> ItemVersion | None:
    """The last version of an item."""
    return ItemVersion.objects.filter(kind=kind, item_id=pk).first()


def is_deleted(kind: str, pk: int) -> bool:
    """Whether the item was there once and is not now."""
    is_there = MODELS[kind].objects.filter(pk=pk).exists()
    return not is_there and newest(kind, pk) is not None


@dataclass(frozen=True)
class Difference:
    """One thing that two versions say differently, in words."""

    key: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """A version with what changed in it."""

    version: ItemVersion
    differences: list[Difference]
    is_first: bool


def steps(kind: str, pk: int) -> list[Step]:
    """All versions of an item, the newest first; a constant number of queries."""
    found = list(ItemVersion.objects.filter(kind=kind, item_id=pk).order_by("-version", "-pk"))
    names = Names([one.values for one in found])
    pairs = zip(found, [*found[1:], None], strict=False)
    return [
        Step(one, differences(kind, before.values, one.values, names), False)
        if before
        else Step(one, [], True)
        for one, before in pairs
    ]


def differences(
    kind: str, before: Values, after: Values, names: "Names", *, place: bool = True
) -> list[Difference]:
    """What differs, in the order of the form."""
    keys = [*content_keys(kind), *(PLACE if place else ())]
    keys = [key for key in keys if key != "position"]
    return [
        Difference(
            key, label(key), names.words(key, before.get(key)), names.words(key, after.get(key))
        )
        for key in changed(before, after, keys)
        if not (key in PLACE and before.get(key) is None and after.get(key) is None)
    ]


@dataclass(frozen=True)
class Rival:
    """One thing that two people say differently; `suggested` is "meins", "ihres" or ""."""

    key: str
    label: str
    mine: str
    theirs: str
    suggested: str


def rivals(kind: str, item: PlanItem, draft: Draft) -> list[Rival]:
    """Where a person's draft says something else than the item says now.

    What only one of the two has changed is suggested; what both have changed is left open.
    """
    theirs, mine = content(item), draft.values
    base = ItemVersion.objects.filter(kind=kind, item_id=item.pk, version=draft.base_version)
    before = base.values_list("values", flat=True).first()
    names = Names([theirs, mine])
    keys = [key for key in content_keys(kind) if key in mine]
    return [
        Rival(
            key,
            label(key),
            names.words(key, mine[key]),
            names.words(key, theirs[key]),
            _suggestion(key, before, mine, theirs),
        )
        for key in changed(theirs, mine, keys)
    ]


def _suggestion(key: str, before: Values | None, mine: Values, theirs: Values) -> str:
    if before is None:
        return ""
    if not changed(before, mine, [key]):
        return "ihres"
    return "meins" if not changed(before, theirs, [key]) else ""


def edition_rivals(theirs: Values, mine: Values) -> list[Rival]:
    """Where two people's texts of an edition differ."""
    return [
        Rival(
            key,
            str(Edition._meta.get_field(key).verbose_name),  # type: ignore[union-attr]
            str(mine[key]),
            str(theirs[key]),
            "",
        )
        for key in changed(theirs, mine, EDITION)
    ]


def label(key: str) -> str:
    """What a key of `concept.values` is called on pages."""
    if key in LABELS:
        return LABELS[key]
    return str(Measure._meta.get_field(key).verbose_name)  # type: ignore[union-attr]


class Names:
    """The names of all keys in some values; loaded at once, one query per kind of thing."""

    MODELS: dict[str, type[Any]] = {
        **dict.fromkeys(INSTITUTIONS, Organisation),
        "target_groups": TargetGroup,
        "dimensions": Dimension,
        "themes": CrossCuttingTheme,
        "field": Field,
        "topic": Topic,
        "goal": Goal,
    }

    def __init__(self, all_values: Iterable[Values]) -> None:
        wanted: dict[type[Any], set[int]] = {}
        for values in all_values:
            for key, model in self.MODELS.items():
                wanted.setdefault(model, set()).update(_keys(values.get(key)))
        self.names = {
            model: {pk: str(one) for pk, one in model.objects.in_bulk(keys).items()}
            for model, keys in wanted.items()
            if keys
        }

    def words(self, key: str, value: Any) -> str:
        """A value as a person reads it; "" for nothing."""
        if key in self.MODELS:
            known = self.names.get(self.MODELS[key], {})
            return "\n".join(known.get(pk, "(nicht mehr vorhanden)") for pk in _keys(value))
        if key == "is_draft":
            return "nein, Entwurf" if value else "ja"
        if key == LINKS:
            return "\n".join(f"{link['title']}: {link['url']}" for link in value or [])
        if key in DAYS and (day := _day(value)):
            return date_format(day, "d.m.Y")
        if key == "kind" and value:
            return str(dict(MeasureKind.choices).get(value, value))
        return str(value or "")


def _day(value: Any) -> Any:
    try:
        return parse_date(str(value))
    except ValueError:
        return None


def _keys(value: Any) -> list[int]:
    if isinstance(value, list):
        return [one for one in value if isinstance(one, int)]
    return [value] if isinstance(value, int) and not isinstance(value, bool) else []
