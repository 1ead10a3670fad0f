"""Excel by XlsxWriter: six or seven sheets with filters, days, numbers; no text is a formula."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter

from miteinander.reporting.contents import Contents, Courses, Measure, Remark, Report, Text
from miteinander.reporting.wording import span
from miteinander.ui.papers.text import printable

Cell = str | int | date | Decimal | None
Table = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]
_LONGEST_TEXT = 32_767  # characters in a cell, a limit of Excel
_NARROW, _WIDE = 12, 45  # widths of columns, in signs
DRAFT = "Entwurf, nicht öffentlich"


def report(contents: Contents) -> bytes:
    """The workbook; the same contents give the same bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    made = datetime(*contents.made_on.timetuple()[:3], tzinfo=UTC)
    title = _short(f"Bericht: {contents.title}, {contents.town}", 255)
    book.set_properties({"title": title, "created": made})
    _Sheets(book, contents.is_draft).write(_tables(contents))
    book.close()
    return file.getvalue()


class _Sheets:
    """The formats of a workbook, and how its sheets are written."""

    def __init__(self, book: xlsxwriter.Workbook, is_draft: bool) -> None:
        self.book, self.is_draft = book, is_draft
        top = {"valign": "top", "text_wrap": True}
        self.head = book.add_format({**top, "bold": True, "bg_color": "#EEF2F8", "bottom": 1})
        self.text = book.add_format(top)
        self.day = book.add_format({"valign": "top", "num_format": "dd.mm.yyyy"})
        self.money = book.add_format({"valign": "top", "num_format": "#,##0.00"})

    def write(self, tables: Iterable[Table]) -> None:
        """A sheet per table: header frozen and filterable, printed on every page."""
        for name, header, rows in tables:
            sheet = self.book.add_worksheet(name)
            widths = [len(title) + 3 for title in header]
            for column, title in enumerate(header):
                self._cell(sheet, 0, column, title, self.head)
            count = 0
            for count, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    self._cell(sheet, count, column, cell, self.text)
                    widths[column] = max(widths[column], len(str(cell or "")) + 2)
            for column, width in enumerate(widths):
                sheet.set_column(column, column, max(_NARROW, min(width, _WIDE)))
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(count, 1), len(header) - 1)
            self._for_paper(sheet)

    def _for_paper(self, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{DRAFT if self.is_draft else '&A'}&RSeite &P von &N")

    def _cell(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        row: int,
        column: int,
        cell: Cell,
        text: xlsxwriter.format.Format,
    ) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self.day)
        elif isinstance(cell, Decimal):
            sheet.write_number(row, column, float(cell), self.money)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell, text)
        else:
            sheet.write_string(row, column, _short(cell, _LONGEST_TEXT), text)


def _short(text: str, most: int) -> str:
    text = "\n".join(printable(line) for line in text.split("\n"))
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _lines(text: Text) -> str:
    return "\n".join(f"• {one.text}" if one.is_point else one.text for one in text)


def _tables(one: Contents) -> Iterator[Table]:
    names = one.names
    place = (names.field, "Nr.", names.measure)
    yield "Überblick", ("Angabe", "Wert"), _overview(one)
    facts = (names.goal, "Zuständig", "Beteiligt", "Stand", "Stand vom", "Stand davor", "Art")
    more = ("Zeitraum", "Beginn", "Ende", "Kosten", "Kosten in Euro", "Finanzierung")
    header = (*place, *facts, *more, "Zielgruppen", "Beschreibung")
    yield "Maßnahmen", header, (_measure(measure, one) for measure in one.measures)
    said = ("Tag", "Zeitraum", "Stand", "Institution", "Was getan wurde", "Ergebnisse und Zahlen")
    also = ("Was hinderte", "Nächste Schritte", "Kosten in Euro", "Erreichte Personen")
    reports = (_report(m, report, one) for m in one.measures for report in m.reports)
    yield "Berichte", (*place, *said, *also, "Veröffentlicht"), reports
    institutions = [
        (found.name, len(found.measures), found.takes_part, found.asked, found.answered)
        for found in one.institutions
    ]
    counted = ("Institution", "Zuständig für", "Beteiligt an", "Gefragt", "Berichtet")
    yield "Institutionen", counted, institutions
    if one.courses is not None:
        yield "Deutschkurse", ("Tabelle", "Gruppe", "Angabe", "Wert"), _courses(one.courses)
    changes = [(*_place(c.measure), c.day, c.what) for c in one.changes]
    yield "Änderungen", (*place, "Tag", "Änderung"), changes
    yield "Hindernisse", (*place, "Tag", "Institution", "Was hinderte"), _remarks(one.obstacles)


def _overview(one: Contents) -> Iterator[Sequence[Cell]]:
    if one.is_draft:
        yield DRAFT, "Bitte geben Sie diese Datei nicht weiter."
    yield "Kommune", one.town
    yield "Konzept", one.title
    yield "Fassung", one.edition
    yield "Beschluss", one.decision
    yield "Grundlage", one.origin
    yield "Stand", one.as_of
    yield "Verglichen mit", one.since
    yield "Erstellt am", one.made_on
    for sentence in one.summary:
        yield "Zusammenfassung", sentence
    for code, number in one.counts(one.measures):
        yield one.word(code), number
    for field in one.fields:
        yield field.name, field.sentence
    for sentence in one.sources:
        yield "Grundlagen", sentence


def _place(one: Measure) -> tuple[str, str, str]:
    return one.field, one.number, one.title


def _measure(one: Measure, contents: Contents) -> Sequence[Cell]:
    return (
        *_place(one),
        one.goal,
        ", ".join(one.leads),
        ", ".join(one.partners),
        contents.word(one.status),
        one.reported_on,
        contents.word(one.before) if one.before else "",
        one.kind,
        one.period,
        one.begins_on,
        one.ends_on,
        one.cost,
        one.cost_eur,
        one.funding,
        ", ".join(one.target_groups),
        _lines(one.description),
    )


def _report(measure: Measure, one: Report, contents: Contents) -> Sequence[Cell]:
    return (
        *_place(measure),
        one.day,
        span(one.period_from, one.period_until),
        contents.word(one.status),
        one.institution,
        _lines(one.note),
        _lines(one.results),
        _lines(one.obstacles),
        _lines(one.next_steps),
        one.cost_eur,
        one.persons,
        "ja" if one.is_published else "nein",
    )


def _courses(one: Courses) -> Iterator[Sequence[Cell]]:
    """One value a row, so that it can be filtered."""
    for table in one.figures:
        for group, *values in table.rows:
            for name, value in zip(table.header[1:], values, strict=True):
                yield table.title, group, name, value
    for sentence in one.sentences:
        yield "Hinweis", "", "", sentence


def _remarks(remarks: Iterable[Remark]) -> Iterator[Sequence[Cell]]:
    for one in remarks:
        yield (*_place(one.measure), one.day, one.institution, _lines(one.text))
