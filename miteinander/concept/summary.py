"""What was understood of a document, as text for the command line. Pure."""

from collections.abc import Iterator
from typing import Any

from miteinander.concept.choices import ItemKind, MeasureKind, Status
from miteinander.concept.outline import Entry, entries

LONGEST_LINE = 100
_KINDS = {"txt": "Text", "docx": "Word", "pdf": "PDF", "xlsx": "Excel", "csv": "CSV"}


def of_reading(reading: dict[str, Any]) -> str:
    """Numbers, the recognised tree with line numbers, and what was not placed, with reasons."""
    return "\n".join([*_head(reading), "", *_tree(entries(reading)), "", *_rest(reading)])


def _head(reading: dict[str, Any]) -> Iterator[str]:
    source, counts = reading["source"], reading["counts"]
    pages = f", {source['pages']} Seiten" if source["pages"] else ""
    yield reading["title"] or source["file"]
    yield f"Datei: {source['file']} ({_KINDS.get(source['kind'], source['kind'])}{pages})"
    yield (
        f"Erkannt: Handlungsfelder {counts['fields']}, Ziele {counts['goals']}, "
        f"Maßnahmen {counts['measures']}"
    )


def _tree(found: list[Entry]) -> Iterator[str]:
    depths: list[int] = []
    for entry in found:
        depth = 0 if entry.parent is None else depths[entry.parent] + 1
        depths.append(depth)
        indent = "  " * depth
        label = f"{ItemKind(entry.kind).label} {entry.number}".strip()
        yield f"{indent}{label}: {_short(entry.title)} (Zeile {entry.first_line})"
        if facts := "; ".join(_facts(entry.values)):
            yield f"{indent}  {facts}"
        for doubt in entry.doubts:
            yield f"{indent}  Bitte prüfen: {doubt}"


def _facts(values: dict[str, Any]) -> Iterator[str]:
    if values.get("responsible"):
        yield f"zuständig: {', '.join(values['responsible'])}"
    if values.get("status"):
        yield f"Stand: {Status(values['status']).label}"
    elif values.get("status_text"):
        yield f"Stand in Worten: {_short(values['status_text'])}"
    if values.get("kind"):
        yield str(MeasureKind(values["kind"]).label)
    if values.get("period"):
        yield values["period"]


def _rest(reading: dict[str, Any]) -> Iterator[str]:
    if not reading["unplaced"]:
        yield "Nicht zugeordnet: nichts"
        return
    yield f"Nicht zugeordnet: {len(reading['unplaced'])} Abschnitte"
    for piece in reading["unplaced"]:
        yield f"  Zeile {piece['line']}: {_short(piece['text'])}"
        yield f"    {piece['reason']}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE - 1]}…"
