"""What an institution does by the link of a mail: it reports places, and adds runs."""

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
from miteinander.courses.views._links import by_link, found_by, is_too_much, plain
from miteinander.kernel import links
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.network.models import Organisation

MOST_FRESH, WHILE_FRESH = 3, 3600  # seconds
DONE = "gemeldet"


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
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
@by_link
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
    link, of = found_by(request, token)
    if link is None or of is None:
        return plain(request, "unknown", 404)
    if link.standing(provider_links.state(of)) is not links.Standing.EXPIRED:
        return plain(request, "unknown", 410)
    if is_too_much(f"courses.fresh:{of.pk}", MOST_FRESH, WHILE_FRESH):
        return plain(request, "slower", 429)
    providers.send_again(organisation=of, by=link.actor(of.name))
    return plain(request, "sent", 200)


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
