"""The page of all towns, and each town's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.concept.queries import counts, public
from miteinander.kernel import queries
from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable

LATEST = 5
MOST_TOWNS = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who uses Miteinander, with the title of each public concept; searchable where many do."""
    words = request.GET.get("suche", "").replace("\0", "").strip()[:80]
    found = queries.active_municipalities_named(words)
    towns = list(found[: MOST_TOWNS + 1])
    titles = public.concept_titles(towns)
    shown = [(town, titles.get(town.pk, "")) for town in towns[:MOST_TOWNS]]
    context = {"towns": shown, "words": words, "has_more": len(towns) > MOST_TOWNS}
    return render(request, "portal/home.html", context)


@require_safe
@storable
def town(request: TownRequest) -> HttpResponse:
    """The town's first page: a welcome, how far the concept is, whom to ask, what is new."""
    edition = public.current_edition(request.municipality)
    if edition is None:
        return render(request, "portal/town.html")
    groups = counts.by_field(edition)
    context = {
        "edition": edition,
        "concept": edition.concept,
        "counts": counts.whole(groups),
        "fields": [(field, groups.get(field.pk)) for field in public.fields(edition)],
        "latest": public.latest_reports(edition, LATEST),
    }
    return render(request, "portal/town.html", context)
