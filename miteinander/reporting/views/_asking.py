"""Of what a report is asked, as its address says it."""

from django.db.models import QuerySet
from django.http import Http404

from miteinander.concept.models import Edition
from miteinander.concept.queries import shared
from miteinander.kernel.http import TownRequest
from miteinander.reporting import rules
from miteinander.reporting.forms import ReportForm
from miteinander.reporting.queries import courses, times
from miteinander.reporting.queries.composition import Wanted


def readable(request: TownRequest) -> QuerySet[Edition]:
    """Editions that this person may have reports of."""
    if rules.can_include_unpublished(request.actor):
        own = Edition.objects.filter(municipality=request.municipality)
        return own.select_related("concept").order_by("-pk")
    return shared.editions(request.municipality)


def edition_of(request: TownRequest) -> Edition | None:
    """The edition that the address names, or else the newest published, or the newest."""
    editions = readable(request)
    key = request.GET.get("fassung", "")
    if key.isascii() and key.isdecimal() and len(key) < 19:
        return editions.filter(pk=key).first()
    published = editions.filter(published_at__isnull=False).order_by("-published_at", "-pk")
    return published.first() or editions.first()


def form_of(request: TownRequest, edition: Edition) -> ReportForm:
    """The form with what the address says."""
    data = request.GET.copy()
    data["fassung"] = str(edition.pk)
    may_draft = rules.can_include_unpublished(request.actor)
    asked_in, has_courses = times.rounds(edition), courses.are_there()
    return ReportForm(data, readable(request), asked_in, may_draft, has_courses)


def asked(request: TownRequest) -> tuple[Edition, Wanted]:
    """What the address asks for; 404 where that makes no report."""
    edition = edition_of(request)
    if edition is None:
        raise Http404("Diese Fassung gibt es nicht.")
    form = form_of(request, edition)
    if not form.is_valid():
        raise Http404("Diese Angaben ergeben keinen Bericht.")
    return edition, wanted(form)


def wanted(form: ReportForm) -> Wanted:
    """What a valid form asks for."""
    chosen = form.cleaned_data
    return times.wanted(
        on=chosen["stand"],
        since=chosen["seit"],
        asked_in=chosen.get("runde"),
        parts=tuple(chosen["teile"]),
        with_unpublished=bool(chosen.get("entwurf")),
    )
