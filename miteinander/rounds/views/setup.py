"""The list of rounds, and what is set up before one is sent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.kernel.http import TownRequest
from miteinander.rounds.forms.filters import RoundFilter, cleaned
from miteinander.rounds.queries import rounds as found_rounds
from miteinander.ui.paging import page


@require_safe
def rounds(request: TownRequest) -> HttpResponse:
    """All rounds, or those that the address asks for."""
    form = RoundFilter(request.GET)
    state = cleaned(form)["stand"]
    rows = found_rounds.rounds(state)
    context = {
        "form": form,
        "page": page(rows, request, by=("-period_until", "-pk"), count=True),
        "is_filtered": bool(state),
    }
    return render(request, "rounds/rounds.html", context)
