"""Word: real styles and headings, a table of contents, headers; the body is built as XML at once.

python-docx adds a paragraph in a time that grows with the document; a body that is parsed in one
go does not.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as File
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor

from miteinander.reporting.contents import Contents, Field, Measure, Remark, Report, Text
from miteinander.reporting.text import printable
from miteinander.reporting.wording import changes_sentence, day, short_day, span
from miteinander.reporting.writers.data import facts, figures, told

DRAFT = "Entwurf, nicht öffentlich"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can say
_WIDTH = 9400  # of the text, in twentieths of a point
_BLUE = RGBColor(0x1F, 0x3F, 0x77)


def report(contents: Contents) -> bytes:
    """The whole report; the same contents give the same bytes."""
    return _written(contents, [*_first_page(contents), *_contents_table(), *_chapters(contents)])


def brief(contents: Contents) -> bytes:
    """Summary, counts and fields, without the rest."""
    title = _paragraph(f"Kurzfassung: {contents.title}", "Title")
    stand = _paragraph(f"{contents.town}, Stand: {day(contents.as_of)}", "Subtitle")
    return _written(contents, [title, stand, *_summary(contents)])


def _written(one: Contents, body: Iterable[str]) -> bytes:
    document = Document()
    _dress(document, one)
    whole = parse_xml(f"<w:body {nsdecls('w')}>{''.join(body)}</w:body>")
    end = document.element.body[-1]  # the properties of the section
    for element in list(whole):
        end.addprevious(element)
    file = io.BytesIO()
    document.save(file)
    return _same_bytes(file.getvalue())


def _same_bytes(packed: bytes) -> bytes:
    """The package without the hour at which it was made."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _FIRST_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _dress(document: File, one: Contents) -> None:
    """Paper, styles, language, properties, header and footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = parse_xml(f'<w:lang {nsdecls("w")} w:val="de-DE"/>')
    normal.element.get_or_add_rPr().append(language)
    for name in ("Title", "Subtitle", *(f"Heading {level}" for level in (1, 2, 3))):
        document.styles[name].font.color.rgb = _BLUE
        document.styles[name].font.name = "Calibri"
    properties = document.core_properties
    properties.title = printable(f"Bericht: {one.title}, {one.town}")[:255]
    properties.author, properties.language = printable(one.office or one.town)[:255], "de-DE"
    properties.comments = ""
    made = datetime(*one.made_on.timetuple()[:3], tzinfo=UTC)
    properties.created = properties.modified = made
    stand = DRAFT if one.is_draft else f"Stand: {day(one.as_of)}"
    section.header.paragraphs[0].text = printable(f"{one.town}, {stand}")
    _page_number(section.footer.paragraphs[0], one)


def _page_number(paragraph: object, one: Contents) -> None:
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    words = _run(f"{one.title}, Seite ")
    for element in list(parse_xml(f"<w:p {nsdecls('w')}>{words}{field}</w:p>")):
        paragraph._p.append(element)  # type: ignore[attr-defined]


def _run(text: str, *, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def _paragraph(text: str, style: str = "", *, bold: bool = False, fresh: bool = False) -> str:
    """A paragraph in a style by its id; `fresh` begins a page."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += "<w:pageBreakBefore/>" if fresh else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{_run(text, bold=bold)}</w:p>"


def _heading(text: str, level: int, *, fresh: bool = False) -> str:
    return _paragraph(text.strip() or "(ohne Titel)", f"Heading{level}", fresh=fresh)


def _point(text: str) -> str:
    return _paragraph(text, "ListBullet")


def _prose(text: Text) -> Iterator[str]:
    for one in text:
        yield _point(one.text) if one.is_point else _paragraph(one.text)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """A table whose first row is repeated on every page; `widths` are shares of the page."""
    columns = [_WIDTH * width // sum(widths) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    look = (
        '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        '<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
    )
    head = (
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{_cells(header, columns, True)}</w:tr>"
    )
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(row, columns)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl><w:p/>"


def _cells(row: Sequence[str], columns: Sequence[int], is_head: bool = False) -> str:
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F8"/>' if is_head else ""
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
        f"{_paragraph(text, bold=is_head)}</w:tc>"
        for text, width in zip(row, columns, strict=True)
    )


def _first_page(one: Contents) -> Iterator[str]:
    yield _paragraph(one.town, "Subtitle")
    yield _paragraph("Bericht zum Stand der Umsetzung", "Title")
    yield _paragraph(one.title, "Subtitle")
    if one.is_draft:
        yield _paragraph(f"{DRAFT}. Bitte geben Sie dieses Dokument nicht weiter.", bold=True)
    rows = (
        ("Fassung", one.edition),
        ("Beschluss", one.decision),
        ("Stand", day(one.as_of)),
        ("Grundlage", one.origin),
        ("Verglichen mit", day(one.since)),
        ("Erstellt am", day(one.made_on)),
        ("Erstellt von", one.office),
    )
    for name, words in rows:
        if words:
            yield f"<w:p>{_run(f'{name}: ', bold=True)}{_run(words)}</w:p>"


def _contents_table() -> Iterator[str]:
    """The field that Word fills; until then it says how."""
    yield _paragraph("Inhalt", "TOCHeading", fresh=True)
    hint = "Das Inhaltsverzeichnis füllt sich, wenn Sie hier mit der rechten Taste „Felder "
    hint += "aktualisieren“ wählen."
    yield (
        '<w:p><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run(hint)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _chapters(one: Contents) -> Iterator[str]:
    made: dict[str, tuple[str, Callable[[Contents], Iterator[str]]]] = {
        "zusammenfassung": ("Zusammenfassung", _summary),
        "handlungsfelder": (one.names.fields, _fields),
        "institutionen": ("Institutionen", _institutions),
        "aenderungen": ("Was sich geändert hat", _changes),
        "hindernisse": ("Hindernisse", lambda one: _remarks(one.obstacles, one, "Hindernisse")),
        "ausblick": ("Ausblick", _outlook),
        "": ("Grundlagen", lambda one: map(_paragraph, one.sources)),
        "anhang": ("Anhang: Datenblätter", _sheets),
    }
    for code, (title, chapter) in made.items():
        if not code or code in one.parts:
            yield _heading(title, 1, fresh=True)
            yield from chapter(one)


def _summary(one: Contents) -> Iterator[str]:
    yield from map(_paragraph, one.summary[:1])
    yield from map(_point, one.summary[1:])
    yield _counts(one, one.measures)
    rows = [
        (field.name, str(len(field.measures)), _in_words(one, field.measures))
        for field in one.fields
    ]
    yield _table((one.names.field, one.names.measures, "Stand"), rows, (4, 2, 6))


def _counts(one: Contents, measures: Iterable[Measure]) -> str:
    rows = [(one.word(code), str(number)) for code, number in one.counts(measures)]
    return _table(("Stand", one.names.measures), rows, (4, 2))


def _in_words(one: Contents, measures: Iterable[Measure]) -> str:
    return ", ".join(f"{number} {one.word(code)}" for code, number in one.counts(measures))


def _fields(one: Contents) -> Iterator[str]:
    for field in one.fields:
        yield _heading(field.name, 2)
        yield _paragraph(field.sentence)
        if field.goals:
            yield _heading(one.names.goals, 3)
            for goal in field.goals:
                judged = f" ({goal.judgement})" if goal.judgement else ""
                yield _point(f"{goal.name}{judged}")
        if field.measures:
            yield _heading(one.names.measures, 3)
            yield _field_table(one, field)


def _field_table(one: Contents, field: Field) -> str:
    header = ("Nr.", one.names.measure, "Zuständig", "Stand", "vom")
    rows = [
        (
            measure.number,
            measure.title,
            ", ".join(measure.leads),
            one.word(measure.status),
            short_day(measure.reported_on),
        )
        for measure in field.measures
    ]
    return _table(header, rows, (2, 6, 5, 4, 3))


def _institutions(one: Contents) -> Iterator[str]:
    rows = [
        (
            found.name,
            str(len(found.measures)),
            str(found.takes_part),
            f"{found.answered} von {found.asked}" if found.asked else "",
        )
        for found in one.institutions
    ]
    yield _table(("Institution", "zuständig für", "beteiligt an", "berichtet"), rows, (6, 2, 2, 2))


def _changes(one: Contents) -> Iterator[str]:
    yield _paragraph(changes_sentence(one.changes, one.since, one.as_of))
    rows = [(short_day(c.day), c.measure.name, c.what) for c in one.changes]
    if rows:
        yield _table(("Tag", one.names.measure, "Änderung"), rows, (2, 5, 5))


def _outlook(one: Contents) -> Iterator[str]:
    for measure in one.ending:
        yield _point(f"{measure.name} endet am {short_day(measure.ends_on)}.")
    yield from _remarks(one.outlook, one, "Nächste Schritte")


def _remarks(remarks: Sequence[Remark], one: Contents, what: str) -> Iterator[str]:
    if not remarks:
        yield _paragraph(f"{what} wurden seit dem {day(one.since)} nicht genannt.")
    before = None
    for remark in remarks:
        if remark.measure.field != before:
            before = remark.measure.field
            yield _heading(before, 2)
        yield _heading(remark.measure.name, 3)
        yield from _prose(remark.text)
        yield _paragraph(", ".join(filter(None, (remark.institution, short_day(remark.day)))))


def _sheets(one: Contents) -> Iterator[str]:
    for measure in one.measures:
        yield _heading(measure.name, 2)
        stand = one.word(measure.status)
        if measure.reported_on:
            stand = f"{stand}, Stand vom {short_day(measure.reported_on)}"
        rows = [("Stand", stand), *facts(measure, one)]
        yield _table(("Angabe", "Inhalt"), rows, (2, 6))
        texts = (("Worum es geht", measure.description), ("Ansatz", measure.approach))
        for title, text in texts:
            if text:
                yield _heading(title, 3)
                yield from _prose(text)
        yield from map(_point, measure.indicators)
        yield _heading("Was berichtet wurde", 3)
        for report in measure.reports:
            yield from _report(report, one)


def _report(report: Report, one: Contents) -> Iterator[str]:
    period = span(report.period_from, report.period_until)
    about = f" für {period}" if period else ""
    said_by = f" ({report.institution})" if report.institution else ""
    draft = "" if report.is_published else " Noch nicht veröffentlicht."
    line = f"{short_day(report.day)}{about}: {one.word(report.status)}{said_by}{draft}"
    yield _paragraph(line, bold=True)
    for title, text in told(report):
        if text and title != "Was getan wurde":
            yield _paragraph(title)
        yield from _prose(text)
    if found := figures(report):
        yield _paragraph("; ".join(f"{name}: {words}" for name, words in found))
