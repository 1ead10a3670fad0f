"""Walking a marked document from top to bottom and growing the tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from . import headings, sentences, vocabulary, wording
from .breaks import Breaks
from .draft import DraftGoal, DraftMeasure, DraftTopic
from .facts import add_fact, indicators_of, inline_responsible, settle
from .line import Line
from .marks import AREA, CHAPTER, FACT, FIELD, GOAL, LABEL, MEASURE, SHEET, SUB, Mark
from .model import Area
from .pieces import Piece
from .place import NOTHING, Place
from .walk_tables import TableWalker

LONG_POINT = 140
LONG_GOAL = 400
_OVERVIEW = re.compile(
    r"^(?:Übersicht|Überblick|Zusammenfassung|Kurzfassung|Tabellarische|Summary|Overview)\b",
    re.IGNORECASE,
)


class Walker(Place):
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
        super().__init__(lines, breaks, title)
        self.tables = TableWalker(self, columns)
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
        self._leave(range(first), "Steht vor der ersten Überschrift." if marks else NOTHING)
        self.tables.read(range(first))
        for k, mark in enumerate(marks):
            end = marks[k + 1].first if k + 1 < len(marks) else len(self.lines)
            content = list(range(mark.last + 1, end))
            self._steps[mark.role](mark, content)
            self.tables.read(content)
            self._stretch(mark, content)
        self._drop_bare()
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
        if self.field is None and (self.overview or self._weak(mark)):
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

    def _weak(self, mark: Mark) -> bool:
        """Announced in a sentence ("... folgende Schritte:") it is no plan outside all fields."""
        announced = mark.noun is None and mark.meaning in vocabulary.ITEMS and not self.block
        named = any(field.title != self.title for field in self.fields)
        return (announced and named) or vocabulary.is_weak_section(mark.title)

    def _measures_lead(self, mark: Mark) -> bool:
        """Inside a measure's sheet "Ziel: ..." describes it, unless goals lead this document."""
        if self.form:
            return True
        goals = any(field.goals for field in self.fields)
        return mark.meaning not in (vocabulary.GOALS, vocabulary.MEASURES) or not goals

    def _goals(self, mark: Mark, content: list[int]) -> None:
        self._end_block()
        if mark.meaning == vocabulary.GOALS:
            self._count("goal", mark.noun)
        pieces = self._with_rest(mark, self._pieces(content, fine=True), content)
        self._place_label(mark, bool(pieces))
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
        goal.texts = [*([rest] if rest else []), *(f"• {text}" for text in piece.below)]
        self._owner(line).goals.append(goal)
        self.block.append(goal)
        self._take(piece.lines)

    def _measures(self, mark: Mark, content: list[int]) -> None:
        self.measure = None
        self._count("measure", mark.noun)
        pieces = self._with_rest(mark, self._pieces(content, fine=True), content)
        self._place_label(mark, bool(pieces))
        for piece, is_item in self._items(pieces):
            if is_item:
                self._add_measure(piece)
            else:
                self._aside(mark, piece)

    def _add_measure(self, piece: Piece) -> None:
        text, responsible = inline_responsible(piece.text)
        title, rest = sentences.headline(text, LONG_POINT)
        line, last = self._span(piece)
        measure = DraftMeasure(piece.number, title, line, last, self.topic, self.section)
        measure.texts = [*([rest] if rest else []), *(f"• {text}" for text in piece.below)]
        measure.responsible.extend(responsible)
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
        line = self._number(mark.first)
        pieces = self._pieces(content)
        title, last = self._continued(mark, pieces)
        goal = DraftGoal(mark.number, title, line, last, self.topic, self.section)
        self._owner(line).goals.append(goal)
        self.block = [goal]
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
        title = mark.title if mark.role == SHEET else self._continued(mark, pieces)[0]
        measure = DraftMeasure(mark.number, title, line, last, self.topic, self.section)
        measure.texts = [self._as_text(piece) for piece in pieces]
        self._hang(measure)
        self.measure = measure
        self._place(mark)
        self._take(content)
        measure.last_line = self._last_number(mark.last, content)

    def _continued(self, mark: Mark, pieces: list[Piece]) -> tuple[str, int]:
        """The heading's title with the rest of its paragraph, which is removed from `pieces`.

        Comes with the number of the title's last line.
        """
        title, last = mark.title, mark.last
        if pieces and not pieces[0].point and not self.breaks.after(last):
            coming = pieces[0].text
            follows = sentences.starts_small(coming) or headings.goes_on(title, coming)
            follows = follows or self._wrapped(mark, coming)
            if follows and len(title) + len(coming) < 400:
                piece = pieces.pop(0)
                self._take(piece.lines)
                return wording.flowing_title(title, piece.text), self._span(piece)[1]
        return title, self._number(last)

    def _wrapped(self, mark: Mark, coming: str) -> bool:
        """Whether a heading only broke where its line was full: an open end, one more piece.

        Goals are sentences; below a measure's title a whole sentence more likely describes it.
        """
        full = not sentences.is_closed(mark.title) and self.breaks.is_full(mark.last)
        full = full and (mark.role == GOAL or coming.count(" ") < 3)
        return full and not sentences.opens_sentence(coming) and len(sentences.split(coming)) == 1

    def _on_fact(self, mark: Mark, content: list[int]) -> None:
        text = self._fact_text(mark, content)
        if mark.meaning == "title" and text:
            self._fact_title(mark, text, content)
        elif (
            mark.meaning == "goal"
            and text
            and (self.measure is None or not self._measures_lead(mark))
        ):
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
            rest = wording.flowing_title(rest, pieces.pop(0).text)
        texts = [self._as_text(piece) for piece in pieces]
        return "\n".join([rest, *texts] if rest else texts)
