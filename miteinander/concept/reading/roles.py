"""Which headings are the fields of action, when the document does not say "Handlungsfeld"."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from . import headings, vocabulary, wording
from .marks import CHAPTER, FACT, FIELD, GOAL, LABEL, MEASURE, SHEET, SUB, Mark
from .outline import Outline


def assign(outline: Outline) -> list[Mark]:
    """Marks in document order with the fields decided; tried from strong to weak evidence."""
    marks = outline.in_order()
    if outline.form:
        return marks
    places = set(outline.item_tables)
    for find in (_named, _below_container, _above_sheets, _labelled, _above_items, _sub_fields):
        chosen = find(marks) if find is not _above_items else _above_items(marks, places)
        if chosen:
            _bare_letters(chosen)
            for mark in chosen:
                _make_field(mark)
            return marks
    return _isolated(outline, marks)


def _bare_letters(marks: Sequence[Mark]) -> None:
    """ "A Sprache", "B Wohnen": letters without a dot number the fields if they count on."""
    found = [re.match(r"^([A-Z]) (\S.*)$", mark.title) for mark in marks]
    letters = "".join(match[1] for match in found if match)
    if len(letters) == len(marks) >= 2 and "ABCDEFGHIJKLMNOPQRSTUVWXYZ".startswith(letters):
        for mark, match in zip(marks, found, strict=True):
            if match and mark.number is None:
                mark.number, mark.title = match[1], match[2]


def _make_field(mark: Mark) -> None:
    mark.role = FIELD
    number, title = wording.lettered(mark.title) if mark.number is None else (None, mark.title)
    mark.number = mark.number or number
    mark.title = wording.unquoted(wording.without_noun(title))


def _named(marks: Sequence[Mark]) -> list[Mark]:
    """Headings with the word "Handlungsfeld" or one of its kin."""
    return [mark for mark in marks if mark.role == FIELD]


def _below_container(marks: Sequence[Mark]) -> list[Mark]:
    """The chapters directly below a chapter called "Handlungsfelder"."""
    found: list[Mark] = []
    container: Mark | None = None
    level = 0
    for mark in marks:
        if mark.role != CHAPTER:
            continue
        if container is not None and mark.level <= container.level:
            container, level = None, 0
        if headings.CONTAINER.match(mark.title) and mark.meaning != "outside":
            container, level = mark, 0
        elif container is not None:
            level = level or mark.level
            if mark.level == level and not vocabulary.section_meaning(mark.title):
                found.append(mark)
    return found


def _above_sheets(marks: Sequence[Mark]) -> list[Mark]:
    """The last chapter above each fact sheet, where sheets stand in groups."""
    found: dict[int, Mark] = {}
    chapter: Mark | None = None
    for mark in marks:
        if mark.role in (CHAPTER, SUB):
            inner = vocabulary.section_meaning(mark.title) and mark.meaning != "outside"
            chapter = chapter if inner and chapter and chapter.level < mark.level else mark
        elif mark.role == SHEET and chapter is not None and chapter.meaning != "outside":
            found[id(chapter)] = chapter
    return list(found.values())


def _labelled(marks: Sequence[Mark]) -> list[Mark]:
    """Lines "Handlungsfeld: Wohnen" of a form, as long as no measure is open above them."""
    found: list[Mark] = []
    for mark in marks:
        if mark.role in (SHEET, MEASURE):
            return []
        if mark.role == FACT and mark.meaning == "field" and mark.rest:
            mark.title, mark.level = mark.rest, 3
            found.append(mark)
    return found


def _above_items(marks: Sequence[Mark], tables: set[int] | None = None) -> list[Mark]:
    """The highest level of headings that takes the goals and measures apart."""
    chains: list[list[Mark]] = []
    open_: list[Mark] = []
    table_marks = [Mark(LABEL, i, i, "", meaning=vocabulary.MEASURES) for i in tables or ()]
    for mark in sorted([*marks, *table_marks], key=lambda mark: mark.first):
        if mark.role == CHAPTER and not vocabulary.section_meaning(mark.title):
            while open_ and open_[-1].level >= mark.level:
                open_.pop()
            if mark.meaning != "outside":
                open_.append(mark)
        elif _opens_items(mark) and open_:
            chains.append(list(open_))
    for depth in range(max((len(chain) for chain in chains), default=0)):
        at_depth = {id(chain[depth]): chain[depth] for chain in chains if len(chain) > depth}
        if len(at_depth) >= 2:
            return list(at_depth.values())
    return [chains[0][-1]] if chains else []


def _opens_items(mark: Mark) -> bool:
    if mark.role == CHAPTER:
        return vocabulary.section_meaning(mark.title) in vocabulary.ITEMS
    return mark.role in (GOAL, MEASURE, SHEET) or (
        mark.role == LABEL and mark.meaning in vocabulary.ITEMS
    )


def _sub_fields(marks: Sequence[Mark]) -> list[Mark]:
    """Unmarked headings above "Lage" or "Ausgangslage", when there is no other heading at all."""
    if any(mark.role == CHAPTER and mark.meaning != "outside" for mark in marks):
        return []
    found = [mark for mark in marks if mark.role == SUB]
    for mark in found:
        mark.level = 3
    return found if any(_opens_items(mark) for mark in marks) else []


def _isolated(outline: Outline, marks: list[Mark]) -> list[Mark]:
    """Short lines between blank lines above each list of measures; the weakest evidence."""
    found: list[Mark] = []
    floor = 0
    for mark in marks:
        if not _opens_items(mark):
            continue
        start, end = bisect.bisect_left(outline.texts, floor), outline.place[mark.first]
        candidates = [i for i in outline.texts[start:end] if _stands_alone(outline, i)]
        if mark.role == LABEL and candidates and mark.meaning != vocabulary.GOALS:
            i = candidates[-1]
            title = headings.plain_heading(outline, i)
            if title:
                found.append(Mark(FIELD, i, i, title, level=3))
                _make_field(found[-1])
        floor = mark.last + 1
    return sorted([*marks, *found], key=lambda mark: mark.first) if len(found) >= 2 else marks


def _stands_alone(outline: Outline, i: int) -> bool:
    lines = outline.lines
    gap_above = i == 0 or lines[i - 1].role != "text"
    gap_below = i + 1 < len(lines) and lines[i + 1].role == "blank"
    return gap_above and gap_below and headings.plain_heading(outline, i) is not None
