"""One file of the contents, in the format that is wanted."""

from miteinander.reporting.choices import Format
from miteinander.reporting.contents import Contents, Measure
from miteinander.reporting.writers import pdf


def report(contents: Contents, kind: Format) -> bytes:
    """The whole report."""
    return pdf.report(contents)


def brief(contents: Contents, kind: Format) -> bytes:
    """The report on one side."""
    return pdf.brief(contents)


def sheet(contents: Contents, measure: Measure) -> bytes:
    """The fact sheet of one measure."""
    return pdf.sheet(contents, measure)
