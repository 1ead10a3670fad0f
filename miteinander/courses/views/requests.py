"""Wishes for a place, for those who answer them."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from miteinander.accounts.fresh import fresh_sign_in_required
from miteinander.courses.actions import requests as actions
from miteinander.courses.queries import courses as found
from miteinander.courses.views._shared import rights, to
from miteinander.kernel.http import TownRequest
from miteinander.ui.paging import page
from miteinander.ui.sheets import Cell, csv_response, xlsx_response

HEADER = (
    "Gesendet am",
    "Institution",
    "Kurs",
    "Kursnummer",
    "Name",
    "E-Mail",
    "Telefon",
    "Sprache",
)


@require_safe
def requests(request: TownRequest) -> HttpResponse:
    """The wishes that nobody has answered yet, the newest first."""
    shown = page(found.requests(request.actor), request, by=found.NEWEST, count=True)
    return render(request, "courses/requests/list.html", {"page": shown, **rights(request)})


@require_safe
@fresh_sign_in_required
def requests_export(request: TownRequest, ending: str) -> HttpResponse:
    """The same as a table."""
    actions.note_export(by=request.actor)
    answer = csv_response if ending == "csv" else xlsx_response
    return answer(f"anmeldewuensche.{ending}", HEADER, _rows(request))


@require_POST
def request_answered(request: TownRequest, pk: int) -> HttpResponse:
    """It is answered: delete it."""
    one = get_object_or_404(found.requests(request.actor), pk=pk)
    actions.answered(request=one, by=request.actor)
    return to(request, "course_requests", "Erledigt. Der Anmeldewunsch ist gelöscht.")


def _rows(request: TownRequest) -> Iterator[list[Cell]]:
    for one in found.requests(request.actor):
        course = one.run.course
        yield [
            localtime(one.created_at).date(),
            course.organisation.name,
            course.title,
            one.run.number,
            one.name,
            one.email,
            one.phone,
            one.language,
        ]
