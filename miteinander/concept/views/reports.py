"""Writing, publishing and withdrawing status reports."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from miteinander.concept import rules
from miteinander.concept.actions import reports
from miteinander.concept.forms.reports import ReportForm
from miteinander.concept.models import Measure, StatusReport
from miteinander.concept.report_words import NAMES
from miteinander.concept.views._shared import address, back
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def report_add(request: TownRequest, pk: int) -> HttpResponse:
    """Write a report on a measure; who may publish can do it at once."""
    require(rules.can_edit_plan(request.actor))
    related = Measure.objects.select_related("edition__concept")
    measure: Measure = get_object_or_404(related, pk=pk)
    if request.method == "POST":
        form = ReportForm(request.POST)
    else:
        form = ReportForm(initial={"reported_on": timezone.localdate()})
    if form.is_valid():
        try:
            report = reports.add(measure, **form.cleaned_data, by=request.actor)
            return _publish_too(request, report)
        except NotPossible as refusal:
            form.add_error("status", str(refusal))
    return _page(request, measure, form)


def _publish_too(request: TownRequest, report: StatusReport) -> HttpResponse:
    said = "Der Bericht ist gespeichert. Öffentlich ist er erst nach der Veröffentlichung."
    if "veroeffentlichen" in request.POST and rules.can_publish(request.actor):
        reports.publish(report, by=request.actor)
        said = "Der Bericht ist veröffentlicht."
    return _to_measure(request, report, said)


@get_or_post
def report_edit(request: TownRequest, pk: int) -> HttpResponse:
    """Correct a report that is not public."""
    require(rules.can_edit_plan(request.actor))
    report = _load(pk)
    if report.published_at:
        said = "Dieser Bericht ist veröffentlicht. Bitte nehmen Sie ihn zuerst zurück."
        return _to_measure(request, report, said, good=False)
    names = ("status", "reported_on", "author", *NAMES)
    initial = {name: getattr(report, name) for name in names}
    form = ReportForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            changed = reports.change(report, **form.cleaned_data, by=request.actor)
            return _publish_too(request, changed)
        except NotPossible as refusal:
            form.add_error("status", str(refusal))
    return _page(request, report.measure, form, report=report)


@require_POST
def report_publish(request: TownRequest, pk: int) -> HttpResponse:
    """Make a report public."""
    report = _load(pk)
    try:
        reports.publish(report, by=request.actor)
    except NotPossible as refusal:
        return _to_measure(request, report, str(refusal), good=False)
    return _to_measure(request, report, "Der Bericht ist veröffentlicht.")


@require_POST
def report_withdraw(request: TownRequest, pk: int) -> HttpResponse:
    """Take a report back into the workspace."""
    report = _load(pk)
    reports.withdraw(report, by=request.actor)
    return _to_measure(request, report, "Der Bericht ist nicht mehr öffentlich.")


@get_or_post
def report_delete(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, and then remove a report that is not public."""
    require(rules.can_publish(request.actor))
    report = _load(pk)
    if request.method == "POST":
        try:
            reports.delete(report, by=request.actor)
        except NotPossible as refusal:
            return _to_measure(request, report, str(refusal), good=False)
        return _to_measure(request, report, "Der Bericht ist gelöscht.")
    context = {"report": report, "measure": report.measure, "edition": report.measure.edition}
    return render(request, "concept/reports/delete.html", context)


def _load(pk: int) -> StatusReport:
    related = StatusReport.objects.select_related("measure__edition__concept")
    return get_object_or_404(related, pk=pk)


def _page(request: TownRequest, measure: Measure, form: ReportForm, **more: Any) -> HttpResponse:
    context = {
        "measure": measure,
        "edition": measure.edition,
        "concept": measure.edition.concept,
        "form": form,
        "can_publish": rules.can_publish(request.actor),
        **more,
    }
    return render(request, "concept/reports/form.html", context)


def _to_measure(
    request: TownRequest, report: StatusReport, said: str, *, good: bool = True
) -> HttpResponse:
    url = address(request, "measure", pk=report.measure_id)
    return back(request, f"{url}#berichte", said, good=good)
