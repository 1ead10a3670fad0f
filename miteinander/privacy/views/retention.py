"""What is kept how long, and deleting what is due."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest
from miteinander.kernel.retention.discovery import rule_of
from miteinander.privacy import rules
from miteinander.privacy.actions import runs
from miteinander.privacy.choices import RunState
from miteinander.privacy.models import RetentionRun
from miteinander.privacy.queries import retention
from miteinander.ui.sheets import csv_response, xlsx_response


@require_safe
def overview(request: TownRequest) -> HttpResponse:
    """What is kept of whom, why, how long: readable and printable."""
    require(rules.can_read_retention(request.actor))
    parts = [(table, retention.titles(table)) for table in retention.tables()]
    context = {"parts": parts, "silent": retention.silent(), **_may(request)}
    return render(request, "privacy/overview.html", context)


@require_safe
def export(request: TownRequest, ending: str) -> HttpResponse:
    """The same as a table: the core of the record of processing (Art. 30 DSGVO)."""
    require(rules.can_read_retention(request.actor))
    write = csv_response if ending == "csv" else xlsx_response
    return write(f"aufbewahrung.{ending}", retention.HEADINGS, retention.as_rows())


@require_safe
def due(request: TownRequest) -> HttpResponse:
    """What is due now, by rule."""
    require(rules.can_read_retention(request.actor))
    found = retention.due_rules(retention.town_rules())
    context = {
        "due": [one for one in found if not one.rule.is_automatic],
        "automatic": [one for one in found if one.rule.is_automatic],
        "runs": RetentionRun.objects.all()[:20],
        **_may(request),
    }
    return render(request, "privacy/due.html", context)


def due_rule(request: TownRequest, code: str) -> HttpResponse:
    """Look at what is due by one rule, except what is to stay, and confirm."""
    require(rules.can_erase(request.actor))
    found = rule_of(code)
    if found is None or found not in retention.town_rules():
        raise Http404("Diese Regel gibt es nicht.")
    if request.method == "POST":
        try:
            run = runs.confirm(
                code=code,
                seen=request.POST.getlist("gezeigt"),
                erase=request.POST.getlist("loeschen"),
                by=request.actor,
            )
            return redirect("workspace:retention_run", town=request.municipality.slug, pk=run.pk)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
    table, rule = found
    numbers = next(iter(retention.due_rules([found])), None)
    context = {"table": table, "rule": rule, "items": retention.items(table, rule)}
    return render(request, "privacy/due_rule.html", {**context, "numbers": numbers})


def run(request: TownRequest, pk: int) -> HttpResponse:
    """How far a run is; by POST a run that stopped goes on."""
    require(rules.can_read_retention(request.actor))
    found = get_object_or_404(RetentionRun, pk=pk)
    if request.method == "POST":
        try:
            runs.resume(run=found, by=request.actor)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        return redirect("workspace:retention_run", town=request.municipality.slug, pk=pk)
    rule = rule_of(found.rule)
    context = {
        "run": found,
        "title": rule[1].title if rule else found.rule,
        "excepted": found.decisions.filter(choice="except").count(),
        "is_done": found.state == RunState.DONE,
        **_may(request),
    }
    return render(request, "privacy/run.html", context)


def _may(request: TownRequest) -> dict[str, bool]:
    actor = request.actor
    return {"may_erase": rules.can_erase(actor), "may_hold": rules.can_hold(actor)}
