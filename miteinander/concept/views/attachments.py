"""Files of measures and editions in the workspace."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from miteinander.concept import rules, versions
from miteinander.concept.actions import attachments
from miteinander.concept.forms.frame import UploadForm
from miteinander.concept.models import Attachment, Edition, Measure
from miteinander.concept.queries.files import public_elsewhere
from miteinander.concept.views._shared import address, back
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.headers import as_file
from miteinander.kernel.http import TownRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def attachment_add(request: TownRequest, pk: int) -> HttpResponse:
    """Upload a file of a measure."""
    require(rules.can_edit_plan(request.actor))
    related = Measure.objects.select_related("edition")
    measure: Measure = get_object_or_404(related, pk=pk)
    return _upload(request, measure.edition, measure)


@get_or_post
def download_add(request: TownRequest, pk: int) -> HttpResponse:
    """Upload a file of the whole edition."""
    require(rules.can_publish(request.actor))
    return _upload(request, get_object_or_404(Edition, pk=pk), None)


def _upload(request: TownRequest, edition: Edition, measure: Measure | None) -> HttpResponse:
    versions.refuse_adopted(edition)
    url = _url(request, edition.pk, measure.pk if measure else None)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        title, file = form.cleaned_data["title"], form.cleaned_data["file"]
        try:
            attachments.add(file, title=title, edition=edition, measure=measure, by=request.actor)
            said = "Die Datei ist gespeichert. Öffentlich ist sie erst nach der Veröffentlichung."
            return back(request, url, said)
        except NotPossible as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "edition": edition, "measure": measure, "url": url}
    return render(request, "concept/frame/upload.html", context)


def _url(request: TownRequest, edition_id: int, measure_id: int | None) -> str:
    if measure_id is None:
        return address(request, "edition", pk=edition_id) + "#dateien"
    return address(request, "measure", pk=measure_id) + "#dateien"


@require_safe
def attachment(request: TownRequest, pk: int) -> HttpResponseBase:
    """The file, always as a download: nothing that somebody uploaded runs on this site."""
    found: Attachment = get_object_or_404(Attachment, pk=pk)
    try:
        content = found.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404("Diese Datei fehlt.") from gone
    return as_file(
        FileResponse(
            content, as_attachment=True, filename=found.name, content_type=found.media_type
        )
    )


@require_POST
def attachment_publish(request: TownRequest, pk: int) -> HttpResponse:
    """Offer the file to everyone, or with `zurueck` no longer."""
    found: Attachment = get_object_or_404(Attachment, pk=pk)
    url = _url(request, found.edition_id, found.measure_id)
    if "zurueck" in request.POST:
        attachments.withdraw(found, by=request.actor)
        said = "Die Datei ist nicht mehr öffentlich."
        if others := public_elsewhere(found):
            said += f" Dieselbe Datei ist noch öffentlich in: {', '.join(others)}."
        return back(request, url, said)
    attachments.publish(found, by=request.actor)
    return back(request, url, "Die Datei ist veröffentlicht.")


@get_or_post
def attachment_delete(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, and then delete a file for good."""
    require(rules.can_edit_plan(request.actor))
    found: Attachment = get_object_or_404(Attachment.objects.select_related("edition"), pk=pk)
    url = _url(request, found.edition_id, found.measure_id)
    if request.method == "POST":
        attachments.delete(found, by=request.actor)
        return back(request, url, "Die Datei ist gelöscht.")
    versions.refuse_adopted(found.edition)
    return render(request, "concept/frame/file_delete.html", {"file": found, "url": url})
