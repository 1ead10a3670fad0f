"""The signed-in home."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.concept import addresses, rules
from miteinander.concept.models import Concept
from miteinander.concept.queries import plan, public
from miteinander.kernel.http import TownRequest
from miteinander.workspace import lines, queries


@require_safe
def home(request: TownRequest) -> HttpResponse:
    """What is waiting for the person who signed in, or the first steps of an empty town."""
    if not rules.can_view_plan(request.actor):
        return _home_of_others(request)
    edition = plan.working_edition(request.municipality)
    measures = queries.measures(edition) if edition else None
    may_publish = rules.can_publish(request.actor)
    town = request.municipality.slug
    concept = edition.concept if edition else None
    context = {
        "edition": edition,
        "concept": concept,
        "measures": measures,
        "is_empty": measures is None or measures.total == 0,
        "reports": queries.unpublished_reports(edition) if edition else None,
        "round_lines": lines.of_rounds(queries.running_rounds(), town),
        "measure_lines": _measure_lines(concept, measures, town),
        "drafts": queries.own_drafts(request.actor),
        "imports": queries.open_imports() if rules.can_import(request.actor) else [],
        "may_publish": may_publish,
        "waits_for_publication": may_publish and edition and edition.published_at is None,
    }
    return render(request, "workspace/home.html", context)


def _measure_lines(
    concept: Concept | None, measures: queries.Measures | None, town: str
) -> list[lines.Line]:
    if concept is None or measures is None:
        return []
    found = lines.of_measures(concept, measures, town)
    return [*found, *lines.of_drafts(concept, measures, town)]


def _home_of_others(request: TownRequest) -> HttpResponse:
    """What partners are asked, and for whoever reads the concept what was reported last."""
    context: dict[str, Any] = {}
    if rules.is_partner(request.actor):
        context["asked"] = queries.own_open_answers(request.actor)
    if rules.can_read_shared(request.actor):
        edition = public.current_edition(request.municipality)
        latest = public.latest_reports(edition, queries.SHOWN) if edition else []
        town = request.municipality.slug
        context["latest"] = [(one, addresses.measure_path(town, one.measure)) for one in latest]
    return render(request, "workspace/other_roles.html", context)
