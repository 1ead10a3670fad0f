"""Trainings: who takes part, who was there, who gets a certificate."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from miteinander.courses import rules
from miteinander.courses.models import Attendance, CourseRequest, CourseRun, Participant
from miteinander.courses.queries import participants as queries
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

MOST = 300  # people in one training


@transaction.atomic
def add(*, run: CourseRun, name: str, workplace: str, email: str, by: Actor) -> Participant:
    """Put somebody on the list; the same name of the same place stands there once."""
    require(rules.can_edit(by, run.course.organisation_id))
    _check(run)
    CourseRun.objects.select_for_update().get(pk=run.pk)
    if run.participants.filter(name=name, workplace=workplace).exists():
        raise NotPossible(f"„{name}“ steht schon auf der Liste.")
    if run.participants.count() >= MOST:
        raise NotPossible(f"Auf die Liste passen höchstens {MOST} Personen.")
    made = Participant.objects.create(
        municipality_id=by.municipality_id, run=run, name=name, workplace=workplace, email=email
    )
    audit.record(by, "participant.added", made, is_change=False)
    return made


@transaction.atomic
def take_over(*, request: CourseRequest, by: Actor) -> Participant:
    """Somebody asked for a place and gets it: the wish becomes a line of the list."""
    made = add(run=request.run, name=request.name, workplace="", email=request.email, by=by)
    audit.record(by, "course_request.deleted", request, is_change=False)
    request.delete()
    return made


@transaction.atomic
def remove(*, person: Participant, by: Actor) -> None:
    """Take somebody off the list; nothing is kept."""
    require(rules.can_edit(by, person.run.course.organisation_id))
    audit.record(by, "participant.deleted", person, is_change=False)
    person.delete()


@transaction.atomic
def note(*, run: CourseRun, day: date, there: Collection[int], by: Actor) -> None:
    """Write down who was there on a day of the training: keys of the list's lines."""
    require(rules.can_edit(by, run.course.organisation_id))
    _check(run)
    if day > timezone.localdate() or day not in {one.on for one in queries.plan(run)}:
        raise NotPossible("An diesem Tag war kein Termin.")
    Attendance.objects.filter(participant__run=run, on=day).delete()
    known = run.participants.filter(pk__in=there).values_list("pk", flat=True)
    Attendance.objects.bulk_create(
        Attendance(municipality_id=by.municipality_id, participant_id=key, on=day) for key in known
    )
    audit.record(by, "attendance.noted", run, is_change=False)


@transaction.atomic
def certify(*, run: CourseRun, people: Iterable[Participant], by: Actor) -> list[Participant]:
    """Those of them who attended enough, each with the day that the certificate bears."""
    require(rules.can_edit(by, run.course.organisation_id))
    today = timezone.localdate()
    wanted = {one.pk for one in people}
    earned = [
        row.person
        for row in queries.rows(run, today)
        if row.person.pk in wanted and row.presence.is_enough
    ]
    if not earned:
        raise NotPossible("Noch hat niemand von ihnen genug Termine besucht.")
    for one in earned:
        if one.certified_on is None:
            one.certified_on = today
            one.save(update_fields=["certified_on"])
        audit.record(by, "participant.certified", one, is_change=False)
    return earned


@transaction.atomic
def note_export(*, run: CourseRun, by: Actor) -> None:
    """Write down that somebody took the list away as a table or on paper."""
    require(rules.can_edit(by, run.course.organisation_id))
    audit.record(by, "participants.exported", run, is_change=False)


def _check(run: CourseRun) -> None:
    if not rules.has_list(run.course.kind):
        raise NotPossible("Eine Liste der Teilnehmenden führen nur Fortbildungen.")
