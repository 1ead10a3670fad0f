"""Needs, judgements and gaps as rows of tables, with everything that the workspace knows."""

from collections.abc import Iterable, Iterator, Mapping

from miteinander.assessment import columns
from miteinander.assessment.models import Evidence, Need, Subject
from miteinander.assessment.presentation import then_look, verdict_look
from miteinander.assessment.queries.coverage import Part
from miteinander.assessment.queries.over_editions import Then
from miteinander.concept.models import Goal
from miteinander.ui.sheets import Cell
from miteinander.ui.tables.columns import KEY

NEEDS = (*(column.title for column in columns.NEED), "Belege", "Sichtbar", KEY)
JUDGEMENTS = (
    *("Handlungsfeld", "Ziel", "Urteil", "Bewertet am", "Zeitraum", "Bewertet von"),
    *("Begründung", "Belege", "Sichtbar"),
)
OVER_EDITIONS = ("Handlungsfeld", "Ziel", "Fassung", "Urteil", "Bewertet am", "Belege")
GAPS = ("Handlungsfeld", "Was fehlt", "Nummer", "Titel")


def needs(found: Iterable[Need]) -> Iterator[list[Cell]]:
    """A row per need, in the order of `NEEDS`; wants `queries.needs.for_list`."""
    for one in found:
        yield [
            one.title,
            one.statement,
            one.since_on,
            one.stated_by,
            one.get_priority_display(),
            one.get_state_display(),
            one.reason,
            *(columns.joined(getattr(one, name)) for name in ("in_fields", "in_goals", "answers")),
            _evidence(one.evidence.all()),
            _audience(one),
            one.pk,
        ]


def judgements(found: Iterable[Goal]) -> Iterator[list[Cell]]:
    """A row per judgement, one for a goal without; wants `queries.judgements.for_export`."""
    for goal in found:
        judged = list(goal.judgements.all())
        if not judged:
            yield [str(goal.field), str(goal), verdict_look("").word, *([None] * 6)]
        for one in judged:
            yield [
                str(goal.field),
                str(goal),
                one.get_verdict_display(),
                one.judged_on,
                one.period,
                one.judged_by,
                one.reasons,
                _evidence(one.evidence.all()),
                _audience(one),
            ]


def over_editions(
    found: Iterable[Goal], editions: Mapping[int, Iterable[Then]]
) -> Iterator[list[Cell]]:
    """A row per goal and edition in which it stands, the newest edition first."""
    for goal in found:
        for then in editions[goal.pk]:
            yield [
                str(goal.field),
                str(goal),
                str(then.edition),
                then_look(then.verdict, is_newest=then.is_newest).word,
                then.latest.judged_on if then.latest else None,
                _evidence(then.latest.evidence.all()) if then.latest else "",
            ]


def gaps(parts: Iterable[Part]) -> Iterator[list[Cell]]:
    """A row per need without a measure and per measure without a need."""
    for part in parts:
        name = str(part.field or "")
        for need in part.needs:
            yield [name, "Bedarf ohne Maßnahme", "", need.title]
        for measure in part.measures:
            yield [name, "Maßnahme ohne Bedarf", measure.number, measure.title]


def _evidence(rows: Iterable[Evidence]) -> str:
    """One line per piece: kind, words, source and day."""
    return "\n".join(_line(row) for row in rows)


def _line(row: Evidence) -> str:
    day = f"{row.source_on:%d.%m.%Y}" if row.source_on else ""
    source = ", ".join(filter(None, (row.source, day)))
    return f"{row.get_kind_display()}: {row.words}{f' ({source})' if source else ''}"


def _audience(subject: Subject) -> str:
    if subject.published_at:
        return "öffentlich"
    return "geteilt" if subject.shared_at else "intern"
