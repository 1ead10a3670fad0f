"""Reading along: what committees, partners and the Kreis see before it is public."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.concept.models import Edition
from miteinander.concept.queries import counts, shared
from miteinander.kernel.http import TownRequest
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import town_scope


@require_safe
def shared_plan(request: TownRequest) -> HttpResponse:
    """The newest edition that is published or shared, or the one that the address names."""
    return _page(request, request.municipality)


@require_safe
def towns(request: TownRequest) -> HttpResponse:
    """The towns of the Kreis, and what of their concepts can be read."""
    context = {"towns": shared.towns_of(request.municipality)}
    return render(request, "concept/shared/towns.html", context)


@require_safe
def plan_of_town(request: TownRequest, slug: str) -> HttpResponse:
    """A town's plan, for its Kreis; a town that does not belong to the Kreis is a 404."""
    found = [one.municipality for one in shared.towns_of(request.municipality)]
    town = next((town for town in found if town.slug == slug), None)
    if town is None:
        raise Http404("Diese Kommune gehört nicht zu Ihrem Kreis.")
    with town_scope(town):
        return _page(request, town)


def _page(request: TownRequest, town: Municipality) -> HttpResponse:
    editions = list(shared.editions(town))
    edition = _chosen(editions, request.GET.get("fassung", ""))
    context = {"of_town": town, "editions": editions, "edition": edition}
    if edition:
        parts = shared.whole(edition)
        total = sum((part.counts for part in parts), counts.StatusCounts())
        context |= {"concept": edition.concept, "parts": parts, "counts": total}
    return render(request, "concept/shared/plan.html", context)


def _chosen(editions: list[Edition], key: str) -> Edition | None:
    named = (edition for edition in editions if str(edition.pk) == key)
    return next(named, editions[0] if editions else None)
