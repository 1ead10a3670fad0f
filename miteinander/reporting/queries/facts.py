"""Measures with their reports, and who answered, as values: no model leaves this module."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from miteinander.concept.choices import MeasureKind
from miteinander.concept.models import Edition, StatusReport
from miteinander.concept.models import Measure as PlanMeasure
from miteinander.concept.queries import connections, public
from miteinander.reporting.contents import Measure, Report
from miteinander.rounds.choices import AnswerState
from miteinander.rounds.models import Answer, Round
from miteinander.ui.papers.text import blocks

YEARS = 3
_FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_ANSWERED = (AnswerState.ANSWERED, AnswerState.CONFIRMED)


@dataclass(frozen=True)
class Told:
    """Reports up to `as_of` count; `since` is the day with which the status is compared."""

    as_of: date
    since: date
    with_unpublished: bool = False


def measures(
    edition: Edition, told: Told, only: int | None = None
) -> Iterator[tuple[int, Measure]]:
    """(key of the field, measure) in the order of the plan; or the one of this key."""
    found = public.measures(edition)
    if only is not None:
        found = found.filter(pk=only)
    names = connections.names(found)
    reports = _reports(edition, told, only)
    for one in public.for_export(found):
        yield one.field_id, _measure(one, names[one.pk], reports.get(one.pk, []), told)


def _reports(edition: Edition, told: Told, only: int | None) -> dict[int, list[Report]]:
    """Key of a measure -> its reports, the newest first: two queries."""
    found = StatusReport.objects.filter(measure__in=public.measures(edition).values("pk"))
    if not told.with_unpublished:
        found = found.filter(published_at__isnull=False)
    if only is not None:
        found = found.filter(measure=only)
    found = found.filter(reported_on__lte=told.as_of).order_by("-reported_on", "-pk")
    said_by = dict(
        Answer.objects.filter(report__in=found.order_by().values("pk")).values_list(
            "report_id", "organisation__name"
        )
    )
    by_measure: dict[int, list[Report]] = defaultdict(list)
    for one in found.defer("user", "door", "author"):
        by_measure[one.measure_id].append(_report(one, said_by.get(one.pk, "")))
    return by_measure


def _report(one: StatusReport, institution: str) -> Report:
    return Report(
        day=one.reported_on,
        status=one.status,
        institution=institution,
        period_from=one.period_from,
        period_until=one.period_until,
        note=blocks(one.note),
        results=blocks(one.results),
        obstacles=blocks(one.obstacles),
        next_steps=blocks(one.next_steps),
        cost_eur=one.cost_eur,
        persons=one.persons_reached,
        is_published=one.published_at is not None,
    )


def _measure(
    one: PlanMeasure, names: connections.Connections, reports: list[Report], told: Told
) -> Measure:
    newest = reports[0] if reports else None
    before = next((report for report in reports if report.day <= told.since), None)
    return Measure(
        key=one.pk,
        number=one.number,
        title=one.title,
        field=str(one.field),
        goal=str(one.goal) if one.goal else "",
        kind=str(MeasureKind(one.kind).label) if one.kind else "",
        description=blocks(one.description),
        approach=blocks(one.approach),
        indicators=tuple(filter(None, (line.strip() for line in one.indicators.splitlines()))),
        leads=tuple(names.lead),
        partners=tuple(names.partners),
        target_groups=tuple(names.target_groups),
        period=one.period,
        begins_on=one.begins_on,
        ends_on=one.ends_on,
        cost=one.cost,
        cost_eur=one.cost_eur,
        funding=one.funding,
        status=newest.status if newest else "",
        reported_on=newest.day if newest else None,
        before=before.status if before else "",
        reports=tuple(_with_source(reports, names.lead, told.as_of)),
    )


def _with_source(reports: list[Report], leads: list[str], as_of: date) -> Iterator[Report]:
    """Those of the last three years; without an answer's institution the responsible ones spoke."""
    begin = (as_of.year - YEARS, as_of.month, as_of.day)
    for one in reports:
        if (one.day.year, one.day.month, one.day.day) > begin:
            said_by = one.institution or ", ".join(leads)
            yield replace(one, institution=said_by)


def answers(asking: Round, with_unpublished: bool) -> dict[str, tuple[int, int]]:
    """Name of an institution -> how many measures it was asked about, and how many it answered.

    What is not published counts as not answered, unless it may be told.
    """
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    rows = Answer.objects.filter(round=asking).values_list(
        "organisation__name", "state", "report__published_at"
    )
    for name, state, published_at in rows:
        asked[name] += 1
        answered[name] += state in _ANSWERED if with_unpublished else published_at is not None
    return {name: (number, answered[name]) for name, number in asked.items()}


def sorted_as_german(name: str) -> tuple[str, str]:
    """A key to sort names by as a German index does (DIN 5007-1)."""
    return name.casefold().translate(_FOLDED), name
