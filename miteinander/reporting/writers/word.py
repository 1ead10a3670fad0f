"""The report and its brief as Word."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from miteinander.reporting.contents import Contents, Field, Measure, Remark, Report
from miteinander.reporting.wording import changes_sentence, day, short_day, span
from miteinander.reporting.writers.data import about, facts, figures, told
from miteinander.ui.papers import About, template, word

DRAFT = "Entwurf, nicht öffentlich"


def report(contents: Contents, own: bytes | None = None) -> bytes:
    """The whole report, in the town's own template if there is one.

    The same contents give the same bytes. Raises `template.NotUsable`.
    """
    if own is not None:
        body = [*word.contents_table(), *_chapters(contents)]
        mark = DRAFT if contents.is_draft else ""
        said = about(contents, f"Bericht: {contents.title}")
        return template.filled(own, body, values(contents), said, mark=mark)
    return _written(
        contents, [*_first_page(contents), *word.contents_table(), *_chapters(contents)]
    )


NAMES = (
    *("kommune", "titel", "fassung", "beschluss", "stand"),
    *("verglichen_mit", "runde", "erstellt_am", "stelle"),
)


def values(one: Contents) -> dict[str, str]:
    """What may stand in a template, by its name there."""
    said = (one.town, one.title, one.edition, one.decision, day(one.as_of))
    more = (day(one.since), one.origin, day(one.made_on), one.office)
    return dict(zip(NAMES, (*said, *more), strict=True))


def starter(made_on: date) -> bytes:
    """A template to begin with: every name once, in our look."""
    lines = [
        ("{{ kommune }}", "Subtitle"),
        ("Bericht zum Stand der Umsetzung", "Title"),
        ("{{ titel }}", "Subtitle"),
        ("Fassung: {{ fassung }}", ""),
        ("{{ beschluss }}", ""),
        ("Stand: {{ stand }}, verglichen mit dem {{ verglichen_mit }}", ""),
        ("Grundlage: {{ runde }}", ""),
        ("Erstellt am {{ erstellt_am }} von: {{ stelle }}", ""),
        (f"{{{{ {template.BODY} }}}}", ""),
    ]
    body = [word.paragraph(*line) for line in lines]
    said = About("Vorlage für den Bericht", "", made_on)
    header = "{{ kommune }}, Stand: {{ stand }}"
    return word.written(body, said, header=header, footer="{{ titel }}")


def brief(contents: Contents) -> bytes:
    """Summary, counts and fields, without the rest."""
    title = word.paragraph(f"Kurzfassung: {contents.title}", "Title")
    stand = word.paragraph(f"{contents.town}, Stand: {day(contents.as_of)}", "Subtitle")
    return _written(contents, [title, stand, *_summary(contents)])


def _written(one: Contents, body: Iterable[str]) -> bytes:
    stand = DRAFT if one.is_draft else f"Stand: {day(one.as_of)}"
    said = about(one, f"Bericht: {one.title}")
    return word.written(body, said, header=f"{one.town}, {stand}", footer=one.title)


def _first_page(one: Contents) -> Iterator[str]:
    yield word.paragraph(one.town, "Subtitle")
    yield word.paragraph("Bericht zum Stand der Umsetzung", "Title")
    yield word.paragraph(one.title, "Subtitle")
    if one.is_draft:
        yield word.paragraph(f"{DRAFT}. Bitte geben Sie dieses Dokument nicht weiter.", bold=True)
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
            yield f"<w:p>{word.run(f'{name}: ', bold=True)}{word.run(words)}</w:p>"


def _chapters(one: Contents) -> Iterator[str]:
    made: dict[str, tuple[str, Callable[[Contents], Iterator[str]]]] = {
        "zusammenfassung": ("Zusammenfassung", _summary),
        "handlungsfelder": (one.names.fields, _fields),
        "institutionen": ("Institutionen", _institutions),
        "deutschkurse": ("Deutschkurse", _courses),
        "aenderungen": ("Was sich geändert hat", _changes),
        "hindernisse": ("Hindernisse", lambda one: _remarks(one.obstacles, one, "Hindernisse")),
        "ausblick": ("Ausblick", _outlook),
        "": ("Grundlagen", lambda one: map(word.paragraph, one.sources)),
        "anhang": ("Anhang: Datenblätter", _sheets),
    }
    for code, (title, chapter) in made.items():
        is_there = code != "deutschkurse" or one.courses is not None
        if is_there and (not code or code in one.parts):
            yield word.heading(title, 1, fresh=True)
            yield from chapter(one)


def _summary(one: Contents) -> Iterator[str]:
    yield from map(word.paragraph, one.summary[:1])
    yield from map(word.point, one.summary[1:])
    yield _counts(one, one.measures)
    rows = [
        (field.name, str(len(field.measures)), _in_words(one, field.measures))
        for field in one.fields
    ]
    yield word.table((one.names.field, one.names.measures, "Stand"), rows, (4, 2, 6))


def _counts(one: Contents, measures: Iterable[Measure]) -> str:
    rows = [(one.word(code), str(number)) for code, number in one.counts(measures)]
    return word.table(("Stand", one.names.measures), rows, (4, 2))


def _in_words(one: Contents, measures: Iterable[Measure]) -> str:
    return ", ".join(f"{number} {one.word(code)}" for code, number in one.counts(measures))


def _fields(one: Contents) -> Iterator[str]:
    for field in one.fields:
        yield word.heading(field.name, 2)
        yield word.paragraph(field.sentence)
        if field.goals:
            yield word.heading(one.names.goals, 3)
            for goal in field.goals:
                judged = f" ({goal.judgement})" if goal.judgement else ""
                earlier = f". Vorher: {'; '.join(goal.earlier)}" if goal.earlier else ""
                yield word.point(f"{goal.name}{judged}{earlier}")
        if field.measures:
            yield word.heading(one.names.measures, 3)
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
    return word.table(header, rows, (2, 6, 5, 4, 3))


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
    yield word.table(
        ("Institution", "zuständig für", "beteiligt an", "berichtet"), rows, (6, 2, 2, 2)
    )


def _courses(one: Contents) -> Iterator[str]:
    if one.courses is not None:
        yield from map(word.paragraph, one.courses.sentences)
        for table in one.courses.figures:
            yield word.heading(table.title, 2)
            rows = [tuple(str(cell) for cell in row) for row in table.rows]
            yield word.table(table.header, rows, (4, *[2] * (len(table.header) - 1)))


def _changes(one: Contents) -> Iterator[str]:
    yield word.paragraph(changes_sentence(one.changes, one.since, one.as_of))
    rows = [(short_day(c.day), c.measure.name, c.what) for c in one.changes]
    if rows:
        yield word.table(("Tag", one.names.measure, "Änderung"), rows, (2, 5, 5))


def _outlook(one: Contents) -> Iterator[str]:
    for measure in one.ending:
        yield word.point(f"{measure.name} endet am {short_day(measure.ends_on)}.")
    yield from _remarks(one.outlook, one, "Nächste Schritte")


def _remarks(remarks: Sequence[Remark], one: Contents, what: str) -> Iterator[str]:
    if not remarks:
        yield word.paragraph(f"{what} wurden seit dem {day(one.since)} nicht genannt.")
    before = None
    for remark in remarks:
        if remark.measure.field != before:
            before = remark.measure.field
            yield word.heading(before, 2)
        yield word.heading(remark.measure.name, 3)
        yield from word.prose(remark.text)
        yield word.paragraph(", ".join(filter(None, (remark.institution, short_day(remark.day)))))


def _sheets(one: Contents) -> Iterator[str]:
    for measure in one.measures:
        yield word.heading(measure.name, 2)
        stand = one.word(measure.status)
        if measure.reported_on:
            stand = f"{stand}, Stand vom {short_day(measure.reported_on)}"
        rows = [("Stand", stand), *facts(measure, one)]
        yield word.table(("Angabe", "Inhalt"), rows, (2, 6))
        texts = (("Worum es geht", measure.description), ("Ansatz", measure.approach))
        for title, text in texts:
            if text:
                yield word.heading(title, 3)
                yield from word.prose(text)
        yield from map(word.point, measure.indicators)
        yield word.heading("Was berichtet wurde", 3)
        for report in measure.reports:
            yield from _report(report, one)


def _report(report: Report, one: Contents) -> Iterator[str]:
    period = span(report.period_from, report.period_until)
    about = f" für {period}" if period else ""
    said_by = f" ({report.institution})" if report.institution else ""
    draft = "" if report.is_published else " Noch nicht veröffentlicht."
    line = f"{short_day(report.day)}{about}: {one.word(report.status)}{said_by}{draft}"
    yield word.paragraph(line, bold=True)
    for title, text in told(report):
        if text and title != "Was getan wurde":
            yield word.paragraph(title)
        yield from word.prose(text)
    if found := figures(report):
        yield word.paragraph("; ".join(f"{name}: {words}" for name, words in found))
