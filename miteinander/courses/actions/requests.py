"""Visitors who want a place."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext

from miteinander.courses import rules
from miteinander.courses.models import CourseRequest, CourseRun
from miteinander.kernel import audit, mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.models import Municipality

MOST_PER_HOUR = 60


def ask(
    run: CourseRun,
    municipality: Municipality,
    *,
    name: str,
    email: str,
    phone: str,
    language: str,
    url: str,
    by: Actor,
) -> CourseRequest:
    """Keep the wish, tell the institution, and confirm it to whoever left a mail address.

    Everyone may ask, so no rule is asked. The trail gets no event: it would name nobody, and it
    would let any visitor have all stored pages of the town built anew. `url` is the run's page.
    """
    with transaction.atomic():
        _refuse(run)
        made = CourseRequest.objects.create(
            municipality=municipality,
            run=run,
            name=name,
            email=email,
            phone=phone,
            language=language,
        )
        _tell(made, municipality, by)
        if email:
            _confirm(made, municipality, url, by)
    return made


@transaction.atomic
def answered(*, request: CourseRequest, by: Actor) -> None:
    """Somebody answered: nothing is kept of the wish."""
    require(rules.can_edit(by, request.run.course.organisation_id))
    audit.record(by, "course_request.deleted", request, is_change=False)
    request.delete()


@transaction.atomic
def note_export(*, by: Actor) -> None:
    """Write down that somebody took the wishes away as a table."""
    require(rules.can_offer(by))
    audit.record(by, "course_requests.exported", is_change=False, kind="courses.courserequest")


def _refuse(run: CourseRun) -> None:
    if not run.is_coming:
        raise NotPossible(gettext("In diesen Kurs kann man nicht mehr kommen."))
    recent = CourseRequest.objects.filter(created_at__gt=timezone.now() - timedelta(hours=1))
    if recent.count() >= MOST_PER_HOUR:
        raise NotPossible(
            gettext("Gerade kommen sehr viele Anfragen an. Bitte versuchen Sie es später wieder.")
        )


def _tell(request: CourseRequest, municipality: Municipality, by: Actor) -> None:
    course = request.run.course
    to = course.organisation.email or municipality.email
    if not to:
        return  # the workspace shows it
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string("courses/mail/request.txt", {"request": request})
    subject = f"Anmeldewunsch: {course.title}"
    mail.queue(to=to, subject=subject, body=body, by=by, reply_to=request.email)


def _confirm(request: CourseRequest, municipality: Municipality, url: str, by: Actor) -> None:
    context = {"request": request, "municipality": municipality, "url": url}
    body = render_to_string("courses/mail/confirmation.txt", context)
    subject = gettext("Ihre Anfrage ist angekommen")
    mail.queue(to=request.email, subject=subject, body=body, by=by, reply_to=municipality.email)
