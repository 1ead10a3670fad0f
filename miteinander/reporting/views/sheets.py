"""The fact sheet of a measure, for everyone and in the workspace."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from miteinander.concept.models import Edition
from miteinander.concept.queries import public
from miteinander.kernel.headers import for_every_site
from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable
from miteinander.reporting import writing
from miteinander.reporting.choices import Format
from miteinander.reporting.queries import times
from miteinander.reporting.queries.composition import compose_sheet
from miteinander.ui.downloads import download


@require_safe
@storable
@for_every_site
def public_sheet(request: TownRequest, pk: int) -> HttpResponse:
    """Of a public measure."""
    return _sheet(request, public.current_edition(request.municipality), pk)


@require_safe
def workspace_sheet(request: TownRequest, pk: int) -> HttpResponse:
    """Of a measure of any edition, with what is published of it."""
    editions = Edition.objects.filter(measures=pk).select_related("concept")
    return _sheet(request, editions.first(), pk)


def _sheet(request: TownRequest, edition: Edition | None, pk: int) -> HttpResponse:
    found = compose_sheet(request.municipality, edition, times.wanted(), pk) if edition else None
    if found is None:
        raise Http404("Zu dieser Maßnahme gibt es kein Datenblatt.")
    contents, measure = found
    file = writing.sheet(contents, measure)
    return download(file, f"Datenblatt {measure.name}", Format.PDF)
