"""The list of a training: who takes part, who was there, certificates."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from miteinander.accounts.fresh import fresh_sign_in_required
from miteinander.courses import certificates, rules
from miteinander.courses.actions import participants as actions
from miteinander.courses.attendance import LEAST_PERCENT, Day, hours
from miteinander.courses.forms.participants import DayForm, ParticipantForm
from miteinander.courses.models import CourseRun, Participant
from miteinander.courses.queries import courses as found
from miteinander.courses.queries import participants as queries
from miteinander.courses.views._shared import run_of, to
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest
from miteinander.ui.downloads import download
from miteinander.ui.sheets import Cell, csv_response, xlsx_response

LIST = "course_participants"
HEADER = ("Name", "Einrichtung", "E-Mail", "Besuchte Termine", "Termine bisher", "Bescheinigt am")


@require_safe
def participants(request: TownRequest, pk: int) -> HttpResponse:
    """Who takes part, and who was there; `?tag=2026-11-26` names the day to write down."""
    return _page(request, _training(request, pk))


@require_safe
@fresh_sign_in_required
def participants_export(request: TownRequest, pk: int, ending: str) -> HttpResponse:
    """The same as a table."""
    run = _training(request, pk)
    actions.note_export(run=run, by=request.actor)
    answer = csv_response if ending == "csv" else xlsx_response
    return answer(f"teilnehmende.{ending}", HEADER, _rows(run))


@require_safe
@fresh_sign_in_required
def signing_list(request: TownRequest, pk: int) -> HttpResponse:
    """The list on paper, to sign."""
    run, today = _training(request, pk), timezone.localdate()
    actions.note_export(run=run, by=request.actor)
    rows = queries.rows(run, today)
    paper = certificates.signing_list(run, rows, request.municipality.name, today)
    return download(paper, f"Anwesenheit {run.course.title}", "pdf")


@require_POST
def participant_add(request: TownRequest, pk: int) -> HttpResponse:
    """A new line."""
    run = _training(request, pk)
    form = ParticipantForm(request.POST)
    if form.is_valid():
        try:
            actions.add(run=run, **form.cleaned_data, by=request.actor)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return to(request, LIST, "Steht auf der Liste.", pk=pk)
    return _page(request, run, form=form)


@require_POST
def attendance(request: TownRequest, pk: int) -> HttpResponse:
    """Who was there on a day."""
    run = _training(request, pk)
    people = [(one.pk, one.name) for one in queries.participants(run)]
    form = DayForm(request.POST, days=_been(queries.plan(run)), people=people)
    if form.is_valid():
        values = form.cleaned_data
        actions.note(run=run, day=values["day"], there=values["there"], by=request.actor)
        return to(request, LIST, f"Die Anwesenheit am {values['day']:%d.%m.%Y} steht.", pk=pk)
    return _page(request, run, day_form=form)


@require_POST
def participant_delete(request: TownRequest, pk: int, person: int) -> HttpResponse:
    """Take somebody off the list."""
    run = _training(request, pk)
    actions.remove(person=_person(run, person), by=request.actor)
    return to(request, LIST, "Die Person steht nicht mehr auf der Liste.", pk=pk)


@require_POST
def certificate(request: TownRequest, pk: int, person: int) -> HttpResponse:
    """The certificate of one person."""
    run = _training(request, pk)
    return _certificates(request, run, [_person(run, person)])


@require_POST
def certificates_of_all(request: TownRequest, pk: int) -> HttpResponse:
    """The certificates of all who attended enough, in one file."""
    run = _training(request, pk)
    return _certificates(request, run, run.participants.all())


@require_POST
def request_taken_over(request: TownRequest, pk: int) -> HttpResponse:
    """Who asked for a place gets it: the wish becomes a line of the list."""
    one = get_object_or_404(found.requests(request.actor), pk=pk)
    try:
        actions.take_over(request=one, by=request.actor)
    except NotPossible as refusal:
        return to(request, "course_requests", str(refusal), good=False)
    return to(request, LIST, "Steht auf der Liste.", pk=one.run_id)


def _training(request: TownRequest, pk: int) -> CourseRun:
    run = run_of(request, pk)
    require(rules.can_edit(request.actor, run.course.organisation_id))
    if not rules.has_list(run.course.kind):
        raise Http404("Eine Liste der Teilnehmenden führen nur Fortbildungen.")
    return run


def _person(run: CourseRun, key: int) -> Participant:
    person: Participant = get_object_or_404(Participant.objects.filter(run=run), pk=key)
    return person


def _certificates(
    request: TownRequest, run: CourseRun, people: Iterable[Participant]
) -> HttpResponse:
    try:
        earned = actions.certify(run=run, people=people, by=request.actor)
    except NotPossible as refusal:
        return to(request, LIST, str(refusal), good=False, pk=run.pk)
    keys, today = {one.pk for one in earned}, timezone.localdate()
    rows = [row for row in queries.rows(run, today) if row.person.pk in keys]
    paper = certificates.certificates(run, rows, request.municipality.name, today)
    return download(paper, f"Bescheinigung {run.course.title}", "pdf")


def _rows(run: CourseRun) -> Iterator[list[Cell]]:
    for row in queries.rows(run, timezone.localdate()):
        one, seen = row.person, row.presence
        yield [one.name, one.workplace, one.email, seen.days, seen.of_days, one.certified_on]


def _been(plan: list[Day]) -> list[Day]:
    """The days up to today, the last first."""
    today = timezone.localdate()
    return [day for day in reversed(plan) if day.on <= today]


def _page(
    request: TownRequest,
    run: CourseRun,
    form: ParticipantForm | None = None,
    day_form: DayForm | None = None,
) -> HttpResponse:
    rows, plan = queries.rows(run, timezone.localdate()), queries.plan(run)
    been = _been(plan)
    day = _chosen(request.GET.get("tag", ""), been)
    context = {
        "run": run,
        "rows": rows,
        "days": plan,
        "been": been,
        "day": day,
        "hours": hours(sum(one.minutes for one in plan)),
        "least": LEAST_PERCENT,
        "form": form or ParticipantForm(),
        "day_form": day_form or _day_form(rows, been, day),
        "has_earned": any(row.presence.is_enough for row in rows),
    }
    return render(request, "courses/participants/list.html", context)


def _chosen(text: str, been: list[Day]) -> date | None:
    """The day that the address names, else the last that has been; None before the first."""
    named = [one.on for one in been if one.on.isoformat() == text]
    return next(iter([*named, *(one.on for one in been)]), None)


def _day_form(rows: list[queries.Row], been: list[Day], day: date | None) -> DayForm:
    people = [(row.person.pk, row.person.name) for row in rows]
    there = [row.person.pk for row in rows if day in row.there]
    initial = {"day": day.isoformat() if day else "", "there": there}
    return DayForm(days=been, people=people, initial=initial)
