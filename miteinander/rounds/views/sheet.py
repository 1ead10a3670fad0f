"""The page on which all measures of an inquiry are answered, behind whichever door."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.rounds.actions import answers, inquiries
from miteinander.rounds.actions.answers import Outcome, Typed
from miteinander.rounds.choices import AnswerState, RoundState
from miteinander.rounds.desks import Desk
from miteinander.rounds.forms.answers import AnswerForm
from miteinander.rounds.models import Answer
from miteinander.rounds.queries import answers as queries
from miteinander.rounds.said import MEANINGS

Page = Callable[..., HttpResponse]
SAVED = "Gespeichert. Sie können jederzeit weiterschreiben."


def sheet(request: TownRequest, desk: Desk) -> HttpResponse:
    """GET shows; POST stores what was typed and does what the pressed button says."""
    if request.method != "POST" or desk.inquiry.round.state == RoundState.CLOSED:
        return _page(request, desk)
    by = desk.by(request.POST.get("name", ""))
    inquiries.note_opened(desk.inquiry, by=by)
    verb, _, key = request.POST.get("tun", "").partition("-")
    try:
        reopened = answers.take_up_again(find(desk, key), by=by) if verb == "berichtigen" else None
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return _page(request, desk)
    forms = [form for form in _forms(request, desk) if form.is_sent(request.POST)]
    sent = {form.answer.pk: form for form in forms}
    typed = _typed(sent, verb, key, reopened)
    outcome = answers.write(desk.inquiry, typed, by=by, handed_in=_wanted(verb, key, sent))
    if outcome.rivals or outcome.problems or any(form.errors for form in forms):
        return _page(request, desk, forms=sent, outcome=outcome)
    return _go_on(request, desk, verb, key, outcome)


def _typed(
    sent: dict[int, AnswerForm], verb: str, key: str, reopened: Answer | None
) -> dict[int, Typed]:
    """What goes into the answers; whoever saw another's text has chosen which one counts."""
    typed = {}
    for pk, form in sent.items():
        form.is_valid()
        typed[pk] = form.typed
        chosen, _, version = key.partition("-")
        if verb == "meins" and chosen == str(pk) and version.isdecimal():
            typed[pk] = Typed(form.typed.values, int(version))
        if reopened and reopened.pk == pk:
            typed[pk] = Typed(form.typed.values, reopened.version)
    if verb == "ihres" and key.isdecimal():
        typed.pop(int(key), None)
    return typed


def _wanted(verb: str, key: str, sent: dict[int, AnswerForm]) -> list[int]:
    """The keys of the answers to be handed in: one, or all in which something was said."""
    if verb != "abgeben":
        return []
    right = [pk for pk, form in sent.items() if not form.errors]
    if key:
        return [pk for pk in right if str(pk) == key]
    return right


def _go_on(request: TownRequest, desk: Desk, verb: str, key: str, outcome: Outcome) -> HttpResponse:
    """Lead to what the button was for, now that all is stored."""
    if verb == "unveraendert":
        return _unchanged(request, desk, key)
    if verb == "dateien" and key.isdecimal():
        return HttpResponseRedirect(f"{desk.base}antwort/{key}/dateien/")
    if verb == "andere":
        return HttpResponseRedirect(f"{desk.base}andere/{f'?antwort={key}' if key else ''}")
    if verb == "abgeben":
        return _handed_in(request, desk, outcome)
    if verb != "berichtigen":
        messages.success(request, SAVED)
    return HttpResponseRedirect(f"{desk.base}{f'#antwort-{key}' if key.isdecimal() else ''}")


def _unchanged(request: TownRequest, desk: Desk, key: str) -> HttpResponse:
    try:
        by = desk.by(request.POST.get("name", ""))
        done = answers.say_unchanged(find(desk, key), by=by)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{desk.base}#antwort-{key}")
    return _handed_in(request, desk, Outcome(handed_in=[done]))


def _handed_in(request: TownRequest, desk: Desk, outcome: Outcome) -> HttpResponse:
    if not queries.sheet(desk.inquiry).open:
        return HttpResponseRedirect(f"{desk.base}danke/")
    for answer in outcome.handed_in:
        messages.success(request, f"Abgegeben: „{answer.measure_title}“. Vielen Dank!")
    return HttpResponseRedirect(desk.base)


def find(desk: Desk, key: Any) -> Answer:
    """One answer of the inquiry, or a 404."""
    found = queries.answers(desk.inquiry)
    for answer in found:
        if str(answer.pk) == str(key):
            return answer
    raise Http404("Diese Maßnahme gehört nicht zu Ihrer Anfrage.")


def autosave(request: TownRequest, desk: Desk, key: int) -> HttpResponse:
    """Store one answer while somebody types; gives a line that says so, and the new version."""
    answer = find(desk, key)
    form = AnswerForm(answer, desk.inquiry.round.questions, request.POST)
    form.is_valid()
    by = desk.by(request.POST.get("name", ""))
    inquiries.note_opened(desk.inquiry, by=by)
    context: dict[str, Any] = {"form": form, "answer": answer, "desk": desk}
    try:
        outcome = answers.write(desk.inquiry, {answer.pk: form.typed}, by=by)
        context["rival"] = outcome.rivals.get(answer.pk)
    except NotPossible as refusal:
        context["refusal"] = str(refusal)
    answer.refresh_from_db(fields=["version", "saved_at"])
    return render(request, "rounds/answer/_saved.html", context)


def seen(request: TownRequest, desk: Desk) -> HttpResponse:
    """Somebody moved or typed on the page: a person has opened it."""
    inquiries.note_opened(desk.inquiry, by=desk.by())
    return HttpResponse()


def thanks(request: TownRequest, desk: Desk) -> HttpResponse:
    """What happens next."""
    return _plain(request, desk, "thanks")


def copy(request: TownRequest, desk: Desk) -> HttpResponse:
    """All answers as a page to print or to keep as PDF."""
    return _plain(request, desk, "copy")


def _plain(request: TownRequest, desk: Desk, name: str) -> HttpResponse:
    context = _context(desk, queries.sheet(desk.inquiry))
    return render(request, f"rounds/answer/{name}.html", context)


def typed_words(request: TownRequest) -> list[str]:
    """What was written in the request, to be copied where it can no longer be stored."""
    inside = [(name, text) for name, text in request.POST.items() if "-" in name]
    return [str(text) for name, text in inside if len(str(text).split()) > 1]


def _forms(request: TownRequest, desk: Desk) -> list[AnswerForm]:
    found = queries.answers(desk.inquiry)
    data = request.POST if request.method == "POST" else None
    return [AnswerForm(one, desk.inquiry.round.questions, data) for one in found]


def _page(
    request: TownRequest,
    desk: Desk,
    *,
    forms: dict[int, AnswerForm] | None = None,
    outcome: Outcome | None = None,
) -> HttpResponse:
    found = queries.sheet(desk.inquiry)
    outcome = outcome or Outcome()
    rows = [_row(one, desk, (forms or {}).get(one.pk), outcome) for one in found.answers]
    context = {
        **_context(desk, found),
        "rows": rows,
        "typed": typed_words(request),
        "author": desk.author(request.POST.get("name", "")),
        "has_problems": bool(forms),
        "meanings": [(status.label, text) for status, text in MEANINGS.items()],
    }
    name = "closed" if desk.inquiry.round.state == RoundState.CLOSED else "sheet"
    return render(request, f"rounds/answer/{name}.html", context)


def _row(answer: Answer, desk: Desk, sent: AnswerForm | None, outcome: Outcome) -> dict[str, Any]:
    is_open = answer.state in answers.WRITABLE
    rival = outcome.rivals.get(answer.pk)
    form = sent or AnswerForm(answer, desk.inquiry.round.questions)
    reports = answer.measure.read_reports if answer.measure else []  # type: ignore[attr-defined]
    return {
        "answer": answer,
        "form": form if is_open or rival else None,
        "rival": rival,
        "problem": outcome.problems.get(answer.pk, ""),
        "last": reports[0] if reports else None,
        "earlier": reports[1:],
        "can_correct": answer.state in (AnswerState.ANSWERED, AnswerState.MISDIRECTED),
    }


def _context(desk: Desk, found: queries.Sheet) -> dict[str, Any]:
    return {
        "desk": desk,
        "inquiry": desk.inquiry,
        "round": desk.inquiry.round,
        "sheet": found,
    }
