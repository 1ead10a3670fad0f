"""The report, its brief and a fact sheet as PDF."""

from miteinander.reporting.contents import Contents, Measure
from miteinander.reporting.writers.data import Writer, about
from miteinander.ui.papers import pdf

FOLDER = "reporting/typst"


def report(contents: Contents) -> bytes:
    """The whole report."""
    said = about(contents, f"Bericht: {contents.title}")
    return pdf.typeset(f"{FOLDER}/report.typ", Writer(contents).whole(), said)


def brief(contents: Contents) -> bytes:
    """The report on one side of A4."""
    said = about(contents, f"Kurzfassung: {contents.title}")
    return pdf.typeset(f"{FOLDER}/brief.typ", Writer(contents).whole(), said)


def sheet(contents: Contents, measure: Measure) -> bytes:
    """The fact sheet of one measure."""
    writer = Writer(contents)
    data = {**writer.frame(), "measure": writer.measure(measure)}
    return pdf.typeset(f"{FOLDER}/sheet.typ", data, about(contents, measure.name))
