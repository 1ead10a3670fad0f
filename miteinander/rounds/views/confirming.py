"""Looking answers through, and making reports of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from miteinander.concept.queries.measures import PLAN_ORDER
from miteinander.concept.report_words import NAMES
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest
from miteinander.rounds import rules
from miteinander.rounds.actions import confirming, returning
from miteinander.rounds.combining import combined
from miteinander.rounds.comparison import compared
from miteinander.rounds.forms.confirming import PublicVersionForm, QuestionForm, ReviewFilter
from miteinander.rounds.models import Answer, AnswerFile, Round
from miteinander.rounds.queries import confirming as found
from miteinander.rounds.queries import review_table
from miteinander.ui import paging
from miteinander.ui.sheets import csv_response, xlsx_response

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
_PUBLIC = ("status", "reported_on", "author", *NAMES)


@require_safe
def review(request: TownRequest, pk: int) -> HttpResponse:
    """All answers that were handed in, narrowed by what the address says."""
    asking = _round(pk)
    sheets, form = _narrowed(request, asking)
    shown = {one.measure.pk: one for one in sheets if form.shows(one)}
    page = paging.page(found.in_order(asking, shown), request, by=PLAN_ORDER)
    context = {
        "round": asking,
        "form": form,
        "is_filtered": bool(form.chosen),
        "sheets": [shown[one.pk] for one in page.items],
        "page": page,
        "publishable": sum(any(_is_new(a) for a in one.given) for one in sheets),
        **_progress(sheets),
    }
    return _page(request, "list", context)


@require_safe
def review_export(request: TownRequest, pk: int, ending: str) -> HttpResponse:
    """What the filter leaves, as a table: every answer with what was reported before."""
    asking = _round(pk)
    sheets, form = _narrowed(request, asking)
    rows = review_table.rows(one for one in sheets if form.shows(one))
    if ending == "csv":
        return csv_response("antworten.csv", review_table.HEADERS, rows)
    return xlsx_response("antworten.xlsx", review_table.HEADERS, rows)


def _narrowed(request: TownRequest, asking: Round) -> tuple[list[found.Sheet], ReviewFilter]:
    sheets = found.sheets(asking)
    return sheets, ReviewFilter(request.GET, sheets, asking.edition.concept.field_name)


@get_or_post
def sheet(request: TownRequest, pk: int, measure: int) -> HttpResponse:
    """One measure: what was answered beside what was reported before, and the public version."""
    require(rules.can_read_answers(request.actor))
    asking = _round(pk)
    all_sheets, one = found.sheets(asking), _one(asking, measure)
    if request.method != "POST":
        return _sheet_page(request, asking, all_sheets, one, _form(asking, one))
    form = PublicVersionForm(request.POST)
    if form.is_valid():
        try:
            confirming.prepare(asking, one.measure, **form.cleaned_data, by=request.actor)
            return _on(request, asking, all_sheets, one)
        except NotPossible as refusal:
            form.add_error("status", str(refusal))
        except confirming.Overtaken:
            return _overtaken(request, asking, measure)
    return _sheet_page(request, asking, all_sheets, one, form)


@get_or_post
def publish(request: TownRequest, pk: int) -> HttpResponse:
    """Ask whether all are to be published; publish these (`massnahme`), or all."""
    require(rules.can_publish_answers(request.actor))
    asking = _round(pk)
    sheets = [one for one in found.sheets(asking) if any(_is_new(a) for a in one.given)]
    if request.method != "POST":
        unread = sum(one.standing == "offen" for one in sheets)
        context = {"round": asking, "number": len(sheets), "unread": unread}
        return _page(request, "publish", context)
    chosen = set(request.POST.getlist("massnahme"))
    keys = [s.measure.pk for s in sheets if "alle" in request.POST or str(s.measure.pk) in chosen]
    if not keys:
        messages.error(request, "Bitte wählen Sie aus, was veröffentlicht werden soll.")
        return HttpResponseRedirect(_url(request, "round_review", pk=pk))
    outcome = confirming.publish(asking, keys, by=request.actor)
    if outcome.refused:
        return _page(request, "refused", {"round": asking, "outcome": outcome})
    messages.success(request, _published(outcome.published))
    return HttpResponseRedirect(_url(request, "round_review", pk=pk))


@require_POST
def reopen(request: TownRequest, pk: int, measure: int) -> HttpResponse:
    """Take a published report back, so that it can be edited or asked about."""
    require(rules.can_publish_answers(request.actor))
    one = _one(_round(pk), measure)
    try:
        confirming.reopen(_round(pk), one.measure, by=request.actor)
        messages.success(request, "Der Bericht ist nicht mehr öffentlich und wieder offen.")
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(_url(request, "round_sheet", pk=pk, measure=measure))


@get_or_post
def send_back(request: TownRequest, pk: int) -> HttpResponse:
    """Give an answer back with a question."""
    require(rules.can_read_answers(request.actor))
    related = Answer.objects.select_related("round", "organisation", "inquiry", "measure")
    answer: Answer = get_object_or_404(related, pk=pk, measure__isnull=False)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            returning.send_back(answer, form.cleaned_data["question"], by=request.actor)
        except NotPossible as refusal:
            form.add_error("question", str(refusal))
        else:
            messages.success(request, f"Die Rückfrage an {answer.organisation} ist unterwegs.")
            parts = {"pk": answer.round_id, "measure": answer.measure_id}
            return HttpResponseRedirect(_url(request, "round_sheet", **parts))
    return _page(request, "question", {"answer": answer, "round": answer.round, "form": form})


@require_POST
def take_file(request: TownRequest, pk: int) -> HttpResponse:
    """Make a file that came with an answer a public one of the measure."""
    require(rules.can_publish_answers(request.actor))
    related = AnswerFile.objects.select_related("answer__measure__edition")
    file: AnswerFile = get_object_or_404(related, pk=pk, answer__measure__isnull=False)
    try:
        returning.take_file(file, file.name.rpartition(".")[0] or file.name, by=request.actor)
        messages.success(request, f"„{file.name}“ steht jetzt öffentlich bei der Maßnahme.")
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    parts = {"pk": file.answer.round_id, "measure": file.answer.measure_id}
    return HttpResponseRedirect(_url(request, "round_sheet", **parts) + "#dateien")


def _round(pk: int) -> Round:
    return get_object_or_404(Round.objects.select_related("edition__concept"), pk=pk)


def _one(asking: Round, measure: int) -> found.Sheet:
    sheets = found.sheets(asking, [measure])
    if not sheets:
        raise Http404("Zu dieser Maßnahme gibt es in dieser Runde keine Antwort.")
    return sheets[0]


def _form(asking: Round, one: found.Sheet) -> PublicVersionForm:
    if one.report:
        said: dict[str, Any] = {name: getattr(one.report, name) for name in _PUBLIC}
    else:
        said = combined(one.given, asking) if one.given else {}
    return PublicVersionForm(initial={**said, "basis": one.basis})


def _overtaken(request: TownRequest, asking: Round, measure: int) -> HttpResponse:
    """What was typed stays in the form, beside and on the basis of what stands there now."""
    sheets = found.sheets(asking)
    one = _one(asking, measure)
    form = PublicVersionForm({**request.POST.dict(), "basis": one.basis})
    return _sheet_page(request, asking, sheets, one, form, is_overtaken=True)


def _sheet_page(
    request: TownRequest,
    asking: Round,
    sheets: list[found.Sheet],
    one: found.Sheet,
    form: PublicVersionForm,
    **more: Any,
) -> HttpResponse:
    before, after = _neighbours(sheets, one)
    context = {
        "round": asking,
        "sheet": one,
        "measure": one.measure,
        "form": form,
        "previous_sheet": before,
        "next_sheet": after,
        "columns": [compared(answer, one) for answer in one.answers],
        "shows_differences": "unterschiede" in request.GET,
        "files": found.files(one.answers),
        **_progress(sheets),
        **more,
    }
    return _page(request, "sheet", context)


def _on(
    request: TownRequest, asking: Round, sheets: list[found.Sheet], one: found.Sheet
) -> HttpResponse:
    """Where the pressed button leads: publish at once, then the next measure or this one."""
    said = "Die öffentliche Fassung ist gespeichert, aber noch nicht veröffentlicht."
    if "veroeffentlichen" in request.POST and rules.can_publish_answers(request.actor):
        outcome = confirming.publish(asking, [one.measure.pk], by=request.actor)
        for _, sentence in outcome.refused:
            messages.error(request, sentence)
        said = _published(outcome.published) if outcome.published else said
    messages.success(request, said)
    _, after = _neighbours(sheets, one)
    target = one if after is None or "bleiben" in request.POST else after
    url = _url(request, "round_sheet", pk=asking.pk, measure=target.measure.pk)
    return HttpResponseRedirect(url)


def _neighbours(
    sheets: list[found.Sheet], one: found.Sheet
) -> tuple[found.Sheet | None, found.Sheet | None]:
    """What is looked through before and after this one; nothing beside what nobody handed in."""
    keys = [each.measure.pk for each in sheets]
    if one.measure.pk not in keys:
        return None, None
    place = keys.index(one.measure.pk)
    before = sheets[place - 1] if place else None
    return before, sheets[place + 1] if place + 1 < len(sheets) else None


def _is_new(answer: Answer) -> bool:
    return answer.state == "answered"


def _progress(sheets: list[found.Sheet]) -> dict[str, int]:
    done = sum(one.standing != "offen" for one in sheets)
    return {"done": done, "total": len(sheets)}


def _published(number: int) -> str:
    return (
        "Ein Bericht ist veröffentlicht." if number == 1 else f"{number} Berichte sind öffentlich."
    )


def _url(request: TownRequest, name: str, **parts: Any) -> str:
    return reverse(f"workspace:{name}", kwargs={"town": request.municipality.slug, **parts})


def _page(request: TownRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    may = {"can_publish": rules.can_publish_answers(request.actor)}
    return render(request, f"rounds/review/{name}.html", {**context, **may})
