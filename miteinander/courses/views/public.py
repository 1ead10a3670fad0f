"""The course finder for everybody, in several languages."""

from collections.abc import Callable

from allauth.core import ratelimit
from allauth.core.internal import ratelimit as limits
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from miteinander.courses import addresses, calendars, open_data, tables
from miteinander.courses.actions import requests as actions
from miteinander.courses.forms.filters import FinderFilter
from miteinander.courses.forms.public import RequestForm
from miteinander.courses.models import CourseRun
from miteinander.courses.queries import courses as found
from miteinander.kernel.actor import system
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.headers import as_file, for_every_site
from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable
from miteinander.ui.languages import asked_for, in_language
from miteinander.ui.paging import page
from miteinander.ui.sheets import csv_response, xlsx_response

REQUESTS = {"course_register": "10/h/ip"}
BY_PLACE = "orte"


@require_safe
@storable
@in_language
def finder(request: TownRequest) -> HttpResponse:
    """The runs that the address asks for; `?ansicht=orte` lists them by place."""
    form = FinderFilter(request.GET)
    shown = found.narrowed(found.public_runs(), form.chosen)
    by_place = request.GET.get("ansicht") == BY_PLACE
    context = {
        "form": form,
        "is_filtered": bool(form.chosen),
        "by_place": by_place,
        "places": found.places(shown) if by_place else [],
        "page": page(shown, request, by=found.ORDER, count=True),
    }
    return render(request, "courses/public/finder.html", context)


@require_safe
@storable
@for_every_site
def finder_calendar(request: TownRequest) -> HttpResponse:
    """The dates of the runs that the finder shows with the same address."""
    shown = found.narrowed(found.public_runs(), FinderFilter(request.GET).chosen)
    return _calendar(request, list(shown[: found.MOST_PLACES]), "kurse.ics")


@require_safe
@storable
@for_every_site
def finder_table(request: TownRequest, ending: str) -> HttpResponse:
    """The runs that the finder shows with the same address, as a table."""
    shown = found.narrowed(found.public_runs(), FinderFilter(request.GET).chosen)
    town = request.municipality.slug
    answer = csv_response if ending == "csv" else xlsx_response
    rows = tables.public_runs(shown, town, _absolute(request))
    return answer(f"kurse-{town}.{ending}", tables.PUBLIC_HEADER, rows)


@require_safe
@storable
@for_every_site
def finder_data(request: TownRequest) -> JsonResponse:
    """The same as open data; `open_data.py` says its shape."""
    shown = found.narrowed(found.public_runs(), FinderFilter(request.GET).chosen)
    made = open_data.document(request.municipality, shown, _absolute(request))
    answer = JsonResponse(made, json_dumps_params={"ensure_ascii": False, "indent": 1})
    as_file(answer)
    return answer


@require_safe
@storable
@in_language
def run_page(request: TownRequest, slug: str, pk: int) -> HttpResponse:
    """A run with all that is known of it."""
    run = _run(pk)
    if slug != addresses.slug(run):
        return _moved(request, run, "course_page")
    context = {
        "run": run,
        "course": run.course,
        "map_url": addresses.map_url(run),
        "is_coming": run.is_coming,
    }
    return render(request, "courses/public/run.html", context)


@require_safe
@storable
@for_every_site
def run_calendar(request: TownRequest, slug: str, pk: int) -> HttpResponse:
    """The dates of a run."""
    return _calendar(request, [_run(pk)], "kurs.ics")


@require_http_methods(["GET", "HEAD", "POST"])
@in_language
def register(request: TownRequest, slug: str, pk: int) -> HttpResponse:
    """Ask for a place in a run."""
    run = _run(pk)
    if slug != addresses.slug(run):
        return _moved(request, run, "course_register")
    form = RequestForm(request.POST or None)
    if form.is_valid():
        if not limits.consume(request, app="courses", action="course_register", config=REQUESTS):
            return ratelimit.respond_429(request)
        try:
            return _asked(request, run, form)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "run": run, "course": run.course, "is_coming": run.is_coming}
    return render(request, "courses/public/register.html", context)


@require_safe
@storable
@in_language
def thanks(request: TownRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "courses/public/thanks.html")


def _asked(request: TownRequest, run: CourseRun, form: RequestForm) -> HttpResponse:
    said = {key: form.cleaned_data[key] for key in ("name", "email", "phone")}
    town = request.municipality
    url = request.build_absolute_uri(addresses.run_path(town.slug, run))
    language, by = asked_for(request), system(town.pk, "Kurssuche")
    actions.ask(run, town, **said, language=language, url=url, by=by)
    path = reverse("public:course_thanks", kwargs={"town": town.slug})
    response = redirect(f"{path}{request.in_language}")  # type: ignore[attr-defined]
    response.status_code = 303
    return response


def _run(pk: int) -> CourseRun:
    run = found.public_run(pk)
    if run is None:
        raise Http404("Diesen Kurs gibt es hier nicht.")
    return run


def _moved(request: TownRequest, run: CourseRun, name: str) -> HttpResponse:
    path = addresses.run_path(request.municipality.slug, run, name)
    response = HttpResponsePermanentRedirect(f"{path}{request.in_language}")  # type: ignore[attr-defined]
    # Kept for good, two renamings back and forth would send a browser in circles.
    response["Cache-Control"] = "no-cache"
    return response


def _absolute(request: TownRequest) -> Callable[[str], str]:
    root = request.build_absolute_uri("/").rstrip("/")
    return lambda path: f"{root}{path}"


def _calendar(request: TownRequest, runs: list[CourseRun], name: str) -> HttpResponse:
    town = request.municipality
    full = _absolute(request)
    content = calendars.calendar(
        runs, f"Kurse in {town.name}", lambda run: full(addresses.run_path(town.slug, run))
    )
    response = HttpResponse(content, content_type=calendars.MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    as_file(response)
    return response
