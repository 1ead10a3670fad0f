"""One heading at a time: keyword, contents, chapter number, style."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from . import sentences, vocabulary, wording
from .marks import AREA, CHAPTER, FIELD, GOAL, MEASURE, Mark
from .repair.contents import Entry

if TYPE_CHECKING:
    from .outline import Outline

_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,4}"
_LEADING = re.compile(
    rf"^(?P<number>{_NUMBER})(?:\.\s*|\s+|(?=[A-ZÄÖÜ„\"]))(?P<title>[A-ZÄÖÜ„\"].*)$"
)
_COUNTER = r"(?:nr\.?\s*)?(?P<count>[A-Za-z]?\d{1,3}(?:\.\d{1,3})*[a-z]?|[IVX]{1,5}|[A-Z])"
_FIELD = re.compile(
    rf"^(?:(?P<number>{_NUMBER})\.?\s*)?(?P<noun>Handlungsfeld|Handlungsbereich|Themenfeld|Aktionsfeld|"
    rf"Integrationsfeld|Field of action|Action field|Policy field|HF)\b\s*"
    rf"(?:{_COUNTER}(?=\s*[:.\-–—)„]|\s+|$))?\s*[:.\-–—)]*\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_AREA = re.compile(
    rf"^(?:(?P<number>{_NUMBER})\.?\s*)?(?P<noun>Aufgabenbereich|Aufgabenfeld|Schwerpunktbereich|"
    rf"Hauptbereich)\b\s*(?:{_COUNTER}(?=\s*[:.\-–—)„]|\s+|$))?\s*[:.\-–—)]*\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"^(?P<noun>(?:Leit|Teil|Ober|Unter|Handlungs|Haupt|Wirkungs)?ziel|"
    r"(?:Operatives|Strategisches) Ziel|Goal|Objective)\s+(?:Nr\.?\s*)?"
    r"(?P<number>[A-Z]{0,3}[-.]?\d{1,3}(?:\.\d{1,3})*[a-z]?|[IVX]{1,5}|[A-Z])"
    r"(?P<mark>\s*[:.)–—-])?(?:\s+(?P<title>\S.*)|\s*)$",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"^(?P<noun>Ma(?:ß|ss)nahme|Handlungsempfehlung|Empfehlung|Handlungslinie|Handlungsansatz|Handlungsschritt|"
    r"Projekt|Vorhaben|Aktivität|Measure|Action|Recommendation)\s+(?:Nr\.?\s*)?"
    r"(?P<number>[A-ZÄÖÜ]{0,4}[-. ]?\d{1,3}(?:\.\d{1,3})*[a-z]?)(?P<mark>\s*[:.)–—-])?"
    r"(?:\s+(?P<title>\S.*)|\s*)$",
    re.IGNORECASE,
)
_CODED_GOAL = re.compile(
    r"^(?P<number>(?:LZ|OZ|SZ|TZ|HZ|Z)[ -]?\d{1,3}(?:\.\d{1,3})*)\s?[:.)–-]?\s+"
    r"(?P<title>[A-ZÄÖÜ„].*)$"
)
CONTAINER = re.compile(
    r"^(?:Die |Unsere |Übersicht der )?(?:Handlungsfelder|Themenfelder|Handlungsbereiche|"
    r"Aktionsfelder|Integrationsfelder|Fields of action|Action fields)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^(?:Anhang|Anlagen?|Impressum|Notizen|Literatur(?:verzeichnis)?|Quellen(?:verzeichnis)?|"
    r"Abbildungsverzeichnis|Abkürzungsverzeichnis|Glossar|Danksagung|Vorworte?|Grußworte?|Schlusswort|"
    r"Ausblick|Querschnitts(?:themen|aufgaben)|Herausgeber|Appendix|Imprint|Foreword)(?:\s*:?\s*\S.{0,60})?$"
)
_NO_HEADING = re.compile(
    r"^(?:Quelle|Daten|Tabelle|Tab\.|Abbildung|Abb\.|Stand|Grafik)\b.*\S|.*:\s*\S"
)
_LONGEST = 180
_Finder = Callable[["Outline", int, str], Mark | None]
_LINKING = re.compile(
    r"(?:\b(?:und|oder|sowie|der|die|das|des|den|dem|von|vom|für|mit|zur|zum|im|in|bei|auf|an|als|"
    r"and|of|the|for)|[-–,&/])$"
)


class Contents:
    """The table of contents as a place to ask: by number, or by wording."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.numbered = {entry.number: entry.title for entry in entries if entry.number}
        self.plain = {
            wording.key(entry.title): entry.title for entry in entries if not entry.number
        }

    def by_number(self, number: str, text: str) -> str | None:
        """The title under this number, if `text` can be its beginning."""
        title = self.numbered.get(number)
        return title if title is not None and wording.begins(title, text) else None

    def by_title(self, text: str) -> str | None:
        """The unnumbered entry that reads like `text`."""
        return self.plain.get(wording.key(text))


def goes_on(title: str, coming: str) -> bool:
    """Whether a heading continues on the next line."""
    if len(title) + len(coming) > _LONGEST:
        return False
    opened = title.count("„") > len(re.findall('[“”"]', title))
    if opened or _LINKING.search(title):
        return True
    return sentences.starts_small(coming) and not sentences.is_closed(title)


def heading(outline: Outline, i: int) -> Mark | None:
    """The heading that starts on line `i`, or None."""
    line = outline.lines[i]
    text = f"{line.listed} {line.text}" if line.listed else line.text
    if len(text) > _LONGEST or not text[:1].isalnum():
        return None
    finders: tuple[_Finder, ...] = (_area, _field, _item, _styled, _numbered, _back)
    if line.heading == 0 and not outline.breaks.starts_fresh(i):
        finders = (_field, _numbered)
    for finder in finders:
        mark = finder(outline, i, text)
        if mark is not None:
            return mark
    return None


def plain_heading(outline: Outline, i: int) -> str | None:
    """A short line that could be a heading although nothing marks it as one."""
    line = outline.lines[i]
    text = line.text
    usable = 3 <= len(text) <= 90 and text[0].isupper() and not line.bullet
    if not usable or sentences.is_closed(text) or text.endswith(("-", ",")):
        return None
    if (sentences.opens_sentence(text) and len(text) > 40) or _NO_HEADING.match(text):
        return None
    return text if outline.breaks.starts_fresh(i) else None


def _field(outline: Outline, i: int, text: str) -> Mark | None:
    match = _FIELD.match(text)
    if match is None:
        return None
    number, count = match["number"], match["count"]
    start = match["title"]
    colon_only = number is None and count is None and ":" in text[: match.start("title")]
    if colon_only and not outline.lines[i].heading:
        return None
    styled = outline.lines[i].heading > 0
    wanted = outline.contents.by_number(number, _after(text, number)) if number else None
    wanted_start = _FIELD.match(f"{number}. {wanted}") if wanted else None
    title, last = outline.whole_title(i, start, wanted_start["title"] if wanted_start else None)
    if not start and last == i:
        title, last = _next_line_title(outline, i)
    evident = styled or wanted is not None or number or count or start.startswith(("„", '"', "»"))
    evident = evident or _stands_out(outline, i, last, title)
    if not evident or not _is_title(title) or (not wanted and not _fresh(outline, i)):
        return None
    if _reads_as_sentence(outline, last, title) and not (styled or wanted):
        return None
    level = _level(outline, i, number, 3)
    noun = match["noun"] if match["noun"].upper() != "HF" else "Handlungsfeld"
    return Mark(FIELD, i, last, wording.unquoted(title), number or count, level, noun=noun)


def _stands_out(outline: Outline, i: int, last: int, title: str) -> bool:
    """ "Handlungsfeld Bildung" alone on its line, with a blank line or a label below it."""
    if not title[:1].isupper() or len(title) > 80 or last > i + 1 or not _fresh(outline, i):
        return False
    coming = outline.following(last, 1)
    if not coming:
        return False
    below = outline.lines[coming[0]].text
    if outline.breaks.gap(last, coming[0]) or vocabulary.section_meaning(below) is not None:
        return True
    above = outline.before(i)
    alone = above is None or outline.breaks.gap(above, i)
    return alone and len(title) <= 60 and outline.named_fields >= 2


def _area(outline: Outline, i: int, text: str) -> Mark | None:
    match = _AREA.match(text)
    if match is None or not (match["number"] or match["count"] or outline.lines[i].heading):
        return None
    title, last = outline.whole_title(i, match["title"])
    if not title:
        title, last = _next_line_title(outline, i)
    if not _is_title(title):
        return None
    number = match["number"] or match["count"]
    return Mark(
        AREA, i, last, wording.unquoted(title), number, _level(outline, i, match["number"], 1)
    )


def _item(outline: Outline, i: int, text: str) -> Mark | None:
    """ "Ziel 2: ...", "Maßnahme 2.4 ...", also with a chapter's number before; "Z 12 ..."."""
    coded = _CODED_GOAL.match(text)
    if coded and coded["number"] in outline.goal_codes and not outline.in_list:
        title, last = outline.whole_title(i, coded["title"])
        return Mark(GOAL, i, last, title, coded["number"], noun="Ziel")
    chapter = _LEADING.match(text)
    if chapter and _fresh(outline, i) and (_is_item(chapter["title"])):
        text = chapter["title"]
    for role, pattern in ((GOAL, _GOAL), (MEASURE, _MEASURE)):
        match = pattern.match(text)
        if match is None or _is_year(match["number"]):
            continue
        title, last = match["title"] or "", i
        if not title:
            title, last = _next_line_title(outline, i)
        elif outline.lines[i].heading:
            title, last = outline.whole_title(i, title)
        elif not match["mark"] and not title[0].isupper() and title[0] not in '„"':
            continue
        if not title or (sentences.starts_small(title) and not match["mark"]):
            continue
        return Mark(role, i, last, title, match["number"], noun=match["noun"])
    return None


def _is_item(title: str) -> bool:
    return any(
        (match := pattern.match(title)) is not None and match["mark"] and match["title"]
        for pattern in (_GOAL, _MEASURE)
    )


def named_fields(texts: Sequence[str]) -> int:
    """How many short lines start with the word for a field and a name."""
    found = (_FIELD.match(text) for text in texts if len(text) <= 80 and text[-1:] not in ".,;:")
    return sum(1 for match in found if match and match["title"][:1].isupper())


def goal_codes(texts: Sequence[str]) -> frozenset[str]:
    """Codes of goals such as "Z 12" that start a line; {} unless there are two."""
    found = {match["number"] for text in texts if (match := _CODED_GOAL.match(text))}
    return frozenset(found if len(found) >= 2 else ())


def _styled(outline: Outline, i: int, text: str) -> Mark | None:
    line = outline.lines[i]
    if not line.heading or vocabulary.section_meaning(line.text) or _labelled(line.text):
        return None
    match = _LEADING.match(text)
    number, title = (match["number"], match["title"]) if match else (None, text)
    title, last = outline.whole_title(i, title)
    return Mark(CHAPTER, i, last, title.strip(), number, 2 * line.heading)


def _numbered(outline: Outline, i: int, text: str) -> Mark | None:
    match = _LEADING.match(text)
    if match is None:
        return _unnumbered_entry(outline, i, text)
    number, start = match["number"], match["title"]
    wanted = outline.contents.by_number(number, start)
    if wanted is None and not _chapter_like(outline, i, number, start):
        return None
    if wanted is None and outline.in_list and not _comes_next(number, outline.number):
        return None
    title, last = outline.whole_title(i, start, wanted)
    if wanted is None and (not _is_title(title) or _reads_as_sentence(outline, last, title)):
        return None
    return Mark(CHAPTER, i, last, title, number, 2 * (number.count(".") + 1))


def _unnumbered_entry(outline: Outline, i: int, text: str) -> Mark | None:
    """A line that stands in the table of contents without a number."""
    if len(text) < 4 or vocabulary.section_meaning(text):
        return None
    wanted = outline.contents.by_title(text)
    if wanted is None or not _fresh(outline, i):
        return None
    return Mark(CHAPTER, i, i, text, None, 2)


def _back(outline: Outline, i: int, text: str) -> Mark | None:
    """Front and back matter ends whatever field was open."""
    plain = text.capitalize() if text.isupper() else text
    if not _BACK.match(plain) or sentences.is_closed(text.rstrip(":")):
        return None
    return Mark(CHAPTER, i, i, text.rstrip(" :"), None, 1, meaning="outside")


def _chapter_like(outline: Outline, i: int, number: str, start: str) -> bool:
    if "." not in number:
        return i in outline.chain
    if outline.lines[i].bullet or not _fresh(outline, i) or len(start) < 3:
        return False
    chapter = outline.chapter_at(i)
    return chapter is None or number.split(".")[0] == chapter


def _comes_next(number: str, before: str) -> bool:
    """Whether `number` follows `before` on its own level or on a higher one: 2.1.3 -> 2.2."""
    parts, last = number.split("."), before.split(".")
    if not before or not all(part.isdecimal() for part in last) or len(parts) > len(last):
        return not before
    k = len(parts) - 1
    return parts[:k] == last[:k] and int(parts[k]) == int(last[k]) + 1


def chapter_chain(outline: Outline) -> dict[int, str]:
    """Lines that number chapters 1, 2, 3, ... in this order, by index; {} unless two are found."""
    chain: dict[int, str] = {}
    expected = 1
    for i in outline.texts:
        line = outline.lines[i]
        match = _LEADING.match(line.text)
        if match is None or match["number"] != str(expected) or line.bullet:
            continue
        known = outline.contents.by_number(match["number"], match["title"])
        if known is None and (outline.contents.numbered or not _opens_chapter(outline, i)):
            continue
        chain[i] = match["number"]
        expected += 1
    return chain if len(chain) >= 2 else {}


def _opens_chapter(outline: Outline, i: int) -> bool:
    text = outline.lines[i].text
    if len(text) > 90 or sentences.is_closed(text) or not _fresh(outline, i):
        return False
    coming = outline.following(i, 1)
    if not coming:
        return True
    before, after = outline.before(i), outline.lines[coming[0]].text
    listed = before is not None and vocabulary.opens_items(outline.lines[before].text)
    numbered = _LEADING.match(after)
    counts_on = numbered is not None and numbered["number"].isdecimal()
    return not (sentences.starts_small(after) or listed or counts_on)


def _fresh(outline: Outline, i: int) -> bool:
    return outline.lines[i].heading > 0 or outline.breaks.starts_fresh(i)


def _level(outline: Outline, i: int, number: str | None, default: int) -> int:
    if outline.lines[i].heading:
        return 2 * outline.lines[i].heading
    return 2 * (number.count(".") + 1) if number else default


def _next_line_title(outline: Outline, i: int) -> tuple[str, int]:
    """A heading whose name stands on the line below: "Handlungsfeld 1" / "Wohnen"."""
    coming = outline.following(i, 1)
    if not coming or outline.lines[coming[0]].bullet:
        return "", i
    k = coming[0]
    if vocabulary.section_meaning(outline.lines[k].text) or _labelled(outline.lines[k].text):
        return "", i
    return outline.whole_title(k, outline.lines[k].text)


def _labelled(text: str) -> bool:
    label, colon, _ = text.partition(":")
    return bool(colon) and vocabulary.fact_meaning(label) is not None


def _after(text: str, number: str) -> str:
    return text[len(number) :].lstrip(" .")


def _is_title(title: str) -> bool:
    return 2 <= len(title) <= _LONGEST and not title.endswith(".") and title[0] not in ",;.)/"


def _is_year(number: str) -> bool:
    return number.isdigit() and len(number) == 4


def _reads_as_sentence(outline: Outline, last: int, title: str) -> bool:
    """Prose that happens to start with a number or a keyword: the next line goes on in it."""
    coming = outline.following(last, 1)
    if not coming or outline.lines[last].ends or outline.breaks.after(last):
        return False
    text = outline.lines[coming[0]].text
    return sentences.starts_small(text) and not title.endswith(("“", "”", '"'))
