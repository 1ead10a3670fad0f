"""The one shape of what an item of the plan says: plain JSON.

Forms, autosaved drafts, earlier versions, the comparison of two people's texts and undo all use
it, so that they cannot drift apart. Empty is always "" or []; days are ISO dates, money has two
decimals, other things are named by their keys, links are {"title", "url"}.

`content` is what a form edits. A version also has the item's place: its parents' keys, its
position, and whether it is a draft.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from miteinander.concept.choices import ItemKind, Responsibility
from miteinander.concept.models import Edition, Field, Goal, Measure, PlanItem, Topic

Values = dict[str, Any]

MODELS: dict[str, type[PlanItem]] = {
    ItemKind.FIELD: Field,
    ItemKind.TOPIC: Topic,
    ItemKind.GOAL: Goal,
    ItemKind.MEASURE: Measure,
}

TEXTS = ("number", "title", "description")
MEASURE_TEXTS = (
    *TEXTS,
    "kind",
    "period",
    "approach",
    "cost",
    "funding",
    "indicators",
    "internal_notes",
)
DAYS = ("begins_on", "ends_on")
MONEY = ("cost_eur",)
INSTITUTIONS = ("lead", "partners")
SETS = ("target_groups", "dimensions", "themes")
LINKS = "links"
EDITION = (
    "label",
    "preamble",
    "process",
    "adopted_on",
    "adopted_by",
    "paper_number",
    "valid_from",
    "valid_until",
)
PLACE = ("edition", "field", "topic", "goal", "position", "is_draft")


def kind_of(item: PlanItem) -> ItemKind:
    """The item's level in the tree."""
    return next(ItemKind(kind) for kind, model in MODELS.items() if isinstance(item, model))


def content_keys(kind: str) -> tuple[str, ...]:
    """The keys of what a form edits, in the order of the form."""
    if kind != ItemKind.MEASURE:
        return TEXTS
    return (*MEASURE_TEXTS, *DAYS, *MONEY, *INSTITUTIONS, *SETS, LINKS)


def item_values(item: PlanItem) -> Values:
    """Everything that a version keeps of an item: its content and its place."""
    return {**content(item), **place(item)}


def content(item: PlanItem) -> Values:
    """What the item's form edits."""
    if isinstance(item, Measure):
        return measure_values(item)
    return {key: getattr(item, key) for key in TEXTS}


def measure_values(measure: Measure) -> Values:
    """What a measure's form edits; five queries unless its relations are prefetched."""
    responsible = [(one.role, one.organisation_id) for one in measure.responsibilities.all()]
    values: Values = {key: getattr(measure, key) for key in MEASURE_TEXTS}
    values |= {key: _day(getattr(measure, key)) for key in DAYS}
    values |= {key: _money(getattr(measure, key)) for key in MONEY}
    values["lead"] = [key for role, key in responsible if role == Responsibility.LEAD]
    values["partners"] = [key for role, key in responsible if role == Responsibility.PARTNER]
    values |= {key: [one.pk for one in getattr(measure, key).all()] for key in SETS}
    values[LINKS] = [{"title": link.title, "url": link.url} for link in measure.links.all()]
    return values


def edition_values(edition: Edition) -> Values:
    """What the form of an edition's texts and days edits."""
    return from_cleaned({key: getattr(edition, key) for key in EDITION})


def place(item: PlanItem) -> Values:
    """Where the item hangs, whether it is a draft; without queries."""
    parents = {f"{key}_id": key for key in PLACE[:4]}
    found = {key: getattr(item, name) for name, key in parents.items() if hasattr(item, name)}
    return {**found, "position": item.position, "is_draft": item.is_draft}


def from_cleaned(cleaned: dict[str, Any]) -> Values:
    """The shape from a form's cleaned data."""
    return {key: _plain(value) for key, value in cleaned.items()}


def attributes(values: Values) -> dict[str, Any]:
    """The part that stands in the item's own row, as Python values."""
    plain = {key: values[key] for key in MEASURE_TEXTS if key in values}
    plain |= {k: date.fromisoformat(values[k]) if values[k] else None for k in DAYS if k in values}
    plain |= {k: Decimal(values[k]) if values[k] else None for k in MONEY if k in values}
    return plain


def changed(before: Values, after: Values, keys: Iterable[str]) -> list[str]:
    """The keys under which the two differ; the order inside a set of keys does not count."""
    return [key for key in keys if _comparable(before.get(key)) != _comparable(after.get(key))]


def _comparable(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(one, int) for one in value):
        return sorted(value)
    return value or ""


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _money(value)
    return "" if value is None else value


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _money(value: Decimal | None) -> str:
    return f"{value:.2f}" if value is not None else ""
