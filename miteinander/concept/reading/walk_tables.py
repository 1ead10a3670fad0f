"""Hanging the rows of a table into the tree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from . import sentences, tables, vocabulary, wording
from .draft import DraftGoal, DraftMeasure, DraftTopic
from .facts import add_fact, indicators_of
from .line import TABLE, Line
from .model import Column

if TYPE_CHECKING:
    from .walk import Walker

NO_TABLE = "Tabelle ohne Spalten für Ziele oder Maßnahmen."
NO_ITEM = "Zeile ohne Ziel und ohne Maßnahme."
TOTAL = "Zeile mit einer Summe."
_HEAD = "Kopfzeile der Tabelle"
_GOAL = re.compile(
    r"^(?:Leit|Teil|Ober|Handlungs)?ziel(?:\s+(?P<number>[A-Z]?\d[\d.]*)\s*[:.–-]?|\s*:)"
    r"\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^(?:(?:Handlungsfeld|Handlungsbereich|Themenfeld|Field of action|Action field|HF)\s*)?"
    r"(?:(?P<number>\d{1,2}|[IVX]{1,4}|[A-Z])\s*[.:)–-]?\s+)?[:.–-]?\s*(?P<title>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(
    r"^(?:Handlungsfeld|Themenfeld|HF)\b.*\w|^(?:Leit|Teil|Ober|Handlungs)?ziel\s*[\w.]*\s*:\s*\S",
    re.IGNORECASE,
)
_FACTS = (
    "responsible", "kind", "status", "period", "indicators", "description", "progress", "target",
    "instruments", "partners", "costs", "priority", "obstacles", "info",
)  # fmt: skip
_LABELS = {
    "target": "Zielgruppe", "instruments": "Instrumente", "partners": "Beteiligte",
    "costs": "Kosten", "priority": "Priorität", "obstacles": "Hindernisse", "info": "Hinweise",
}  # fmt: skip


class TableWalker:
    """Reads the tables that the walker meets.

    `columns` are those of the first one understood, `unnamed` those of the first one not.
    """

    def __init__(self, walker: Walker, wanted: Mapping[int, str] | None) -> None:
        self.walker = walker
        self.wanted = wanted
        self.columns: tuple[Column, ...] = ()
        self.unnamed: tuple[Column, ...] = ()
        self._header: tables.Header | None = None
        self._before: dict[str, str] = {}
        self._width = 0
        self._goals: dict[tuple[int, str], DraftGoal] = {}
        self._last: DraftMeasure | DraftGoal | None = None

    def read(self, content: Sequence[int]) -> None:
        """All tables among the lines `content`, one after the other."""
        lines = self.walker.lines
        group: list[int] = []
        for i in content:
            if lines[i].role != TABLE:
                continue
            if group and lines[group[-1]].table != lines[i].table:
                self._table(group)
                group = []
            group.append(i)
        if group:
            self._table(group)

    def _table(self, group: list[int]) -> None:
        rows = [self._cells(self.walker.lines[i]) for i in group]
        if tables.is_form(rows) and not self.wanted:
            self._form(group, rows)
            return
        header = tables.header_of(rows, self.wanted)
        if header is None and self._header is not None and len(rows[0]) == self._width:
            self._rows(group, rows, self._header, 0)
            return
        if header is None:
            self.unnamed = self.unnamed or tables.unnamed(rows)
            self.walker.table_aside(group, NO_TABLE)
            return
        self.columns = self.columns or header.columns(rows)
        self._header, self._width, self._before = header, len(rows[0]), {}
        self._above_header(group[: header.first_row], rows)
        self._discard(group[header.first_row : header.last_row + 1])
        self._rows(group, rows, header, header.last_row + 1)

    def _above_header(self, group: list[int], rows: Sequence[tuple[str, ...]]) -> None:
        """Rows over the header: the name of a field, or a caption."""
        for k, i in enumerate(group):
            text = next((cell for cell in rows[k] if cell), "")
            if _NAMED.match(text):
                self._section(i, text, self._header or tables.Header(0, 0, (), {}))
            elif text:
                self.walker.leave_rows([i], "Steht über der Tabelle.")

    def _rows(
        self, group: list[int], rows: Sequence[tuple[str, ...]], header: tables.Header, start: int
    ) -> None:
        for i, cells in zip(group[start:], rows[start:], strict=True):
            found = tables.values_of(cells, header, self._before)
            if found.repeated:
                self._discard([i])
            elif found.total:
                self.walker.leave_rows([i], TOTAL)
            elif found.section is not None:
                self._section(i, found.section, header)
            elif found.values or found.extras:
                self._row(i, found)

    def _row(self, i: int, row: tables.RowValues) -> None:
        own = {m for m in row.values if m not in ("area", "field", "field_number", "topic")}
        self._open_field(i, row)
        topic = self._topic(i, row)
        if self._continues(i, row):
            return
        goal = self._goal(i, row, topic)
        if row.get("title"):
            self._measures(i, row, goal, topic)
        elif goal is not None and own & {"goal"}:
            self._goal_facts(goal, row)
            self.walker.take_rows([i])
        else:
            self.walker.leave_rows([i], NO_ITEM)

    def _continues(self, i: int, row: tables.RowValues) -> bool:
        """A row that only goes on in the cells of the row above, as after a page break."""
        title = row.get("title")
        last = self._last
        if last is None or row.get("number"):
            return False
        if title and not (sentences.starts_small(title) and not row.get("responsible")):
            return False
        if not title and (row.get("goal") and not isinstance(last, DraftMeasure)):
            return False
        fresh_goal = row.get("goal") and self._goal_of(row) is None
        if not isinstance(last, DraftMeasure) or fresh_goal or not (title or _has_facts(row)):
            return False
        if title:
            last.title = wording.flowing_title(last.title, title)
        self._facts(last, row)
        last.last_line = self.walker.number_of(i)
        self.walker.take_rows([i])
        return True

    def _open_field(self, i: int, row: tables.RowValues) -> None:
        name = row.get("field") or ("" if self.walker.field else row.get("topic"))
        if not name:
            return
        number, title = _field_name(name)
        number = row.get("field_number") or number
        field = self.walker.field
        if (
            field is None
            or not wording.same(field.title, title)
            or (number and field.number != number)
        ):
            self.walker.table_field(i, number, title)

    def _topic(self, i: int, row: tables.RowValues) -> DraftTopic | None:
        name = row.get("topic")
        field = self.walker.field
        if not name or field is None or not row.get("field"):
            return self.walker.topic
        number, title = tables.numbered(name)
        known = next((t for t in field.topics if wording.same(t.title, title)), None)
        line = self.walker.number_of(i)
        if known is None:
            known = DraftTopic(number, title, line, line)
            field.topics.append(known)
        known.last_line = max(known.last_line, line)
        return known

    def _goal_of(self, row: tables.RowValues) -> DraftGoal | None:
        """The goal that this row names, if a row before it already did."""
        number, title = self._goal_name(row)
        field = self.walker.field
        known = self._goals.get((id(field or self.walker.unnamed()), wording.key(title)))
        return known if known is not None and number in (known.number, None) else None

    def _goal_name(self, row: tables.RowValues) -> tuple[str | None, str]:
        number, title = tables.numbered(row.get("goal"))
        return row.get("goal_number") or number, _flat(title)

    def _goal(self, i: int, row: tables.RowValues, topic: DraftTopic | None) -> DraftGoal | None:
        line = self.walker.number_of(i)
        if not row.get("goal"):
            return self.walker.block[0] if len(self.walker.block) == 1 else None
        owner = self.walker.owner(line)
        known = self._goal_of(row)
        if known is not None:
            known.last_line = max(known.last_line, line)
            return known
        number, title = self._goal_name(row)
        goal = DraftGoal(number, title, line, line, topic, self.walker.section)
        owner.goals.append(goal)
        self._goals[(id(owner), wording.key(title))] = goal
        return goal

    def _measures(
        self, i: int, row: tables.RowValues, goal: DraftGoal | None, topic: DraftTopic | None
    ) -> None:
        line = self.walker.number_of(i)
        printed = row.get("number")
        for text in tables.points_of(row.get("title")):
            number, title = (printed, text) if printed else tables.numbered(text)
            title, _, below = title.partition("\n")
            title, rest = sentences.headline(_flat(title), 240)
            measure = DraftMeasure(number or None, title, line, line, topic, self.walker.section)
            measure.texts.extend(part for part in (rest, below.strip()) if part)
            self._facts(measure, row)
            self.walker.hang_row(measure, goal)
            self._last = measure
        self.walker.take_rows([i])

    def _facts(self, measure: DraftMeasure, row: tables.RowValues) -> None:
        for meaning in _FACTS:
            if row.get(meaning):
                add_fact(measure, meaning, _LABELS.get(meaning, meaning), row.get(meaning))
        for header, text in row.extras:
            add_fact(measure, "info" if header else "description", header, _flat(text))

    def _goal_facts(self, goal: DraftGoal, row: tables.RowValues) -> None:
        goal.indicators.extend(
            indicators_of(row.get("indicators")) if row.get("indicators") else []
        )
        for meaning in (*_FACTS[5:], "responsible", "period", "status"):
            text = row.get(meaning)
            if text:
                label = _LABELS.get(meaning)
                goal.texts.append(f"{label}: {_flat(text)}" if label else _flat(text))
        goal.texts.extend(f"{h}: {_flat(t)}" if h else _flat(t) for h, t in row.extras)
        self._last = goal

    def _section(self, i: int, text: str, header: tables.Header) -> None:
        """A row across all columns names a field or a goal for the rows below it."""
        goal = _GOAL.match(text)
        line = self.walker.number_of(i)
        if goal and goal["title"]:
            number = (goal["number"] or "").rstrip(".") or None
            draft = DraftGoal(number, _flat(goal["title"]), line, line, self.walker.topic)
            self.walker.owner(line).goals.append(draft)
            self.walker.block = [draft]
        elif "field" in header.meanings.values() and not re.match(r"^Handlungsfeld", text):
            self.walker.leave_rows([i], NO_ITEM)
            return
        else:
            number, title = _field_name(text)
            self.walker.table_field(i, number, title)
        self._last = None
        self.walker.take_rows([i])

    def _form(self, group: list[int], rows: Sequence[tuple[str, ...]]) -> None:
        """Label and value side by side: one measure per title."""
        measure = self.walker.measure
        start = self.walker.number_of(group[0])
        early: list[tuple[str, str, str]] = []
        for i, cells in zip(group, rows, strict=True):
            label, value = (
                cells[0],
                "\n".join(dict.fromkeys(c for c in cells[1:] if c and c != cells[0])),
            )
            coded = vocabulary.numbered_label(label)
            meaning = "title" if coded else vocabulary.fact_meaning(label)
            if i == group[0] and not value and meaning is None and not _titled(rows):
                meaning, value = "title", label
            line = self.walker.number_of(i)
            if meaning == "title" and value:
                number, title = (coded, value) if coded else tables.numbered(value)
                first = start if early else line
                measure = DraftMeasure(number, _flat(title), first, line, self.walker.topic)
                self.walker.hang_row(measure, None)
                for entry in early:
                    self._form_fact(measure, *entry)
                early = []
            elif meaning == "field" and value and self.walker.field is None:
                self.walker.table_field(i, *_field_name(value))
            elif measure is None:
                early.append((meaning or "info", label, value))
            else:
                self._form_fact(measure, meaning or "info", label, value)
            if measure is not None:
                measure.last_line = max(measure.last_line, line)
            self.walker.take_rows([i])
        if measure is None:
            self.walker.release_rows(group, NO_TABLE)

    def _form_fact(self, measure: DraftMeasure, meaning: str, label: str, value: str) -> None:
        if meaning == "number" and value:
            measure.number = measure.number or value.strip(" .")
        else:
            add_fact(measure, "info" if meaning in ("goal", "field") else meaning, label, value)

    def _discard(self, rows: Sequence[int]) -> None:
        for i in rows:
            self.walker.lines[i].discard(_HEAD)

    def _cells(self, line: Line) -> tuple[str, ...]:
        return line.cells or ()


def _titled(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether a form names its measure in a row of its own."""
    return any(
        vocabulary.fact_meaning(row[0]) == "title" or vocabulary.numbered_label(row[0])
        for row in rows
    )


def _has_facts(row: tables.RowValues) -> bool:
    return any(row.get(meaning) for meaning in _FACTS) or bool(row.extras)


def _field_name(text: str) -> tuple[str | None, str]:
    match = _FIELD.match(_flat(text))
    if match is None:
        return None, _flat(text)
    return match["number"], wording.unquoted(match["title"])


def _flat(text: str) -> str:
    return wording.flowing_lines(text)
