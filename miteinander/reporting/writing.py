"""One file of the contents, in the format that is wanted."""

from miteinander.reporting.choices import Format
from miteinander.reporting.contents import Contents, Measure
from miteinander.reporting.writers import excel, pdf, word

_REPORTS = {Format.PDF: pdf.report, Format.XLSX: excel.report}
_BRIEFS = {Format.PDF: pdf.brief, Format.DOCX: word.brief, Format.XLSX: excel.report}


def report(contents: Contents, kind: Format, own: bytes | None = None) -> bytes:
    """The whole report; in Word in the town's own template if there is one."""
    if kind == Format.DOCX:
        return word.report(contents, own)
    return _REPORTS[kind](contents)


def brief(contents: Contents, kind: Format) -> bytes:
    """The report on one side; a workbook is always whole."""
    return _BRIEFS[kind](contents)


def sheet(contents: Contents, measure: Measure) -> bytes:
    """The fact sheet of one measure."""
    return pdf.sheet(contents, measure)
