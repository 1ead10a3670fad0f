"""The whole report of an edition on a day or of a round."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from miteinander.assessment.presentation import then_look
from miteinander.assessment.queries.over_editions import Then
from miteinander.assessment.queries.reports import JudgedGoal, judgements_for_report
from miteinander.concept import presentation
from miteinander.concept.models import Edition
from miteinander.concept.models import Field as PlanField
from miteinander.concept.queries import public
from miteinander.concept.queries.counts import StatusCounts
from miteinander.kernel.models import Municipality
from miteinander.reporting import wording
from miteinander.reporting.choices import Part
from miteinander.reporting.contents import (
    Change,
    Contents,
    Field,
    Goal,
    Institution,
    Measure,
    Names,
    Remark,
)
from miteinander.reporting.queries import courses, facts
from miteinander.rounds.models import Round

WORDS = {str(code): presentation.look(code).word for code in presentation.ORDER}


@dataclass(frozen=True)
class Wanted:
    """What is to be told: how things stood on `as_of`, and what happened after `since`."""

    as_of: date
    since: date
    today: date
    parts: tuple[str, ...] = tuple(Part.values)
    round: Round | None = None
    with_unpublished: bool = False


def compose(town: Municipality, edition: Edition, wanted: Wanted) -> Contents:
    """The report of the edition (with its concept); at most twelve queries,
    five more where there is an edition before, four more where there are courses.
    """
    names = _names(edition)
    fields = _fields(edition, wanted, names)
    measures = tuple(one for field in fields for one in field.measures)
    has_courses = Part.COURSES in wanted.parts and courses.are_there()
    return replace(
        _frame(town, edition, wanted),
        fields=fields,
        summary=tuple(_summary(measures, wanted, names)),
        institutions=_institutions(measures, wanted),
        changes=tuple(_changes(measures, wanted)),
        obstacles=_remarks(measures, wanted, "obstacles"),
        outlook=_remarks(measures, wanted, "next_steps"),
        courses=courses.courses(wanted.since, wanted.as_of) if has_courses else None,
        ending=tuple(_ending(measures, wanted.as_of)),
        sources=tuple(_sources(measures, wanted, names)),
    )


def compose_sheet(
    town: Municipality, edition: Edition, wanted: Wanted, measure: int
) -> tuple[Contents, Measure] | None:
    """The frame of a fact sheet and the measure; None where it is no part of the edition."""
    told = facts.Told(wanted.as_of, wanted.since)
    found = next(facts.measures(edition, told, only=measure), None)
    return (_frame(town, edition, wanted), found[1]) if found else None


def _frame(town: Municipality, edition: Edition, wanted: Wanted) -> Contents:
    return Contents(
        town=town.name,
        title=edition.concept.title,
        edition=edition.label,
        decision=_decision(edition),
        as_of=wanted.as_of,
        since=wanted.since,
        made_on=wanted.today,
        origin=wanted.round.title if wanted.round else "",
        office=town.office,
        is_draft=wanted.with_unpublished or edition.published_at is None,
        names=_names(edition),
        words=WORDS,
        parts=wanted.parts,
    )


def _names(edition: Edition) -> Names:
    concept = edition.concept
    return Names(
        concept.field_name,
        concept.field_plural,
        concept.goal_name,
        concept.goal_plural,
        concept.measure_name,
        concept.measure_plural,
    )


def _decision(edition: Edition) -> str:
    if edition.adopted_on is None:
        return ""
    paper = f", Vorlage {edition.paper_number}" if edition.paper_number else ""
    body = f" {edition.adopted_by}" if edition.adopted_by else ""
    return f"Beschlossen am {wording.day(edition.adopted_on)}:{body}{paper}".replace(":,", ",")


def _fields(edition: Edition, wanted: Wanted, names: Names) -> tuple[Field, ...]:
    measures: dict[int, list[Measure]] = defaultdict(list)
    told = facts.Told(wanted.as_of, wanted.since, wanted.with_unpublished)
    for field_id, measure in facts.measures(edition, told):
        measures[field_id].append(measure)
    goals: dict[int, list[Goal]] = defaultdict(list)
    for judged in judgements_for_report(edition, on=wanted.as_of):
        goals[judged.goal.field_id].append(_goal(judged))
    return tuple(
        _field(field, goals[field.pk], measures[field.pk], names)
        for field in public.fields(edition)
    )


def _goal(judged: JudgedGoal) -> Goal:
    name, latest = str(judged.goal), judged.latest
    earlier = tuple(_then(one) for one in judged.earlier)
    if latest is None:
        return Goal(name, earlier=earlier)
    return Goal(name, latest.get_verdict_display(), latest.judged_on, earlier)


def _then(then: Then) -> str:
    """ "2019 bis 2024: kaum erreicht, bewertet am 1.3.2024"."""
    words = then_look(then.verdict, is_newest=False).word
    day = f", bewertet am {wording.day(then.latest.judged_on)}" if then.latest else ""
    return f"{then.edition}: {words}{day}"


def _field(found: PlanField, goals: list[Goal], measures: list[Measure], names: Names) -> Field:
    counts = StatusCounts(Counter(one.status for one in measures))
    sentence = counts.sentence(names.measure, names.measures)
    return Field(str(found), sentence, tuple(goals), tuple(measures))


def _summary(measures: tuple[Measure, ...], wanted: Wanted, names: Names) -> Iterator[str]:
    counts = StatusCounts(Counter(one.status for one in measures))
    yield counts.sentence(names.measure, names.measures)
    if measures:
        yield from wording.what_moved(measures, wanted.since, names)
        yield from wording.what_is_stuck(measures, wanted.as_of, names)
        yield from wording.what_is_missing(measures, wanted.since, names)


def _institutions(measures: tuple[Measure, ...], wanted: Wanted) -> tuple[Institution, ...]:
    leads: dict[str, list[Measure]] = defaultdict(list)
    takes_part: Counter[str] = Counter()
    for one in measures:
        takes_part.update(one.partners)
        for name in one.leads:
            leads[name].append(one)
    answers = facts.answers(wanted.round, wanted.with_unpublished) if wanted.round else {}
    return tuple(
        _institution(name, leads[name], takes_part[name], wanted, answers.get(name, (0, 0)))
        for name in sorted({*leads, *takes_part, *answers}, key=facts.sorted_as_german)
    )


def _institution(
    name: str, measures: list[Measure], part: int, wanted: Wanted, asked: tuple[int, int]
) -> Institution:
    if not wanted.round:
        told = [one for one in measures if one.reported_on and one.reported_on > wanted.since]
        asked = (len(measures), len(told))
    return Institution(name, tuple(measures), part, *asked)


def _changes(measures: tuple[Measure, ...], wanted: Wanted) -> Iterator[Change]:
    for one in measures:
        if one.begins_on and wanted.since < one.begins_on <= wanted.as_of:
            yield Change(one, "hat nach Plan begonnen", one.begins_on)
        if one.status != one.before and one.reported_on:
            before = WORDS[one.before] if one.before else ""
            yield Change(one, wording.status_change(before, WORDS[one.status]), one.reported_on)
        if one.ends_on and wanted.since < one.ends_on <= wanted.as_of:
            yield Change(one, "endete nach Plan", one.ends_on)


def _remarks(measures: tuple[Measure, ...], wanted: Wanted, kind: str) -> tuple[Remark, ...]:
    """From the newest report of each measure in the time told of."""
    newest = [(one, one.reports[0]) for one in measures if one.reports]
    return tuple(
        Remark(one, report.institution, report.day, getattr(report, kind))
        for one, report in newest
        if getattr(report, kind) and report.day > wanted.since
    )


def _ending(measures: tuple[Measure, ...], as_of: date) -> Iterator[Measure]:
    """What ends within a year."""
    for one in measures:
        is_open = one.status not in ("completed", "discontinued", "transferred")
        if one.ends_on and 0 < (one.ends_on - as_of).days <= 365 and is_open:
            yield one


def _sources(measures: tuple[Measure, ...], wanted: Wanted, names: Names) -> Iterator[str]:
    told = sum(len(one.reports) for one in measures)
    reports = wording.number(told, "Bericht", "Berichte")
    yield (
        f"Grundlage sind {wording.number(len(measures), names.measure, names.measures)} dieser "
        f"Fassung und {reports} aus den letzten drei Jahren bis zum {wording.day(wanted.as_of)}."
    )
    if wanted.round:
        begins, ends = wanted.round.period_from, wanted.round.period_until
        yield (
            f"Die Institutionen wurden in der Berichtsrunde „{wanted.round.title}“ nach dem "
            f"Zeitraum {wording.span(begins, ends)} gefragt."
        )
    yield (
        "Der Stand ist ein Wort, das die zuständige Institution gewählt hat; niemand rechnet ihn "
        "aus. Gezählt ist je Eintrag der jüngste Bericht bis zum Stichtag. Texte des Konzepts "
        "stehen so da, wie sie heute lauten."
    )
    if wanted.with_unpublished:
        yield "Dieser Entwurf enthält auch Berichte, die noch nicht veröffentlicht sind."
    else:
        yield "Berücksichtigt sind nur veröffentlichte Berichte."
