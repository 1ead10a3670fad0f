"""What a partner does: see the measures of the own institution and report on them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from miteinander.concept.actions import reports
from miteinander.concept.forms.reports import OwnReportForm
from miteinander.concept.models import Measure
from miteinander.concept.queries import shared
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest


@require_safe
def own_measures(request: TownRequest) -> HttpResponse:
    """The measures for which the partner's institutions answer."""
    found = list(shared.own_measures(request.actor.organisation_ids))
    return render(request, "concept/shared/own_measures.html", {"measures": found})


@require_http_methods(["GET", "HEAD", "POST"])
def own_report(request: TownRequest, pk: int) -> HttpResponse:
    """Report on one of them; the coordination reads it before it is public."""
    measure = get_object_or_404(shared.own_measures(request.actor.organisation_ids), pk=pk)
    today = timezone.localdate()
    posted = request.POST if request.method == "POST" else None
    form = OwnReportForm(posted, initial={"reported_on": today})
    if form.is_valid():
        try:
            reports.add(measure, **form.cleaned_data, by=request.actor)
        except NotPossible as refusal:
            form.add_error("status", str(refusal))
        else:
            return _thanks(request, measure)
    return render(request, "concept/shared/own_report.html", {"measure": measure, "form": form})


def _thanks(request: TownRequest, measure: Measure) -> HttpResponse:
    said = f"Danke. Der Bericht zu „{measure.title}“ ist bei der Koordination."
    messages.success(request, said)
    return redirect("workspace:own_measures", town=request.municipality.slug)
