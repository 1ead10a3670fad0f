"""CPU of a report of 144 measures with three years, in each format, and of ten times as many.

Of several runs the cheapest counts: what else the machine does can only make a run dearer.
"""

from datetime import date, timedelta
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median

from benchmarks.figures import Figure, at_most
from miteinander.reporting import writing
from miteinander.reporting.choices import Format, Part
from miteinander.reporting.contents import (
    Change,
    Contents,
    Field,
    Goal,
    Institution,
    Measure,
    Remark,
    Report,
)
from miteinander.reporting.queries.composition import WORDS
from miteinander.ui.papers.text import Block

SECONDS = {Format.PDF: 2, Format.DOCX: 3, Format.XLSX: 2}
TENFOLD = 12
RUNS = {144: 7, 1440: 3}  # the short one is the divisor: it must not stand on a stroke of luck
DAY = date(2026, 3, 1)
SENTENCE = "Hier steht, was im vergangenen Jahr getan wurde und was daraus folgte. "
STATUSES = ["started", "advanced", "completed", "permanent", "paused", "planned"]


def figures() -> list[Figure]:
    """Per format: seconds, and the ratio of ten times the measures."""
    measured = []
    for kind, limit in SECONDS.items():
        _seconds(kind, _contents(6))  # what is loaded once
        small, large = (_runs(kind, measures) for measures in RUNS)
        measured.append(at_most(f"report of 144 measures as {kind}", min(small), "s CPU", limit))
        name = f"ten times the measures as {kind}"
        measured.append(at_most(name, median(large) / median(small), "ratio", TENFOLD))
    return measured


def _runs(kind: Format, measures: int) -> list[float]:
    contents = _contents(measures)
    return [_seconds(kind, contents) for _ in range(RUNS[measures])]


def _seconds(kind: Format, contents: Contents) -> float:
    before = _used()
    writing.report(contents, kind)
    return _used() - before


def _used() -> float:
    """Seconds of CPU so far, to the microsecond; the typesetter is a child."""
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _text() -> tuple[Block, ...]:
    return (Block(SENTENCE * 2),)


def _measures(count: int) -> tuple[Measure, ...]:
    text = _text()
    reports = tuple(
        Report(DAY - timedelta(days=365 * year), "started", "Verein", None, None, text, text, text)
        for year in range(3)
    )
    return tuple(
        Measure(
            key=key,
            number=f"{key // 18 + 1}.{key % 18 + 1}",
            title=f"Ein Angebot in der Stadt, Nummer {key}",
            field=f"Handlungsfeld {key // 18 + 1}",
            description=text,
            leads=(f"Verein {key % 85}",),
            status=STATUSES[key % len(STATUSES)],
            before="started",
            reported_on=DAY,
            reports=reports,
        )
        for key in range(count)
    )


def _fields(measures: tuple[Measure, ...]) -> tuple[Field, ...]:
    return tuple(
        Field(f"Handlungsfeld {place // 18 + 1}", SENTENCE, (Goal("Ein Ziel"),), part)
        for place in range(0, len(measures), 18)
        for part in (measures[place : place + 18],)
    )


def _contents(count: int) -> Contents:
    measures = _measures(count)
    remarks = tuple(Remark(one, one.leads[0], DAY, _text()) for one in measures)
    return Contents(
        town="Musterstadt",
        title="Integrationskonzept",
        edition="2023 bis 2028",
        decision="",
        as_of=DAY,
        since=DAY - timedelta(days=365),
        made_on=DAY,
        words=WORDS,
        parts=tuple(Part.values),
        summary=(SENTENCE,) * 6,
        fields=_fields(measures),
        institutions=tuple(
            Institution(f"Verein {n}", measures[n::85], 1, 2, 1) for n in range(min(85, count))
        ),
        changes=tuple(Change(one, "von „begonnen“ zu „abgeschlossen“", DAY) for one in measures),
        obstacles=remarks,
        outlook=remarks,
        ending=measures,
        sources=(SENTENCE,),
    )
