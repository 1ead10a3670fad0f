"""Finding headings and labels in repaired lines, one kind after the other.

A line is taken for a heading only with evidence: a keyword, an entry in the table of contents, a
style, a number that continues the chapters, or a place directly above a section's label.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Sequence

from . import codes, headings, sentences, tables, vocabulary, wording
from .breaks import Breaks
from .line import BLANK, TABLE, TEXT, Line
from .marks import CHAPTER, FACT, FIELD, LABEL, MEASURE, SHEET, SUB, Mark
from .repair.contents import Entry
from .repair.hyphens import flowing

_MOST_TITLE_LINES = 4


class Outline:
    """All marks of a document, by the index of their first line, in document order."""

    def __init__(self, lines: Sequence[Line], entries: Sequence[Entry], breaks: Breaks) -> None:
        self.lines = lines
        self.breaks = breaks
        self.texts = [i for i, line in enumerate(lines) if line.role == TEXT]
        self.place = {i: k for k, i in enumerate(self.texts)}
        self.contents = headings.Contents(entries)
        self.chain = headings.chapter_chain(self)
        self._chapters = sorted(self.chain)
        self.goal_codes = headings.goal_codes([lines[i].text for i in self.texts])
        self.named_fields = headings.named_fields([lines[i].text for i in self.texts])
        self.sheets = codes.sheet_codes(self)
        self._alone = Counter(lines[i].text for i in self.texts if len(lines[i].text) <= 40)
        self.marks: dict[int, Mark] = {}
        self._covered: set[int] = set()
        self.form = False
        self.in_list = False
        self.number = ""
        self._find()
        self._group_headings()
        self._sub_headings()
        self.item_tables = self._tables()

    def in_order(self) -> list[Mark]:
        """Marks as they follow each other."""
        return [self.marks[i] for i in sorted(self.marks)]

    def following(self, i: int, count: int) -> list[int]:
        """Indices of up to `count` lines of text after line `i`."""
        k = self.place[i]
        return self.texts[k + 1 : k + 1 + count]

    def texts_between(self, first: int, last: int) -> list[int]:
        """Indices of the lines of text after `first` up to and including `last`."""
        return self.texts[self.place[first] + 1 : self.place[last] + 1]

    def chapter_at(self, i: int) -> str | None:
        """Number of the chapter that line `i` stands in; None where chapters are unknown."""
        k = bisect.bisect_right(self._chapters, i) - 1
        return self.chain[self._chapters[k]] if k >= 0 else None

    def before(self, i: int) -> int | None:
        """Index of the line of text before line `i`."""
        k = self.place[i]
        return self.texts[k - 1] if k else None

    def whole_title(self, i: int, start: str, wanted: str | None = None) -> tuple[str, int]:
        """A heading that may run over several lines, and the index of its last line.

        `wanted` is its wording in the table of contents; without it a heading goes on while a
        quotation is open, a hyphen or a linking word ends the line, or a small letter follows.
        """
        title, last = start, i
        for k in self.following(i, _MOST_TITLE_LINES):
            line = self.lines[k]
            if line.bullet or self.lines[last].ends or self._separated(last, k):
                break
            longer = flowing([title, line.text])
            if wanted is not None:
                if wording.is_whole(title, wanted) or not wording.begins(wanted, longer):
                    break
            elif not headings.goes_on(title, line.text) and not self._same_heading(last, k):
                break
            title, last = longer, k
        return title, last

    def _same_heading(self, last: int, k: int) -> bool:
        """Two neighbouring lines of a page in the same heading's look, the first one full."""
        first, second = self.lines[last], self.lines[k]
        alike = 0 < first.heading == second.heading and first.page == second.page is not None
        return alike and len(first.text) * 2 > self.breaks.width

    def _separated(self, last: int, k: int) -> bool:
        return any(self.lines[j].role in (BLANK, TABLE) for j in range(last + 1, k))

    def _find(self) -> None:
        until = -1
        in_sheet = False
        for i in self.texts:
            if i <= until:
                continue
            mark = self._mark_at(i, in_sheet)
            if mark is None:
                continue
            self._set(mark)
            until = mark.last
            self._remember(mark)
            if mark.is_heading:
                in_sheet = mark.role in (SHEET, MEASURE) or (in_sheet and self.form)
            elif mark.role == FACT and vocabulary.is_project_name(mark.title):
                in_sheet = self.form = True

    def _remember(self, mark: Mark) -> None:
        """Which numbers may follow: inside a list only the next chapter is a heading."""
        self.in_list = mark.role == LABEL and mark.meaning in vocabulary.ITEMS
        if mark.role in (CHAPTER, FIELD):
            self.in_list = vocabulary.section_meaning(mark.title) in vocabulary.ITEMS
            self.number = mark.number or self.number

    def _mark_at(self, i: int, in_sheet: bool) -> Mark | None:
        line = self.lines[i]
        found = codes.sheet_heading(self, i)
        if found is None and not line.bullet:
            found = headings.heading(self, i)
        if found is not None:
            return found
        if vocabulary.opens_items(line.text) and not self.form:
            return self._label(i) or self._fact(i, in_sheet)
        return self._fact(i, in_sheet) or self._label(i)

    def _label(self, i: int) -> Mark | None:
        """A line that opens a section, alone or followed by a colon and text."""
        text = self.lines[i].text
        short = len(text) <= 90 and not text.endswith(".")
        meaning = vocabulary.section_meaning(text) if short else None
        if meaning and (self.breaks.starts_fresh(i) or self._clear_label(i, text)):
            return Mark(LABEL, i, i, text.rstrip(" :"), meaning=meaning, noun=text.rstrip(" :"))
        lead = vocabulary.lead_in(text)
        if lead:
            return Mark(LABEL, i, i, text.rstrip(" :"), meaning=lead)
        label, colon, rest = text.partition(":")
        if not colon or len(label) > 60 or self.lines[i].bullet:
            return None
        if not self.breaks.starts_fresh(i) and not self._clear_label(i, label):
            return None
        meaning = vocabulary.section_meaning(label)
        if meaning is None:
            return None
        return Mark(LABEL, i, i, label.strip(), meaning=meaning, rest=rest.strip(), noun=label)

    def _clear_label(self, i: int, text: str) -> bool:
        """A label in the exact words counts even below a line that has no proper end."""
        before = self.before(i)
        exact = vocabulary.is_exact_section(text)
        return exact and before is not None and not self.breaks.runs_on(before)

    def _fact(self, i: int, in_sheet: bool) -> Mark | None:
        """A labelled line of a form: with a colon anywhere, without one only in a fact sheet."""
        text = self.lines[i].text
        if vocabulary.is_project_name(text):
            return Mark(FACT, i, i, text.strip(" :"), meaning="title")
        label, colon, rest = text.partition(":")
        if label[:1] in "([":
            return None
        meaning = vocabulary.fact_meaning(label) if colon and len(label) <= 60 else None
        if meaning and (in_sheet or meaning not in vocabulary.SECTIONS | {"goal", "info"}):
            if not in_sheet and meaning in ("number", "description", "progress", "costs"):
                return None
            return Mark(FACT, i, i, label.strip(), meaning=meaning, rest=rest.strip())
        if vocabulary.is_project_body(text):
            return Mark(FACT, i, i, text.strip(" :"), meaning="responsible")
        if not in_sheet:
            return None
        found = vocabulary.fact_prefix(text)
        if found is None or found[1] not in vocabulary.ATTRIBUTES:
            return None
        if not self._finished(i) and not self._returns_alone(i, found[2]):
            return None
        if not _can_be_value(*found):
            return None
        return Mark(FACT, i, i, found[0], meaning=found[1], rest=found[2])

    def _returns_alone(self, i: int, rest: str) -> bool:
        """A label alone on its line, as on the other sheets, below a line that can be an end."""
        before = self.before(i)
        open_ = before is not None and self.breaks.runs_on(before)
        return not rest and not open_ and self._alone[self.lines[i].text] >= 2

    def _finished(self, i: int) -> bool:
        """Whether the line above can be the end of a fact, so that a new one may start here."""
        before = self.before(i)
        if before is None or self.breaks.gap(before, i) or self.covered(before):
            return True
        return (
            sentences.is_closed(self.lines[before].text)
            or self.breaks.after(before)
            or (self.breaks.is_short(before) and not self.breaks.runs_on(before))
        )

    def _group_headings(self) -> None:
        """A short line above a fact sheet whose code starts a new series names the group."""
        series = ""
        for mark in self.in_order():
            if mark.role != SHEET:
                continue
            own = (mark.number or "").rstrip("0123456789.abcdefghijklmnopqrstuvwxyz")
            above = self.before(mark.first)
            if own and own != series and above is not None and not self.covered(above):
                title = headings.plain_heading(self, above)
                if title is not None and title.casefold() != title:
                    self._set(Mark(CHAPTER, above, above, title, level=2))
            series = own or series

    def _sub_headings(self) -> None:
        """A short unmarked line directly above a section's opening label names that section."""
        for mark in self.in_order():
            if mark.role != LABEL or mark.meaning not in ("situation", "goals", "core", "both"):
                continue
            above = self.before(mark.first)
            if above is None or self.covered(above):
                continue
            title = headings.plain_heading(self, above)
            if title is not None:
                self._set(Mark(SUB, above, above, title, level=99))

    def _tables(self) -> list[int]:
        """First lines of tables that hold goals or measures; a form's heading becomes its title."""
        groups: dict[int, list[int]] = {}
        for i, line in enumerate(self.lines):
            if line.role == TABLE:
                groups.setdefault(line.table, []).append(i)
        found: list[int] = []
        for group in groups.values():
            rows = [self.lines[i].cells or () for i in group]
            if tables.header_of(rows) is not None:
                found.append(group[0])
            elif tables.is_form(rows):
                found.append(group[0])
                self._form_heading(group[0], rows)
        return found

    def _form_heading(self, first: int, rows: Sequence[Sequence[str]]) -> None:
        """A heading directly above a form without a title row is the measure's title."""
        start = next((i for i in range(first - 1, -1, -1) if self.lines[i].role == TEXT), -1)
        mark = self._ending_at(start)
        headed = len({cell for cell in rows[0] if cell}) == 1
        titled = headed or any(
            vocabulary.fact_meaning(row[0]) == "title" or vocabulary.numbered_label(row[0])
            for row in rows
            if row
        )
        if mark is not None and not titled and mark.role in (CHAPTER, SUB):
            mark.role = SHEET if mark.meaning != "outside" else mark.role

    def _ending_at(self, i: int) -> Mark | None:
        """The mark whose last line is `i`."""
        first = next((k for k in range(i, max(i - 6, -1), -1) if k in self.marks), None)
        mark = self.marks[first] if first is not None else None
        return mark if mark is not None and mark.last == i else None

    def covered(self, i: int) -> bool:
        """Whether line `i` belongs to a heading or a label."""
        return i in self._covered

    def _set(self, mark: Mark) -> None:
        self.marks[mark.first] = mark
        self._covered.update(range(mark.first, mark.last + 1))


def _can_be_value(label: str, meaning: str, rest: str) -> bool:
    """Whether `rest` can follow a label without a colon; "Ergebnisse des Projekts" is prose."""
    if meaning in ("status", "kind", "period") or " " in label:
        return True
    return not sentences.starts_small(rest) or rest.startswith(("http", "www.", "ca.", "siehe"))


def is_chapter(mark: Mark) -> bool:
    """Whether the mark is a heading without a role of its own yet."""
    return mark.role == CHAPTER
