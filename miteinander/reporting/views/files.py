"""Large reports: having one written, seeing how far it is, loading it."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from miteinander.concept.views._shared import address, back
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.reporting.actions import files as actions
from miteinander.reporting.choices import DAYS_KEPT, FileState
from miteinander.reporting.forms import WriteForm
from miteinander.reporting.models import ReportFile
from miteinander.reporting.queries import files
from miteinander.reporting.views import _asking
from miteinander.ui.downloads import download


@require_POST
def write(request: TownRequest) -> HttpResponse:
    """Have the report of this address written."""
    edition, wanted = _asking.asked(request)
    form = WriteForm(request.POST)
    page = f"{address(request, 'report')}?{request.GET.urlencode()}"
    if not form.is_valid():
        return back(request, page, "Bitte wählen Sie, welche Datei Sie brauchen.", good=False)
    try:
        one = actions.ask(edition=edition, wanted=wanted, by=request.actor, **form.chosen)
    except NotPossible as refusal:
        return back(request, page, str(refusal), good=False)
    return redirect(address(request, "report_written", pk=one.pk))


@require_safe
def written(request: TownRequest, pk: int) -> HttpResponse:
    """How far it is, and the way to load it; asks again by itself."""
    one = _own(request, pk)
    context = {
        "one": one,
        "on": date.fromisoformat(one.asked["on"]),
        "query": _query(one),
        "days": DAYS_KEPT,
    }
    return render(request, "reporting/written.html", context)


@require_safe
def written_file(request: TownRequest, pk: int) -> HttpResponse:
    """The file, for whom it was written."""
    one = _own(request, pk)
    if one.state != FileState.DONE:
        raise Http404("Dieser Bericht ist noch nicht geschrieben.")
    with one.file.open("rb") as file:
        content = bytes(file.read())
    words = "Kurzfassung" if one.is_brief else "Bericht"
    name = f"{words} {one.municipality.name} {one.asked['on']}"
    return download(content, f"{name} Entwurf" if one.is_draft else name, one.kind)


@require_POST
def discard(request: TownRequest, pk: int) -> HttpResponse:
    """Delete it, or stop having it written."""
    actions.discard(one=_own(request, pk), by=request.actor)
    return back(request, address(request, "report"), "Dieser Bericht ist gelöscht.")


def _query(one: ReportFile) -> str:
    """The same report as an address asks for it."""
    said = {"fassung": one.edition_id, "stand": one.asked["on"], "seit": one.asked["since"]}
    said |= {"teile": one.asked["parts"]}
    if one.asked["round"]:
        said |= {"runde": one.asked["round"]}
    return urlencode(said | ({"entwurf": "on"} if one.is_draft else {}), doseq=True)


def _own(request: TownRequest, pk: int) -> ReportFile:
    return get_object_or_404(files.own(request.actor, _asking.readable(request)), pk=pk)
