"""Reports on how far a measure is, and the measure's status that follows from them."""

import sys
from collections.abc import Iterable
from datetime import date
from typing import Unpack

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from miteinander.concept import rules
from miteinander.concept.choices import TRANSITIONS, Status, may_follow
from miteinander.concept.models import Measure, StatusReport
from miteinander.concept.report_words import Words
from miteinander.concept.versions import locked
from miteinander.concept.writing import write_status
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require


def add(
    measure: Measure,
    *,
    status: str,
    reported_on: date,
    by: Actor,
    author: str = "",
    **words: Unpack[Words],
) -> StatusReport:
    """Write a report; it stays inside the workspace until it is published.

    Raises `NotPossible` where the status cannot follow the one published before.
    """
    answering = measure.responsibilities.values_list("organisation_id", flat=True)
    require(rules.can_report(by, [] if rules.can_edit_plan(by) else list(answering)))
    with transaction.atomic():
        report = StatusReport(
            municipality_id=by.municipality_id,
            measure=locked(measure),
            status=status,
            reported_on=reported_on,
            **words,
            author=author or by.name,
            user_id=by.user_id,
            door=by.door,
        )
        _check(report)
        report.save()
        audit.record(by, "report.added", report)
    return report


def change(
    report: StatusReport,
    *,
    status: str,
    reported_on: date,
    by: Actor,
    author: str = "",
    **words: Unpack[Words],
) -> StatusReport:
    """Correct a report that is not public; a public one is withdrawn first."""
    require(rules.can_edit_plan(by))
    with transaction.atomic():
        locked(report.measure)
        current = _fresh(report)
        if current.published_at:
            raise NotPossible(
                "Dieser Bericht ist veröffentlicht. Bitte nehmen Sie ihn zuerst zurück, "
                "dann können Sie ihn berichtigen."
            )
        current.status, current.reported_on = status, reported_on
        for name, said in words.items():
            setattr(current, name, said)
        current.author = author or current.author
        _check(current)
        current.save()
        audit.record(by, "report.changed", current)
    return current


def publish(report: StatusReport, *, by: Actor) -> StatusReport:
    """Make a report public and, if it is the latest, the measure's status."""
    require(rules.can_publish(by))
    with transaction.atomic():
        measure = locked(report.measure)
        current = _fresh(report)
        if current.published_at is None:
            _check(current)
            current.published_at = timezone.now()
            current.save(update_fields=["published_at"])
            write_status(measure)
            audit.record(by, "report.published", current)
    return current


def withdraw(report: StatusReport, *, by: Actor) -> StatusReport:
    """Take a report back into the workspace; the measure's status is the one before."""
    require(rules.can_publish(by))
    with transaction.atomic():
        measure = locked(report.measure)
        current = _fresh(report)
        if current.published_at:
            current.published_at = None
            current.save(update_fields=["published_at"])
            write_status(measure)
            audit.record(by, "report.withdrawn", current)
    return current


def delete(report: StatusReport, *, by: Actor) -> None:
    """Remove a report that is not public."""
    require(rules.can_publish(by))
    with transaction.atomic():
        locked(report.measure)
        current = _fresh(report)
        if current.published_at:
            raise NotPossible("Dieser Bericht ist veröffentlicht. Nehmen Sie ihn zuerst zurück.")
        audit.record(by, "report.deleted", current)
        current.delete()


def _published(measure: Measure) -> QuerySet[StatusReport]:
    return StatusReport.objects.filter(measure=measure, published_at__isnull=False)


def _fresh(report: StatusReport) -> StatusReport:
    found = StatusReport.objects.filter(pk=report.pk).select_related("measure").first()
    if found is None:
        raise NotPossible("Dieser Bericht wurde inzwischen gelöscht.")
    return found


def _check(report: StatusReport) -> None:
    """Refuse a status that does not fit between the published reports around it."""
    if sentence := objection(report, _published(report.measure)):
        raise NotPossible(sentence)


def objection(report: StatusReport, published: Iterable[StatusReport]) -> str:
    """Why the report's status does not fit between the measure's published ones; "" if it does."""
    others = [one for one in published if one.pk != report.pk]
    place = _place(report)
    before = max((one for one in others if _place(one) <= place), key=_place, default=None)
    after = min((one for one in others if _place(one) > place), key=_place, default=None)
    if before and not may_follow(before.status, report.status):
        return (
            f"Am {before.reported_on:%d.%m.%Y} war der Stand „{before.get_status_display()}“. "
            f"Danach ist möglich: {_words(TRANSITIONS[before.status])}."
        )
    if after and not may_follow(report.status, after.status):
        return (
            f"Am {after.reported_on:%d.%m.%Y} folgt schon der Stand "
            f"„{after.get_status_display()}“. Dazu passt „{report.get_status_display()}“ nicht. "
            "Bitte prüfen Sie das Datum."
        )
    return ""


def _place(report: StatusReport) -> tuple[date, int]:
    """Where a report stands among the others of its measure; a new one comes last on its day."""
    return report.reported_on, report.pk or sys.maxsize


def _words(statuses: set[Status]) -> str:
    return ", ".join(f"„{status.label}“" for status in Status if status in statuses)
