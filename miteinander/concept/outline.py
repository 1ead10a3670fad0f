"""From the reader's JSON to the flat list of entries that a person reviews. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from miteinander.concept.choices import ItemKind

LONGEST_NUMBER, LONGEST_TITLE, LONGEST_PERIOD, LONGEST_STATUS = 30, 500, 200, 500
LONG_TITLE = 250
MEASURE_VALUES = ("responsible", "status", "status_text", "kind", "period", "indicators")
_Named = tuple[str, dict[str, Any], str]


@dataclass
class Entry:
    """One recognised item in document order; `parent` is its parent's index in the list.

    `reader_id` is the name that `reading.compare` gives it ("f0.g2.m1").
    """

    kind: str
    parent: int | None
    number: str
    title: str
    description: str
    first_line: int | None
    last_line: int | None
    reader_id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


def entries(reading: dict[str, Any]) -> list[Entry]:
    """All items of a reading, parents before children, each sorted by its place in the document."""
    found: list[Entry] = []
    for index, item in enumerate(reading["fields"]):
        _add_field(found, item, f"f{index}")
    _doubt(found)
    return found


def _add_field(found: list[Entry], item: dict[str, Any], name: str) -> None:
    place = _add(found, ItemKind.FIELD, None, item, name)
    if area := item.get("area"):
        label = " ".join(part for part in (area["number"], area["title"]) if part)
        found[place].description = _paragraphs(label, found[place].description)
    topics: dict[tuple[Any, Any], int] = {}
    for kind, thing, own in sorted(_below(item, name), key=_order):
        parent = topics.get(_key(thing.get("topic")), place)
        index = _add(found, kind, parent, thing, own)
        if kind == ItemKind.TOPIC:
            topics[_key(thing)] = index
        for number, measure in enumerate(thing.get("measures", [])):
            _add(found, ItemKind.MEASURE, index, measure, f"{own}.m{number}")


def _below(item: dict[str, Any], name: str) -> list[_Named]:
    levels = ((ItemKind.TOPIC, "topics"), (ItemKind.GOAL, "goals"), (ItemKind.MEASURE, "measures"))
    return [
        (kind, thing, f"{name}.{list_name[0]}{number}")
        for kind, list_name in levels
        for number, thing in enumerate(item.get(list_name, []))
    ]


def _order(named: _Named) -> tuple[int, bool]:
    # A topic's line may be the same as that of its first goal: the topic then comes first.
    return named[1]["line"], named[0] != ItemKind.TOPIC


def _key(topic: dict[str, Any] | None) -> tuple[str | None, str]:
    return (topic["number"], topic["title"]) if topic else (None, "")


def _add(found: list[Entry], kind: str, parent: int | None, item: dict[str, Any], name: str) -> int:
    number, title = item["number"] or "", item["title"]
    rest = []
    if len(title) > LONGEST_TITLE:
        rest.append(title)
        title = title[: LONGEST_TITLE - 1] + "…"
    names = MEASURE_VALUES if kind == ItemKind.MEASURE else ()
    values: dict[str, Any] = {name: item.get(name) for name in names}
    if kind == ItemKind.GOAL and item.get("indicators"):
        rest.append("Woran man Erfolg erkennt: " + "; ".join(item["indicators"]))
    if len(values.get("period") or "") > LONGEST_PERIOD:
        rest.append(f"Zeitraum: {values['period']}")
        values["period"] = None
    if len(values.get("status_text") or "") > LONGEST_STATUS:
        rest.append(f"Stand: {values['status_text']}")
        values["status_text"] = values["status_text"][: LONGEST_STATUS - 1] + "…"
    if len(number) > LONGEST_NUMBER:
        title, number = f"{number} {title}"[:LONGEST_TITLE], ""
    text = _paragraphs(item.get("description"), *rest)
    line, last = item["line"], item.get("last_line") or item["line"]
    found.append(Entry(kind, parent, number, title, text, line, last, name, values))
    return len(found) - 1


def _paragraphs(*texts: str | None) -> str:
    return "\n\n".join(text for text in texts if text)


def _doubt(found: list[Entry]) -> None:
    """Say where a person should look first, in sentences."""
    parents = {entry.parent for entry in found}
    titles = Counter((entry.parent, entry.kind, entry.title.casefold()) for entry in found)
    numbers = Counter((entry.parent, entry.kind, entry.number) for entry in found if entry.number)
    for index, entry in enumerate(found):
        entry.doubts = [
            sentence
            for applies, sentence in (
                (
                    entry.kind == ItemKind.FIELD and index not in parents,
                    "Darunter wurde kein Ziel und keine Maßnahme gefunden.",
                ),
                (
                    titles[entry.parent, entry.kind, entry.title.casefold()] > 1,
                    "Derselbe Titel kommt an dieser Stelle mehrmals vor.",
                ),
                (
                    bool(entry.number) and numbers[entry.parent, entry.kind, entry.number] > 1,
                    "Dieselbe Nummer kommt an dieser Stelle mehrmals vor.",
                ),
                *_doubts_alone(entry),
            )
            if applies
        ]


def _doubts_alone(entry: Entry) -> list[tuple[bool, str]]:
    words, status = entry.values.get("status_text"), entry.values.get("status")
    return [
        (
            len(entry.title) > LONG_TITLE,
            "Der Titel ist sehr lang: Vielleicht gehört ein Teil in die Beschreibung.",
        ),
        (
            entry.title[:1].islower(),
            "Der Titel beginnt klein: Vielleicht fehlt sein Anfang.",
        ),
        (
            bool(words) and status in (None, "unknown"),
            f"Der Stand „{words}“ ließ sich nicht sicher zuordnen.",
        ),
    ]
