"""The trail, for auditors."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from miteinander.accounts.fresh import fresh_sign_in_required
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest
from miteinander.kernel.trail.verifying import verify
from miteinander.privacy import rules
from miteinander.privacy.actions import trail as actions
from miteinander.privacy.forms.trail import TrailFilter
from miteinander.privacy.queries import trail as queries
from miteinander.ui.paging import page
from miteinander.ui.sheets import Cell, csv_response, xlsx_response

HEADER = ("Zeitpunkt", "Wer", "Was", "Zugang", "Siegel")


@require_safe
def trail(request: TownRequest) -> HttpResponse:
    """Who did what, the newest first; `?pruefung` has the chain computed anew."""
    require(rules.can_read_trail(request.actor))
    form = TrailFilter(request.GET, queries.facets())
    rows = page(queries.events(form.wanted()), request, by=("-pk",), count=True)
    key = request.municipality.pk
    context = {
        "form": form,
        "page": rows,
        "entries": queries.entries(rows.items),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "standing": queries.standing(key),
        "outcome": verify(key) if "pruefung" in request.GET else None,
    }
    return render(request, "privacy/trail.html", context)


@require_safe
@fresh_sign_in_required
def export(request: TownRequest, ending: str) -> HttpResponse:
    """The events that the list shows with the same address, all pages of it."""
    require(rules.can_read_trail(request.actor))
    form = TrailFilter(request.GET, queries.facets())
    # What is taken away is the trail as it was before.
    found = queries.entries(queries.events(form.wanted()).order_by("-pk"))
    actions.note_export(by=request.actor)
    answer = csv_response if ending == "csv" else xlsx_response
    return answer(f"protokoll.{ending}", HEADER, _cells(found))


def _cells(entries: list[queries.Entry]) -> Iterator[tuple[Cell, ...]]:
    for entry in entries:
        at = date_format(timezone.localtime(entry.at), "Y-m-d H:i:s")
        yield at, entry.who, entry.deed, entry.door, entry.seal
