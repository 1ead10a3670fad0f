"""The list of measures, a measure's own page, its files."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from miteinander.concept import addresses
from miteinander.concept.models import Edition
from miteinander.concept.queries import counts, facets, public, succession
from miteinander.kernel.headers import as_file, for_every_site
from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable
from miteinander.portal.selection import Selection
from miteinander.portal.views.common import (
    edition_or_404,
    first_in,
    moved,
    page,
    with_edition,
)
from miteinander.ui import paging

PAGE_SIZE = 50
ALL_AT_MOST = 5000


@require_safe
@storable
@with_edition
def measures(request: TownRequest, edition: Edition) -> HttpResponse:
    """The measures, narrowed by what the address says; `?alle=1` puts them on one page."""
    selection = Selection.of(request.GET)
    having = facets.having(public.measures(edition), selection.words)
    found = facets.narrowed(having, selection.chosen)
    choices = selection.choices(having, edition.concept)
    size = ALL_AT_MOST if request.GET.get("alle") == "1" else PAGE_SIZE
    shown = public.for_list(public.in_plan_order(found))
    return page(
        request,
        "measures",
        edition,
        selection=selection,
        choices=choices,
        active=selection.active(choices),
        counts=counts.of(found),
        page=paging.page(shown, request, by=public.PLAN_ORDER, size=size),
    )


@require_safe
@storable
@with_edition
def measure(request: TownRequest, edition: Edition, slug: str, pk: int) -> HttpResponse:
    """A measure's fact sheet with the history of its published reports."""
    edition, found = first_in(request, edition, lambda one: public.whole_measure(one, pk))
    if found is None:
        raise Http404("Diese Maßnahme ist nicht öffentlich.")
    if slug != addresses.slug(found):
        return moved(addresses.measure_path(request.municipality.slug, found))
    previous, following = public.neighbours(edition, found)
    return page(
        request,
        "measure",
        edition,
        measure=found,
        previous=previous,
        next=following,
        origins=succession.public_origins(found, edition, request.editions),  # type: ignore[attr-defined]
        onward=succession.public_onward(found, request.editions),  # type: ignore[attr-defined]
    )


@require_safe
@for_every_site
def file(request: TownRequest, pk: int) -> HttpResponseBase:
    """A public file, always as a download: what somebody uploaded never runs on this site."""
    current = edition_or_404(request)
    _, found = first_in(request, current, lambda one: public.attachments(one).filter(pk=pk).first())
    if found is None:
        raise Http404("Diese Datei ist nicht öffentlich.")
    try:
        content = found.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404("Diese Datei fehlt.") from gone
    return as_file(
        FileResponse(
            content, as_attachment=True, filename=found.name, content_type=found.media_type
        )
    )
