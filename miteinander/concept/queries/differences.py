"""How a document's entries differ from what the plan says now."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from miteinander.concept.choices import ItemKind, MeasureKind, Status
from miteinander.concept.models import (
    Edition,
    Field,
    Goal,
    Measure,
    MeasureResponsibility,
    Proposal,
    Topic,
)
from miteinander.concept.word_changes import Piece, word_changes

Key = tuple[str, int]
# Blanks, dashes and quotation marks are no difference: extraction breaks and repairs them.
_SIGNS = re.compile(r"[\s\-–—\u00ad„“”‚‘’\"'«»]+")
LABELS = {
    "number": "Nummer",
    "title": "Titel",
    "description": "Beschreibung",
    "parent": "steht unter",
    "responsible": "Zuständig",
    "status": "Stand",
    "kind": "Art",
    "period": "Zeitraum",
    "indicators": "Woran man Erfolg erkennt",
}


@dataclass(frozen=True)
class Known:
    """An item of the plan. `values` has the keys of a proposal's values; `reports` counts its
    status reports, which removing it would delete."""

    key: Key
    parent: Key | None
    number: str
    title: str
    description: str
    values: dict[str, Any]
    reports: int = 0


@dataclass(frozen=True)
class Difference:
    """What a document says otherwise than the plan: `pieces` shows it word by word."""

    name: str
    label: str
    old: str
    new: str

    @property
    def pieces(self) -> list[Piece]:
        """Old and new words in one row."""
        return word_changes(self.old, self.new)


def known_items(edition: Edition) -> dict[Key, Known]:
    """All items of the edition by (kind, id), in the plan's order; five queries."""
    found: dict[Key, Known] = {}
    for one in Field.objects.filter(edition=edition):
        _keep(found, ItemKind.FIELD, one, None)
    for topic in Topic.objects.filter(field__edition=edition):
        _keep(found, ItemKind.TOPIC, topic, (ItemKind.FIELD, topic.field_id))
    for goal in Goal.objects.filter(field__edition=edition):
        _keep(found, ItemKind.GOAL, goal, _parent(goal))
    responsible: dict[int, list[str]] = {}
    names = MeasureResponsibility.objects.filter(measure__edition=edition)
    for measure_id, name in names.values_list("measure_id", "organisation__name"):
        responsible.setdefault(measure_id, []).append(name)
    measures = Measure.objects.filter(edition=edition).annotate(number_of_reports=Count("reports"))
    for measure in measures:
        values = {
            "responsible": responsible.get(measure.pk, []),
            "status": measure.status,
            "kind": measure.kind,
            "period": measure.period,
            "indicators": [line for line in measure.indicators.splitlines() if line.strip()],
        }
        _keep(found, ItemKind.MEASURE, measure, _parent(measure), values)
    return found


def _keep(
    found: dict[Key, Known],
    kind: str,
    item: Field | Topic | Goal | Measure,
    parent: Key | None,
    values: dict[str, Any] | None = None,
) -> None:
    key = (str(kind), item.pk)
    texts = (item.number, item.title, item.description)
    reports = getattr(item, "number_of_reports", 0)
    found[key] = Known(key, parent, *texts, values or {}, reports)


def _parent(item: Goal | Measure) -> Key:
    goal_id = getattr(item, "goal_id", None)
    if goal_id:
        return (str(ItemKind.GOAL), goal_id)
    if item.topic_id:
        return (str(ItemKind.TOPIC), item.topic_id)
    return (str(ItemKind.FIELD), item.field_id)


def between(
    proposal: Proposal, parent: Proposal | None, known: Known, all_known: dict[Key, Known]
) -> list[Difference]:
    """What the entry says otherwise; what the document does not tell is no difference."""
    found: list[Difference] = []
    for name in ("number", "title", "description"):
        _add(found, name, getattr(known, name), getattr(proposal, name))
    if parent is not None and known.parent is not None:
        new = (parent.kind, parent.target_id)
        if new != known.parent:
            above = all_known.get(known.parent)
            old_place = f"{above.number} {above.title}".strip() if above else ""
            _add(found, "parent", old_place, str(parent))
    for name in ("responsible", "status", "kind", "period", "indicators"):
        if proposal.values.get(name):
            old, new_value = known.values.get(name), proposal.values[name]
            _add(found, name, words(name, old), words(name, new_value))
    return found


def _add(found: list[Difference], name: str, old: str, new: str) -> None:
    if new and _plain(old) != _plain(new):
        found.append(Difference(name, LABELS[name], old, new))


def _plain(text: str) -> str:
    return _SIGNS.sub("", text)


def words(name: str, value: Any) -> str:
    """A value as a person reads it."""
    if not value:
        return ""
    if name == "status":
        return str(Status(value).label)
    if name == "kind":
        return str(MeasureKind(value).label)
    return "\n".join(value) if isinstance(value, list) else str(value)
