"""What an institution does by the link of a mail: it reports places, and adds runs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from miteinander.courses import provider_links
from miteinander.courses.actions import providers
from miteinander.courses.actions import runs as actions
from miteinander.courses.forms.runs import PlacesForm, RunForm
from miteinander.courses.models import Course, CourseRun
from miteinander.courses.queries import courses as found
from miteinander.kernel import limits, links
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.headers import unlisted
from miteinander.kernel.http import TownRequest
from miteinander.network.models import Organisation

MOST_SENT, WHILE = 300, 600  # seconds
MOST_FRESH, WHILE_FRESH = 3, 3600  # seconds
DONE = "gemeldet"
View = Callable[..., HttpResponse]


def _by_link(view: View) -> View:
    """The page for whoever holds the link; a page of its own where it opens nothing."""

    @wraps(view)
    def opened(request: TownRequest, token: str, **parts: Any) -> HttpResponse:
        link, of = _found(request, token)
        if link is None or of is None:
            return _plain(request, "unknown", 404)
        standing = link.standing(provider_links.state(of))
        if standing is links.Standing.EXPIRED:
            return _plain(request, "expired", 410, token=token)
        if standing is not links.Standing.VALID:
            return _plain(request, "unknown", 410)
        if request.method == "POST" and _is_too_much(f"courses.sent:{of.pk}", MOST_SENT, WHILE):
            return _plain(request, "slower", 429)
        return unlisted(view(request, of, link.actor(of.name), token, **parts))

    return never_cache(opened)


@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def reports(request: TownRequest, of: Organisation, by: Actor, token: str) -> HttpResponse:
    """The institution's runs, each with a form; POST reports one of them."""
    runs = list(found.runs_of(of))
    sent = None
    if request.method == "POST":
        run = next((one for one in runs if str(one.pk) == request.POST.get("run")), None)
        if run is None:
            raise Http404("Diesen Durchgang gibt es hier nicht.")
        sent = (run.pk, _report(run, request, by))
        if sent[1].is_valid():
            return HttpResponseRedirect(f"{request.path}?{DONE}={run.pk}#kurs-{run.pk}")
    rows = [(run, sent[1] if sent and sent[0] == run.pk else _form(run)) for run in runs]
    context = {
        "organisation": of,
        "rows": rows,
        "done": request.GET.get(DONE, ""),
        "courses": Course.objects.filter(organisation=of).order_by("title"),
        "token": token,
    }
    return render(request, "courses/link/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def run_add(request: TownRequest, of: Organisation, by: Actor, token: str, pk: int) -> HttpResponse:
    """Add a run to one of the institution's courses."""
    course = Course.objects.filter(organisation=of, pk=pk).first()
    if course is None:
        raise Http404("Diesen Kurs gibt es hier nicht.")
    form = RunForm(request.POST or None)
    back = reverse(
        "public:course_reports", kwargs={"town": request.municipality.slug, "token": token}
    )
    if form.is_valid():
        values, meetings = form.cleaned_data, form.meetings
        try:
            run = actions.add(course=course, values=values, meetings=meetings, by=by)
        except NotPossible as refusal:
            form.add_error("number", str(refusal))
        else:
            return HttpResponseRedirect(f"{back}?{DONE}={run.pk}#kurs-{run.pk}")
    context = {"form": form, "course": course, "back": back}
    return render(request, "courses/link/run.html", context)


@require_POST
@never_cache
def fresh(request: TownRequest, token: str) -> HttpResponse:
    """Send a link that holds again to the institution's own address; says nothing else."""
    link, of = _found(request, token)
    if link is None or of is None:
        return _plain(request, "unknown", 404)
    if link.standing(provider_links.state(of)) is not links.Standing.EXPIRED:
        return _plain(request, "unknown", 410)
    if _is_too_much(f"courses.fresh:{of.pk}", MOST_FRESH, WHILE_FRESH):
        return _plain(request, "slower", 429)
    providers.send_again(organisation=of, by=link.actor(of.name))
    return _plain(request, "sent", 200)


def _found(request: TownRequest, token: str) -> tuple[links.Link | None, Organisation | None]:
    link = links.opened_in(request.municipality.pk, provider_links.PURPOSE, token)
    return link, Organisation.objects.filter(pk=link.object_id).first() if link else None


def _form(run: CourseRun) -> PlacesForm:
    return PlacesForm(run=run, prefix=f"r{run.pk}")


def _report(run: CourseRun, request: TownRequest, by: Actor) -> PlacesForm:
    form = PlacesForm(request.POST, run=run, prefix=f"r{run.pk}")
    if form.is_valid():
        try:
            actions.report(run=run, **form.cleaned_data, by=by)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    return form


def _is_too_much(key: str, most: int, seconds: int) -> bool:
    return bool(limits.wait(key, most=most, seconds=seconds))


def _plain(request: TownRequest, name: str, status: int, **context: Any) -> HttpResponse:
    return unlisted(render(request, f"courses/link/{name}.html", context, status=status))
