"""Questionnaires for whoever would rather answer on paper or in Word."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from miteinander.kernel.http import TownRequest
from miteinander.rounds.actions import inquiries as actions
from miteinander.rounds.choices import RoundState
from miteinander.rounds.desks import Desk
from miteinander.rounds.models import Round
from miteinander.rounds.papers import Papers, pdf, word
from miteinander.rounds.queries import papers as queries
from miteinander.ui.downloads import download

WRITERS = {"pdf": pdf.written, "docx": word.written}


@require_safe
def of_round(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """All that is still open, as one file."""
    asking = get_object_or_404(Round, pk=pk)
    _is_running(asking)
    found = queries.of_round(asking, request.municipality)
    if not found.forms:
        raise Http404("In dieser Berichtsrunde ist nichts mehr offen.")
    actions.note_printed(asking, by=request.actor)
    return _file(found, f"Fragebögen {asking}", kind)


def of_inquiry(request: TownRequest, desk: Desk, kind: str) -> HttpResponse:
    """What one institution is still asked."""
    inquiry = desk.inquiry
    _is_running(inquiry.round)
    if desk.is_on_behalf:
        actions.note_printed(inquiry, by=desk.actor)
    found = queries.of_inquiry(inquiry, request.municipality)
    return _file(found, f"Fragebogen {inquiry.organisation}", kind)


def _is_running(asking: Round) -> None:
    if asking.state != RoundState.RUNNING:
        raise Http404("Fragebögen gibt es, solange die Berichtsrunde läuft.")


def _file(found: Papers, name: str, kind: str) -> HttpResponse:
    return download(WRITERS[kind](found), name, kind)
