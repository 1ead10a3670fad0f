"""A questionnaire that came back in Word: what it says beside what stands there.

Nothing is stored here. What is shown is the form of the page of answers, which stores it.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from miteinander.kernel.http import TownRequest
from miteinander.rounds.choices import RoundState
from miteinander.rounds.desks import Desk
from miteinander.rounds.forms.filled import FilledForm, rows
from miteinander.rounds.queries import answers as queries


def filled(request: TownRequest, desk: Desk) -> HttpResponse:
    """GET asks for the file; POST shows what was understood."""
    asking = desk.inquiry.round
    if asking.state != RoundState.RUNNING:
        raise Http404("Fragebögen werden eingelesen, solange die Berichtsrunde läuft.")
    form = FilledForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"desk": desk, "inquiry": desk.inquiry, "round": asking, "form": form}
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data["file"]
        found, silent = rows(queries.answers(desk.inquiry), read.answers, asking.questions)
        context |= {
            "is_read": True,
            "rows": found,
            "silent": silent,
            "has_open": any(row.form for row in found),
            "author": desk.author(read.name),
        }
    return render(request, "rounds/answer/filled.html", context)
