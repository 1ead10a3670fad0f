"""What search engines and feed readers ask for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from miteinander.concept import addresses
from miteinander.concept.queries import public
from miteinander.courses import addresses as course_addresses
from miteinander.courses.queries import courses
from miteinander.kernel import queries
from miteinander.kernel.headers import for_every_site
from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable
from miteinander.portal import feed as feeds
from miteinander.portal.views.common import edition_or_404

_ALWAYS = ("town", "course_finder", "contact", "imprint", "privacy", "security", "accessibility")
_OF_CONCEPT = ("concept", "needs", "process", "measures", "downloads")


@require_safe
@cache_control(public=True, max_age=60 * 60)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: all but the workspace and the sign-in."""
    lines = [
        "User-agent: *",
        "Disallow: /konto/",
        "Disallow: /*/arbeit/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemaps'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=60 * 60)
def sitemaps(request: HttpRequest) -> HttpResponse:
    """The index: one sitemap per town."""
    slugs = queries.active_municipalities_named("").values_list("slug", flat=True)
    paths = (reverse("public:sitemap", kwargs={"town": slug}) for slug in slugs.iterator())
    return _xml(request, "sitemap_index", paths)


@require_safe
@storable
def sitemap(request: TownRequest) -> HttpResponse:
    """All public pages of the town."""
    town = request.municipality.slug
    edition = public.current_edition(request.municipality)
    names = (*_ALWAYS, *_OF_CONCEPT) if edition else _ALWAYS
    paths = [reverse(f"public:{name}", kwargs={"town": town}) for name in names]
    if edition:
        paths += [addresses.field_path(town, field) for field in public.fields(edition)]
        measures = public.measures(edition).only("number", "title")
        paths += [addresses.measure_path(town, measure) for measure in measures]
    paths += [course_addresses.run_path(town, run) for run in courses.public_runs()]
    return _xml(request, "sitemap", paths)


@require_safe
@storable
@for_every_site
def feed(request: TownRequest, fassung: int | None = None) -> HttpResponse:
    """What is new in the edition: published reports and changed measures, as Atom.

    `?massnahme=12` or `?feld=3` narrows it to a measure or a field.
    """
    edition = edition_or_404(request, fassung)
    try:
        wanted = [request.GET.get(name, "") for name in ("massnahme", "feld")]
        subject = feeds.Subject(*public.named(edition, *wanted))
    except LookupError as missing:
        raise Http404(str(missing)) from missing
    found = feeds.feed(request, edition, subject)
    return HttpResponse(found.writeString("utf-8"), content_type=found.content_type)


def _xml(request: HttpRequest, template: str, paths: object) -> HttpResponse:
    context = {"root": request.build_absolute_uri("/").rstrip("/"), "paths": paths}
    return render(
        request, f"portal/{template}.xml", context, content_type="application/xml; charset=utf-8"
    )
