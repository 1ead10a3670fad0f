"""What stands beside the words of an answer: files, and other people who can answer."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from miteinander.kernel import limits
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.headers import as_file
from miteinander.kernel.http import TownRequest
from miteinander.kernel.uploads import is_too_large
from miteinander.rounds.actions import files as files_of
from miteinander.rounds.actions import passing
from miteinander.rounds.desks import Desk
from miteinander.rounds.forms.answers import FileForm, OthersForm
from miteinander.rounds.models import AnswerFile, Inquiry
from miteinander.rounds.queries import answers as queries
from miteinander.rounds.views.sheet import find

MOST_PASSED_ON, WHILE = 20, 24 * 3600  # seconds


def files(request: TownRequest, desk: Desk, key: int) -> HttpResponse:
    """The files of an answer; POST adds one. In a request of its own: no word can get lost."""
    answer = find(desk, key)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and is_too_large(request):
        form.add_error("file", "Diese Datei ist größer als 20 MB. Bitte verkleinern Sie sie.")
    if form.is_valid():
        try:
            files_of.add(answer, form.cleaned_data["file"], by=desk.by())
        except NotPossible as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, "Die Datei ist angekommen.")
            return HttpResponseRedirect(request.path)
    context = {"desk": desk, "answer": answer, "form": form, "inquiry": desk.inquiry}
    return render(request, "rounds/answer/files.html", context)


def file(request: TownRequest, desk: Desk, key: int, file: int) -> HttpResponseBase:
    """A file as a download."""
    found = _file(desk, key, file)
    try:
        content = found.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404("Diese Datei fehlt.") from gone
    return as_file(
        FileResponse(
            content, as_attachment=True, filename=found.name, content_type=found.media_type
        )
    )


def file_delete(request: TownRequest, desk: Desk, key: int, file: int) -> HttpResponse:
    """POST deletes a file that is not handed in yet."""
    try:
        files_of.delete(_file(desk, key, file), by=desk.by())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Die Datei ist gelöscht.")
    return HttpResponseRedirect(f"{desk.base}antwort/{key}/dateien/")


def _file(desk: Desk, key: int, file: int) -> AnswerFile:
    mine = AnswerFile.objects.filter(answer__inquiry=desk.inquiry, answer=key)
    found = mine.select_related("answer__inquiry").filter(pk=file).first()
    if found is None:
        raise Http404("Diese Datei gibt es nicht.")
    return found


def others(request: TownRequest, desk: Desk) -> HttpResponse:
    """Say who else can answer: pass on with a mail, or leave it to the coordination."""
    waiting = queries.sheet(desk.inquiry).open
    chosen = [request.GET["antwort"]] if "antwort" in request.GET else [str(a.pk) for a in waiting]
    form = OthersForm(waiting, request.POST or None, initial={"measures": chosen})
    if form.is_valid():
        try:
            return _to_others(request, desk, form)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    context = {"desk": desk, "form": form, "inquiry": desk.inquiry, "waiting": waiting}
    return render(request, "rounds/answer/others.html", context)


def _to_others(request: TownRequest, desk: Desk, form: OthersForm) -> HttpResponse:
    said = form.cleaned_data
    keys = [int(key) for key in said["measures"]]
    person = {key: said[key] for key in ("name", "email", "note")}
    if said["way"] == "pass_on":
        if limits.wait(f"rounds.passed:{desk.inquiry.pk}", most=MOST_PASSED_ON, seconds=WHILE):
            raise NotPossible("Heute wurde schon sehr oft weitergegeben. Bitte morgen wieder.")
        passing.pass_on(desk.inquiry, keys, **person, by=desk.by())
        messages.success(request, f"{said['name']} bekommt gleich eine Mail mit einem Link.")
    else:
        passing.misdirect(desk.inquiry, keys, **person, by=desk.by())
        messages.success(request, "Danke. Die Koordination klärt, wen sie fragt.")
    return HttpResponseRedirect(desk.base)


def take_back(request: TownRequest, desk: Desk, colleague: int) -> HttpResponse:
    """POST takes back what was passed on and is still open."""
    given = Inquiry.objects.filter(passed_on_by=desk.inquiry, pk=colleague).first()
    if given is None:
        raise Http404("Diese Weitergabe gibt es nicht.")
    try:
        number = passing.take_back(given, by=desk.by())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        said = "Sie antworten wieder selbst." if number else "Dort ist schon alles beantwortet."
        messages.success(request, said)
    return HttpResponseRedirect(desk.base)
