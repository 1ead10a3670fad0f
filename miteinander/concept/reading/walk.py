"""Walking a marked document from top to bottom and growing the tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from . import headings, sentences, vocabulary
from .breaks import Breaks
from .draft import DraftField, DraftGoal, DraftMeasure, DraftPassage, DraftTopic
from .facts import add_fact, indicators_of, settle
from .line import TEXT, Line
from .marks import AREA, CHAPTER, FACT, FIELD, GOAL, LABEL, MEASURE, SHEET, SUB, Mark
from .model import Area
from .pieces import Piece, pieces_of
from .walk_tables import TableWalker, field_mark

LONG_POINT = 140
LONG_GOAL = 400
_OVERVIEW = re.compile(r"^(?:Übersicht|Überblick|Zusammenfassung|Kurzfassung|Tabellarische|Summary|Overview)\b", re.IGNORECASE)
_NOTHING = "Kein Handlungsfeld, Ziel und keine Maßnahme erkannt."
_WORD = re.compile(r"\w")


class Walker:
    """Turns marks and the content between them into fields, goals and measures.

    Points below several goals belong to none of them for certain: they hang on the field, with
    their topic. Below a single goal they belong to that goal.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        breaks: Breaks,
        title: str,
        columns: Mapping[int, str] | None = None,
    ) -> None:
        self.lines = lines
        self.breaks = breaks
        self.title = title
        self.fields: list[DraftField] = []
        self.placed: set[int] = set()
        self.reasons: dict[int, str] = {}
        self.chapter = ""
        self.overview = False
        self.back = False
        self.form = False
        self.area: Area | None = None
        self.field: DraftField | None = None
        self.topic: DraftTopic | None = None
        self.section: str | None = None
        self.block: list[DraftGoal] = []
        self.goal: DraftGoal | None = None
        self.measure: DraftMeasure | None = None
        self.pending: list[tuple[Mark, str, list[int]]] = []
        self.tables = TableWalker(self, columns)
        self.nouns: dict[str, dict[str, int]] = {}
        self._steps: dict[str, Callable[[Mark, list[int]], None]] = {
            AREA: self._on_area,
            FIELD: self._on_field,
            CHAPTER: self._on_chapter,
            SUB: self._on_sub,
            LABEL: self._on_label,
            GOAL: self._on_goal,
            MEASURE: self._on_measure,
            SHEET: self._on_measure,
            FACT: self._on_fact,
        }

    def walk(self, marks: Sequence[Mark]) -> None:
        """Read everything; `fields`, `placed` and `reasons` hold the result."""
        first = marks[0].first if marks else len(self.lines)
        self._leave(range(first), "Steht vor der ersten Überschrift." if marks else _NOTHING)
        self.tables.read(range(first))
        for k, mark in enumerate(marks):
            end = marks[k + 1].first if k + 1 < len(marks) else len(self.lines)
            content = list(range(mark.last + 1, end))
            self._steps[mark.role](mark, content)
            self.tables.read(content)
            self._stretch(mark, content)
        for field in self.fields:
            for measure in [*field.measures, *(m for g in field.goals for m in g.measures)]:
                settle(measure)

    # Headings ---------------------------------------------------------------------------------

    def _on_area(self, mark: Mark, content: list[int]) -> None:
        self._close()
        last = self._last_number(mark.last, content)
        self.area = Area(mark.number, mark.title, self._number(mark.first), last)
        self._leave([*range(mark.first, mark.last + 1), *content], f"Einleitung zu „{mark.title}“.")
        self.placed.update(range(mark.first, mark.last + 1))

    def _on_field(self, mark: Mark, content: list[int]) -> None:
        self._close()
        self.overview = self.back = False
        self._count("field", mark.noun)
        self.field = self._open_field(mark)
        self._place(mark)
        pieces = self._pieces(content)
        fresh = not self.field.texts and self.field.line == self._number(mark.first)
        if fresh:
            self.field.texts = [self._as_text(piece) for piece in pieces]
            self._take(content)
        else:
            self._passage(mark.title, content)

    def _open_field(self, mark: Mark) -> DraftField:
        known = self._known_field(mark.number, mark.title)
        if known is not None:
            known.level = mark.level
            return known
        line = self._number(mark.first)
        field = DraftField(mark.number, mark.title, line, line, mark.level, self.area)
        self.fields.append(field)
        return field

    def _known_field(self, number: str | None, title: str) -> DraftField | None:
        """A field that was opened before: same name, or same number and nearly the same name."""
        for field in self.fields:
            if headings.same(field.title, title):
                return field
            close = headings.begins(field.title, title) or headings.begins(title, field.title)
            if number is not None and field.number == number and close:
                return field
        return None

    def _on_chapter(self, mark: Mark, content: list[int]) -> None:
        meaning = vocabulary.section_meaning(mark.title)
        if self.form and self.measure is not None and mark.meaning != "outside":
            add_fact(self.measure, "info", mark.title, self._fact_text(mark, content))
            self._attach_lines(self.measure, mark, content)
            return
        inside = self.field is not None and mark.level > self.field.level
        if not inside or mark.meaning == "outside":
            self._close()
            self.chapter = mark.title
            self.back = mark.meaning == "outside"
            self.overview = bool(_OVERVIEW.match(mark.title)) or self.back
        if meaning and not self.overview:
            self._on_label(Mark(LABEL, mark.first, mark.last, mark.title, meaning=meaning), content)
        elif inside and self.field is not None and mark.meaning != "outside":
            self._open_topic(mark)
            self._passage(mark.title, content)
        else:
            self._outside(mark, content)

    def _open_topic(self, mark: Mark) -> None:
        assert self.field is not None
        self._end_block()
        self.section = None
        line = self._number(mark.first)
        self.topic = DraftTopic(mark.number, mark.title, line, line)
        self.field.topics.append(self.topic)
        self._place(mark)

    def _on_sub(self, mark: Mark, content: list[int]) -> None:
        """An unmarked heading: a topic of its own, or a section of a numbered topic."""
        if self.field is None:
            self._outside(mark, content)
        elif self.topic is None or (self.topic.number is None and self.section is None):
            self._open_topic(mark)
            self._passage(mark.title, content)
        else:
            self._end_block()
            self.section = mark.title
            self._place(mark)
            self._passage(mark.title, content)

    # Sections ---------------------------------------------------------------------------------

    def _on_label(self, mark: Mark, content: list[int]) -> None:
        if self.overview and self.field is None:
            self._outside(mark, content)
            return
        if self.measure is not None and (mark.rest or self.form) and self._measures_lead(mark):
            add_fact(self.measure, mark.meaning, mark.title, self._fact_text(mark, content))
            self._attach_lines(self.measure, mark, content)
            return
        if mark.meaning in (vocabulary.GOALS, vocabulary.BOTH):
            self._goals(mark, content)
        elif mark.meaning == vocabulary.MEASURES:
            self._measures(mark, content)
        elif mark.meaning == "indicators" and len(self.block) == 1:
            self._goal_indicators(mark, content)
        elif self.field is not None:
            self.measure = None
            self._passage(mark.title, [*range(mark.first, mark.last + 1), *content])
        else:
            self._outside(mark, content)

    def _measures_lead(self, mark: Mark) -> bool:
        """Inside a measure's sheet "Ziel: ..." describes it, unless goals lead this document."""
        if self.form:
            return True
        goals = any(field.goals for field in self.fields)
        return mark.meaning not in (vocabulary.GOALS, vocabulary.MEASURES) or not goals

    def _goals(self, mark: Mark, content: list[int]) -> None:
        self._end_block()
        self._place(mark)
        if mark.meaning == vocabulary.GOALS:
            self._count("goal", mark.noun)
        pieces = self._with_rest(mark, self._pieces(content, fine=True), content)
        listed = any(piece.point for piece in pieces)
        both = mark.meaning == vocabulary.BOTH
        for piece, is_item in self._items(pieces):
            if not is_item:
                self._aside(mark, piece)
            elif both and listed and piece.point:
                self._add_measure(piece)
            else:
                self._add_goal(piece)

    def _add_goal(self, piece: Piece) -> None:
        title, rest = sentences.headline(piece.text, LONG_GOAL)
        line, last = self._span(piece)
        goal = DraftGoal(piece.number, title, line, last, self.topic, self.section)
        goal.texts = [rest] if rest else []
        self._owner(line).goals.append(goal)
        self.block.append(goal)
        self._take(piece.lines)

    def _measures(self, mark: Mark, content: list[int]) -> None:
        self.measure = None
        self._place(mark)
        self._count("measure", mark.noun)
        pieces = self._with_rest(mark, self._pieces(content, fine=True), content)
        for piece, is_item in self._items(pieces):
            if is_item:
                self._add_measure(piece)
            else:
                self._aside(mark, piece)

    def _add_measure(self, piece: Piece) -> None:
        title, rest = sentences.headline(piece.text, LONG_POINT)
        line, last = self._span(piece)
        measure = DraftMeasure(piece.number, title, line, last, self.topic, self.section)
        measure.texts = [rest] if rest else []
        self._hang(measure)
        self._take(piece.lines)

    def _items(self, pieces: list[Piece]) -> list[tuple[Piece, bool]]:
        """Pieces of a list with whether each is an item, descriptions joined to their points.

        Without any point every paragraph is an item, but one that only announces the others.
        """
        if not any(piece.point for piece in pieces):
            return [(piece, not piece.text.endswith(":")) for piece in pieces]
        first = next(k for k, piece in enumerate(pieces) if piece.point)
        last = max(k for k, piece in enumerate(pieces) if piece.point)
        points = sum(1 for piece in pieces if piece.point)
        loose = sum(1 for piece in pieces[first:last] if not piece.point)
        found = [(piece, False) for piece in pieces[:first]]
        for k, piece in enumerate(pieces[first:], start=first):
            described = k <= last or (k == last + 1 and points > 1 and loose >= points - 1)
            if piece.point:
                found.append((piece, True))
            elif described:
                before = found[-1][0]
                before.lines.extend(piece.lines)
                before.text = f"{before.text} {piece.text}"
            else:
                found.append((piece, False))
        return found

    def _goal_indicators(self, mark: Mark, content: list[int]) -> None:
        texts = [self._as_text(piece) for piece in self._pieces(content)]
        goal = self.block[0]
        goal.indicators.extend(indicators_of("\n".join([mark.rest, *texts])))
        goal.last_line = max(goal.last_line, self._last_number(mark.last, content))
        self._place(mark)
        self._take(content)

    # Items with a heading of their own --------------------------------------------------------

    def _on_goal(self, mark: Mark, content: list[int]) -> None:
        self._end_block()
        self._count("goal", mark.noun)
        line, last = self._number(mark.first), self._number(mark.last)
        pieces = self._pieces(content)
        title = self._continued(mark, pieces)
        goal = DraftGoal(mark.number, title, line, last, self.topic, self.section)
        self._owner(line).goals.append(goal)
        self.block, self.goal = [goal], goal
        self._place(mark)
        for piece in pieces:
            if piece.point:
                self._add_measure(piece)
            else:
                goal.texts.append(piece.text)
                goal.last_line = max(goal.last_line, self._span(piece)[1])
                self._take(piece.lines)

    def _on_measure(self, mark: Mark, content: list[int]) -> None:
        self._count("measure", mark.noun)
        line, last = self._number(mark.first), self._number(mark.last)
        pieces = self._pieces(content)
        title = mark.title if mark.role == SHEET else self._continued(mark, pieces)
        measure = DraftMeasure(mark.number, title, line, last, self.topic, self.section)
        measure.texts = [self._as_text(piece) for piece in pieces]
        self._hang(measure)
        self.measure = measure
        self._place(mark)
        self._take(content)
        measure.last_line = self._last_number(mark.last, content)

    def _continued(self, mark: Mark, pieces: list[Piece]) -> str:
        """The heading's title with the rest of its paragraph, which is removed from `pieces`."""
        title, last = mark.title, mark.last
        if pieces and not pieces[0].point and not self.breaks.after(last):
            follows = sentences.starts_small(pieces[0].text) or headings.goes_on(title, pieces[0].text)
            if follows and len(title) + len(pieces[0].text) < 400:
                piece = pieces.pop(0)
                self._take(piece.lines)
                return headings.flowing_title(title, piece.text)
        return title

    def _on_fact(self, mark: Mark, content: list[int]) -> None:
        text = self._fact_text(mark, content)
        if mark.meaning == "title" and text:
            self._fact_title(mark, text, content)
        elif mark.meaning == "goal" and text and (self.measure is None or not self._measures_lead(mark)):
            self._goals(mark, content)
        elif mark.meaning == "field":
            self._fact_field(mark, text, content)
        elif self.measure is not None:
            add_fact(self.measure, mark.meaning, mark.title, text)
            self._attach_lines(self.measure, mark, content)
        elif self.field is None and not self.block:
            self.pending.append((mark, text, content))
            self._outside(mark, content)
        elif self.field is not None:
            self._passage(mark.title, [*range(mark.first, mark.last + 1), *content])
        else:
            self._outside(mark, content)

    def _fact_title(self, mark: Mark, text: str, content: list[int]) -> None:
        title, rest = sentences.headline(text, LONG_POINT)
        line = self._number(mark.first)
        measure = DraftMeasure(None, title, line, line, self.topic, self.section)
        measure.texts = [rest] if rest else []
        self._hang(measure)
        self.measure = measure
        self._attach_lines(measure, mark, content)
        for earlier, words, lines in self.pending:
            add_fact(measure, earlier.meaning, earlier.title, words)
            self._place(earlier)
            self._take(lines)
            measure.line = min(measure.line, self._number(earlier.first))
        self.pending = []
        self.form = vocabulary.is_project_name(mark.title)
        if self.form and measure.kind is None:
            measure.kind = "project"

    def _fact_field(self, mark: Mark, text: str, content: list[int]) -> None:
        if self.measure is not None and text:
            add_fact(self.measure, "info", mark.title, text)
            self._attach_lines(self.measure, mark, content)
        elif self.field is not None:
            self._passage(mark.title, [*range(mark.first, mark.last + 1), *content])
        else:
            self._outside(mark, content)

    def _fact_text(self, mark: Mark, content: list[int]) -> str:
        pieces = self._pieces(content)
        rest = mark.rest
        if rest and pieces and not pieces[0].point and not self.breaks.after(mark.last):
            rest = headings.flowing_title(rest, pieces.pop(0).text)
        texts = [self._as_text(piece) for piece in pieces]
        return "\n".join([rest, *texts] if rest else texts)

    # Places -----------------------------------------------------------------------------------

    def _hang(self, measure: DraftMeasure) -> None:
        """Below the goal whose number it carries, else below the only goal, else on the field."""
        owner = self._owner(measure.line)
        prefix = (measure.number or "").rpartition(".")[0]
        numbered = [goal for goal in owner.goals if prefix and goal.number == prefix]
        if numbered:
            numbered[-1].measures.append(measure)
        elif len(self.block) == 1:
            self.block[0].measures.append(measure)
        else:
            owner.measures.append(measure)

    def _owner(self, line: int) -> DraftField:
        """The open field, or the unnamed one that carries the document's title."""
        if self.field is not None:
            return self.field
        known = self._known_field(None, self.title)
        if known is None:
            known = DraftField(None, self.title, line, line)
            self.fields.insert(0, known)
        return known

    def _end_block(self) -> None:
        self.block, self.goal, self.measure = [], None, None

    def _close(self) -> None:
        self._end_block()
        self.field, self.topic, self.section = None, None, None
        self.pending = []
        self.form = False

    def _passage(self, label: str, content: Sequence[int]) -> None:
        rows = [i for i in content if self.lines[i].role == TEXT]
        if not rows or self.field is None:
            return
        first, last = self._number(rows[0]), self._number(rows[-1])
        self.field.passages.append(DraftPassage(label, self.topic, first, last))
        self._take(rows)

    def _aside(self, mark: Mark, piece: Piece) -> None:
        """Text around a list: the announcement before it, or what stands below its end."""
        if self.field is not None:
            self._passage(sentences.split(piece.text)[0][:120], piece.lines)
        else:
            self._leave(piece.lines, f"Text bei „{mark.title}“, kein eigener Punkt.")

    def _outside(self, mark: Mark, content: Sequence[int]) -> None:
        if mark.role in (LABEL, FACT) and not self.chapter:
            self._leave([*range(mark.first, mark.last + 1), *content], _NOTHING)
            return
        where = self.chapter or mark.title
        if mark.meaning == "outside" or self.back:
            reason = f"„{where}“ ist Vor- oder Nachspann."
        elif self.overview and any(field.goals or field.measures for field in self.fields):
            reason = f"„{where}“: wiederholt oder ergänzt, was weiter oben schon steht."
        else:
            reason = f"„{where}“ gehört zu keinem Handlungsfeld."
        self._leave([*range(mark.first, mark.last + 1), *content], reason)

    def _leave(self, rows: Sequence[int], reason: str, *, again: bool = False) -> None:
        for i in rows:
            if again or i not in self.reasons:
                self.reasons[i] = reason

    # What tables need -------------------------------------------------------------------------

    def owner(self, line: int) -> DraftField:
        """The field that an item on this line belongs to."""
        return self._owner(line)

    def table_field(self, i: int, number: str | None, title: str) -> None:
        """Open the field that a row names; its other rows follow."""
        self._end_block()
        self.topic, self.section = None, None
        mark = field_mark(i, number, title)
        self.field = self._open_field(mark)

    def hang_row(self, measure: DraftMeasure, goal: DraftGoal | None) -> None:
        """Hang a row's measure below its goal, or wherever its number or place says."""
        if goal is not None:
            goal.measures.append(measure)
        else:
            self._hang(measure)
        self._reach(measure.line)

    def table_aside(self, rows: Sequence[int], reason: str) -> None:
        """A table without items is prose of its field, or stands nowhere."""
        if self.field is None:
            self._leave(rows, reason, again=True)
            return
        first, last = self._number(rows[0]), self._number(rows[-1])
        self.field.passages.append(DraftPassage("Tabelle", self.topic, first, last))
        self.placed.update(rows)

    def leave_rows(self, rows: Sequence[int], reason: str) -> None:
        """Rows that stand nowhere, with the reason."""
        self.placed.difference_update(rows)
        self._leave(rows, reason, again=True)

    def release_rows(self, rows: Sequence[int], reason: str) -> None:
        """Rows taken too early."""
        self.leave_rows(rows, reason)

    def take_rows(self, rows: Sequence[int]) -> None:
        """Rows that became part of the tree."""
        self.placed.update(rows)
        if rows:
            self._reach(self._number(rows[-1]))

    def number_of(self, i: int) -> int:
        """The printed line number of an index."""
        return self._number(i)

    def _reach(self, line: int) -> None:
        if self.field is not None:
            self.field.last_line = max(self.field.last_line, line)

    # Lines ------------------------------------------------------------------------------------

    def _pieces(self, content: Sequence[int], *, fine: bool = False) -> list[Piece]:
        return pieces_of(self.lines, content, self.breaks, fine=fine)

    def _with_rest(self, mark: Mark, pieces: list[Piece], content: list[int]) -> list[Piece]:
        """Text behind a label on its own line belongs to the first paragraph."""
        if not mark.rest:
            return pieces
        if pieces and not pieces[0].point and not self.breaks.after(mark.last):
            pieces[0].text = headings.flowing_title(mark.rest, pieces[0].text)
            pieces[0].lines.insert(0, mark.last)
            return pieces
        return [Piece([mark.last], text=mark.rest), *pieces]

    def _as_text(self, piece: Piece) -> str:
        return f"• {piece.text}" if piece.point else piece.text

    def _attach_lines(self, measure: DraftMeasure, mark: Mark, content: list[int]) -> None:
        self._place(mark)
        self._take(content)
        measure.last_line = max(measure.last_line, self._last_number(mark.last, content))

    def _place(self, mark: Mark) -> None:
        self.placed.update(range(mark.first, mark.last + 1))

    def _take(self, rows: Sequence[int]) -> None:
        self.placed.update(i for i in rows if self.lines[i].role == TEXT)

    def _stretch(self, mark: Mark, content: list[int]) -> None:
        """An open field and topic reach as far as has been read."""
        last = self._last_number(mark.last, content)
        for draft in (self.field, self.topic):
            if draft is not None:
                draft.last_line = max(draft.last_line, last)

    def _span(self, piece: Piece) -> tuple[int, int]:
        return self._number(piece.lines[0]), self._number(piece.lines[-1])

    def _number(self, i: int) -> int:
        return self.lines[i].number

    def _last_number(self, last: int, content: Sequence[int]) -> int:
        rows = [i for i in content if self.lines[i].role == TEXT]
        return self._number(rows[-1] if rows else last)

    def _count(self, level: str, noun: str | None) -> None:
        if noun and _WORD.search(noun):
            counts = self.nouns.setdefault(level, {})
            counts[noun.strip()] = counts.get(noun.strip(), 0) + 1
