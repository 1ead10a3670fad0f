"""Where things go while a document is walked: the open field, and what each line became."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import sentences, wording
from .breaks import Breaks
from .draft import DraftField, DraftGoal, DraftMeasure, DraftPassage, DraftTopic
from .line import TEXT, Line
from .marks import FACT, FIELD, LABEL, Mark
from .model import Area
from .pieces import Piece, pieces_of

NOTHING = "Kein Handlungsfeld, Ziel und keine Maßnahme erkannt."
_MOST_FIELDS = 300
_WORD = re.compile(r"\w")


class Place:
    """The growing tree: `fields`, the indices of `placed` lines, and `reasons` for the others."""

    def __init__(self, lines: Sequence[Line], breaks: Breaks, title: str) -> None:
        self.lines = lines
        self.breaks = breaks
        self.title = title
        self.fields: list[DraftField] = []
        self._by_title: dict[str, DraftField] = {}
        self.placed: set[int] = set()
        self.reasons: dict[int, str] = {}
        self.nouns: dict[str, dict[str, int]] = {}
        self.chapter = ""
        self.overview = False
        self.back = False
        self.form = False
        self.area: Area | None = None
        self.field: DraftField | None = None
        self.topic: DraftTopic | None = None
        self.section: str | None = None
        self.block: list[DraftGoal] = []
        self.measure: DraftMeasure | None = None
        self.pending: list[tuple[Mark, str, list[int]]] = []

    def _open_field(self, mark: Mark) -> DraftField:
        known = self._known_field(mark.number, mark.title)
        if known is not None:
            known.level = mark.level
            return known
        line = self._number(mark.first)
        field = DraftField(mark.number, mark.title, line, line, mark.level, self.area)
        self._add_field(field, len(self.fields))
        return field

    def _known_field(self, number: str | None, title: str) -> DraftField | None:
        """A field that was opened before: same name, or same number and nearly the same name."""
        known = self._by_title.get(wording.key(title))
        if known is not None or len(self.fields) > _MOST_FIELDS:
            return known
        for field in self.fields:
            if wording.same(field.title, title):
                return field
            close = wording.begins(field.title, title) or wording.begins(title, field.title)
            if number is not None and field.number == number and close:
                return field
        return None

    def _add_field(self, field: DraftField, place: int) -> None:
        self.fields.insert(place, field)
        self._by_title[wording.key(field.title)] = field

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
            self._add_field(known, 0)
        return known

    def _end_block(self) -> None:
        self.block, self.measure = [], None

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
            self._leave([*range(mark.first, mark.last + 1), *content], NOTHING)
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

    def _drop_bare(self) -> None:
        """Names of fields with nothing below any of them are an agenda or a list, no plan."""
        filled = any(field.goals or field.measures for field in self.fields)
        told = any(field.line != field.last_line or field.area for field in self.fields[:-1])
        if filled or told or len(self.fields) < 2:
            return
        lines = {n for field in self.fields for n in range(field.line, field.last_line + 1)}
        self.fields.clear()
        bare = [i for i, line in enumerate(self.lines) if line.number in lines]
        self.placed.difference_update(bare)
        self._leave(bare, NOTHING, again=True)

    # What tables need -------------------------------------------------------------------------

    def owner(self, line: int) -> DraftField:
        """The field that an item on this line belongs to."""
        return self._owner(line)

    def unnamed(self) -> DraftField | None:
        """The field that carries the document's title, if it is needed."""
        return self._known_field(None, self.title)

    def table_field(self, i: int, number: str | None, title: str) -> None:
        """Open the field that a row names; its other rows follow."""
        self._end_block()
        self.topic, self.section = None, None
        mark = Mark(FIELD, i, i, wording.unquoted(title), number, 3)
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
            pieces[0].text = wording.flowing_title(mark.rest, pieces[0].text)
            pieces[0].lines.insert(0, mark.last)
            return pieces
        return [Piece([mark.last], text=mark.rest), *pieces]

    def _as_text(self, piece: Piece) -> str:
        text = f"• {piece.text}" if piece.point else piece.text
        return "\n".join([text, *(f"  • {below}" for below in piece.below)])

    def _attach_lines(self, measure: DraftMeasure, mark: Mark, content: list[int]) -> None:
        self._place(mark)
        self._take(content)
        measure.last_line = max(measure.last_line, self._last_number(mark.last, content))

    def _place(self, mark: Mark) -> None:
        self.placed.update(range(mark.first, mark.last + 1))

    def _place_label(self, mark: Mark, used: bool) -> None:
        """A section's label lies inside its field; without a field it only announced its items."""
        self._place(mark)
        if self.field is not None or mark.rest:
            return
        if used:
            for i in range(mark.first, mark.last + 1):
                self.lines[i].discard("Überschrift eines Abschnitts")
        else:
            self.placed.difference_update(range(mark.first, mark.last + 1))
            self._leave(range(mark.first, mark.last + 1), f"„{mark.title}“: nichts darunter.")

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
