"""What a newer version of a document changes in a plan that is already there.

Items are paired level by level, fields first, so that a goal knows whether its field is the same.
Number and place count, the title counts most, and the pairing is the best one over all items: an
inserted measure that shifts all numbers is one addition, not twenty changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .assignment import best_pairs
from .candidates import MOVED, RENAMED, Candidates
from .model import Field, Goal, Measure, Reading, Topic

ADDITION, CHANGE, REMOVAL, UNCHANGED = "addition", "change", "removal", "unchanged"
LEVELS = ("field", "topic", "goal", "measure")
Text = str | Sequence[str] | None

_SIGNS = re.compile(r"[\s\-–—\u00ad„“”‚‘’\"'«»]+")


@dataclass(frozen=True)
class KnownItem:
    """An item of the plan as it is stored. `texts` holds attributes by their names in model.py
    ("description", "responsible", "status_text", ...); attributes that are missing are not
    compared. `parent_key` names a topic, goal or field; None for a field.
    """

    key: str
    kind: str
    parent_key: str | None
    number: str | None
    title: str
    texts: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """One attribute, before and after. "parent" and "topic" hold keys, or "new:..." ids."""

    attribute: str
    old: Text
    new: Text


@dataclass(frozen=True)
class Change:
    """A proposal. `key` is the known item, `item` the one in the new reading with its `new_id`.

    `parent` is where it belongs now: a known key, or the `new_id` of an addition above it.
    """

    change: str
    kind: str
    key: str | None
    new_id: str | None
    item: Field | Topic | Goal | Measure | None
    parent: str | None
    differences: tuple[Difference, ...] = ()


@dataclass
class _New:
    """An item of the new reading with its place."""

    new_id: str
    kind: str
    parent_id: str | None
    item: Field | Topic | Goal | Measure
    topic_id: str | None = None
    texts: dict[str, Text] = field(default_factory=dict)


def compare(old: Sequence[KnownItem], new: Reading) -> list[Change]:
    """Additions, changes per attribute, removals and what stays, in the new document's order.

    A value that the new document does not print is no change: the plan may know more than the
    document. Repaired hyphens, blanks and quotation marks are no change. A moved or renamed item
    is a change with the attribute "parent" or "title".
    """
    known = {item.key: item for item in old}
    fresh = _flat(new)
    pairs = _paired(known, fresh)
    changes = [_proposal(item, pairs.get(item.new_id), known, pairs) for item in fresh]
    taken = set(pairs.values())
    for item in old:
        if item.key not in taken:
            changes.append(Change(REMOVAL, item.kind, item.key, None, None, item.parent_key))
    return changes


def known_items(reading: Reading) -> list[KnownItem]:
    """A reading as if it were stored, its ids as keys; for tests and for a first dry run."""
    found = []
    for item in _flat(reading):
        texts: dict[str, Text] = dict(item.texts)
        if item.kind in ("goal", "measure"):
            texts["topic"] = item.topic_id
        number = item.item.number
        found.append(
            KnownItem(item.new_id, item.kind, item.parent_id, number, item.item.title, texts)
        )
    return found


def _flat(reading: Reading) -> list[_New]:
    """All items, parents before children."""
    found: list[_New] = []
    for f, area in enumerate(reading.fields):
        field_id = f"f{f}"
        found.append(_New(field_id, "field", None, area, texts={"description": area.description}))
        topics = {}
        for t, topic in enumerate(area.topics):
            topics[(topic.number, topic.title, topic.line)] = f"{field_id}.t{t}"
            found.append(_New(f"{field_id}.t{t}", "topic", field_id, topic))
        for g, goal in enumerate(area.goals):
            goal_id = f"{field_id}.g{g}"
            found.append(
                _New(
                    goal_id,
                    "goal",
                    field_id,
                    goal,
                    _topic_id(goal.topic, topics),
                    _goal_texts(goal),
                )
            )
            found.extend(_measures(goal.measures, goal_id, topics))
        found.extend(_measures(area.measures, field_id, topics))
    return found


def _measures(
    measures: Sequence[Measure], parent: str, topics: Mapping[tuple[str | None, str, int], str]
) -> list[_New]:
    return [
        _New(
            f"{parent}.m{m}",
            "measure",
            parent,
            measure,
            _topic_id(measure.topic, topics),
            _texts(measure),
        )
        for m, measure in enumerate(measures)
    ]


def _topic_id(topic: Topic | None, topics: Mapping[tuple[str | None, str, int], str]) -> str | None:
    return topics.get((topic.number, topic.title, topic.line)) if topic else None


def _goal_texts(goal: Goal) -> dict[str, Text]:
    return {"description": goal.description, "indicators": goal.indicators}


def _texts(measure: Measure) -> dict[str, Text]:
    names = ("description", "responsible", "status", "status_text", "kind", "period", "indicators")
    return {name: getattr(measure, name) for name in names}


def _paired(known: Mapping[str, KnownItem], fresh: Sequence[_New]) -> dict[str, str]:
    """New id -> known key, level by level."""
    pairs: dict[str, str] = {}
    for kind in LEVELS:
        olds = [item for item in known.values() if item.kind == kind]
        news = [item for item in fresh if item.kind == kind]
        pairs |= _pair_level(olds, news, known, pairs)
    return pairs


def _pair_level(
    olds: list[KnownItem],
    news: list[_New],
    known: Mapping[str, KnownItem],
    pairs: Mapping[str, str],
) -> dict[str, str]:
    places = [_places(item, known) for item in olds]
    certain = _identical(olds, news, places, pairs)
    rest_old = [k for k in range(len(olds)) if k not in certain.values()]
    rest_new = [k for k in range(len(news)) if k not in certain]
    candidates = Candidates(
        {o: (_plain(olds[o].title), olds[o].number, frozenset(places[o])) for o in rest_old}
    )
    worth: dict[tuple[int, int], float] = {}
    for n in rest_new:
        new = news[n]
        here = pairs.get(new.parent_id) if new.parent_id else ""
        for o, likeness in candidates.of(_plain(new.item.title), new.item.number, here):
            value = _worth(olds[o], new, places[o], pairs, likeness)
            if value > 0:
                worth[(o, n)] = value
    found = best_pairs(worth) | {(o, n) for n, o in certain.items()}
    return {news[n].new_id: olds[o].key for o, n in found}


def _identical(
    olds: list[KnownItem], news: list[_New], places: list[set[str]], pairs: Mapping[str, str]
) -> dict[int, int]:
    """New index -> old index where place, number and title are the same and only one fits."""
    index: dict[tuple[str | None, str | None, str], list[int]] = {}
    for o, item in enumerate(olds):
        for place in places[o] or {""}:
            index.setdefault((place, item.number, _plain(item.title)), []).append(o)
    found: dict[int, int] = {}
    used: set[int] = set()
    for n, new in enumerate(news):
        place = pairs.get(new.parent_id or "", "") if new.parent_id else ""
        fitting = [
            o
            for o in index.get((place, new.item.number, _plain(new.item.title)), [])
            if o not in used
        ]
        if fitting:
            found[n] = fitting[0]
            used.add(fitting[0])
    return found


def _worth(
    old: KnownItem, new: _New, places: set[str], pairs: Mapping[str, str], likeness: float
) -> float:
    """0 where the two cannot be the same; else up to 1, the title's likeness weighing most."""
    here = pairs.get(new.parent_id or "")
    same_place = new.parent_id is None or (here is not None and here in places)
    same_field = same_place or _field_of(new, pairs) in places
    a, b = old.number, new.item.number
    number = 1.0 if a and a == b else 0.0 if a and b else 0.5
    needed = 0.0 if same_place and number == 1.0 else RENAMED if same_place else MOVED
    if likeness < needed or (likeness == 0 and number < 1.0):
        return 0.0
    place = 1.0 if same_place else 0.6 if same_field else 0.0
    return 0.01 + 0.69 * likeness + 0.15 * place + 0.15 * number


def _field_of(new: _New, pairs: Mapping[str, str]) -> str:
    return pairs.get(new.new_id.split(".")[0], "")


def _places(item: KnownItem, known: Mapping[str, KnownItem]) -> set[str]:
    """Keys of all items above: a goal stored below a topic also stands in its field."""
    found: set[str] = set()
    key = item.parent_key
    while key is not None and key in known and key not in found:
        found.add(key)
        key = known[key].parent_key if known[key].kind == "topic" else None
    return found


def _proposal(
    new: _New, key: str | None, known: Mapping[str, KnownItem], pairs: Mapping[str, str]
) -> Change:
    parent = pairs.get(new.parent_id, f"new:{new.parent_id}") if new.parent_id else None
    if key is None:
        return Change(ADDITION, new.kind, None, new.new_id, new.item, parent)
    old = known[key]
    differences = tuple(_differences(old, new, known, pairs, parent))
    change = CHANGE if differences else UNCHANGED
    return Change(change, new.kind, key, new.new_id, new.item, parent, differences)


def _differences(
    old: KnownItem,
    new: _New,
    known: Mapping[str, KnownItem],
    pairs: Mapping[str, str],
    parent: str | None,
) -> list[Difference]:
    found = []
    if _plain(old.title) != _plain(new.item.title):
        found.append(Difference("title", old.title, new.item.title))
    if new.item.number and old.number != new.item.number:
        found.append(Difference("number", old.number, new.item.number))
    if parent is not None and parent not in _places(old, known):
        found.append(Difference("parent", old.parent_key, parent))
    if new.topic_id is not None:
        topic = pairs.get(new.topic_id, f"new:{new.topic_id}")
        before = old.texts.get("topic") if "topic" in old.texts else _topic_above(old, known)
        if ("topic" in old.texts or before is not None) and before != topic:
            found.append(Difference("topic", before, topic))
    for name, text in new.texts.items():
        if name in old.texts and _words(text) and _words(text) != _words(old.texts[name]):
            found.append(Difference(name, old.texts[name], text))
    return found


def _topic_above(old: KnownItem, known: Mapping[str, KnownItem]) -> str | None:
    parent = known.get(old.parent_key or "")
    return parent.key if parent is not None and parent.kind == "topic" else None


def _words(text: Text) -> tuple[str, ...]:
    parts = (text,) if isinstance(text, str) else tuple(text or ())
    return tuple(plain for part in parts if (plain := _plain(part)))


def _plain(text: str) -> str:
    """A text without what extraction repairs: blanks, hyphens, quotation marks."""
    return _SIGNS.sub("", text)
