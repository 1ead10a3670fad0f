"""The board of a round and what is done from there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from miteinander.concept.views._shared import address, back
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.rounds import rules
from miteinander.rounds.actions import reminders, sending
from miteinander.rounds.actions import rounds as actions
from miteinander.rounds.choices import RoundState
from miteinander.rounds.forms.filters import BoardFilter, cleaned
from miteinander.rounds.forms.rounds import DueForm, MoreForm, ReminderForm
from miteinander.rounds.models import Answer, Inquiry, Letter, Round
from miteinander.rounds.queries import board as found_board
from miteinander.ui.sheets import csv_response, xlsx_response


@require_safe
def board(request: TownRequest, pk: int) -> HttpResponse:
    """Who was asked and how far they are; looks again by itself while the round runs."""
    asking = _round(pk)
    if asking.state == RoundState.DRAFT:
        return back(request, address(request, "round_preview", pk=pk))
    form = BoardFilter(request.GET)
    wanted = cleaned(form)
    context = {
        "round": asking,
        "board": found_board.board(asking, wanted["zeigen"], wanted["suche"]),
        "form": form,
        "kinds": found_board.SHOWN,
        "is_filtered": any(wanted.values()),
        "may_run": rules.can_run_rounds(request.actor),
    }
    return render(request, "rounds/board.html", context)


@require_safe
def export(request: TownRequest, pk: int, ending: str) -> HttpResponse:
    """What the filter leaves, as a table."""
    wanted = cleaned(BoardFilter(request.GET))
    found = found_board.board(_round(pk), wanted["zeigen"], wanted["suche"])
    rows = found_board.table(found)
    if ending == "csv":
        return csv_response("berichtsrunde.csv", found_board.HEADERS, rows)
    return xlsx_response("berichtsrunde.xlsx", found_board.HEADERS, rows)


def remind(request: TownRequest, pk: int) -> HttpResponse:
    """Remind all who have open answers, or one (`?anfrage=`), with a text that can be changed."""
    asking = _round(pk)
    key = request.GET.get("anfrage", "")
    inquiry = get_object_or_404(_inquiries(), pk=key, round=asking) if key.isdecimal() else None
    form = ReminderForm(request.POST or None, initial={"words": asking.reminder})
    waiting = found_board.silent(asking)
    number = waiting.filter(pk=inquiry.pk).count() if inquiry else waiting.count()
    if request.method == "POST" and form.is_valid():
        sent = reminders.remind(
            asking=asking, inquiry=inquiry, words=form.cleaned_data["words"], by=request.actor
        )
        sentence = (
            f"{sent} Erinnerungen sind auf dem Weg."
            if sent != 1
            else "Die Erinnerung ist auf dem Weg."
        )
        if not sent:
            sentence = "Es gibt gerade niemanden zu erinnern: Niemand wird zweimal am Tag erinnert."
        return _to_board(request, pk, sentence, good=bool(sent))
    context = {"round": asking, "form": form, "inquiry": inquiry, "number": number}
    return render(request, "rounds/remind.html", context)


def extend(request: TownRequest, pk: int) -> HttpResponse:
    """Another day until which answers are waited for."""
    asking = _round(pk)
    form = DueForm(request.POST or None, initial={"due_on": asking.due_on})
    if request.method == "POST" and form.is_valid():
        due_on = form.cleaned_data["due_on"]
        sentence = f"Die Frist ist jetzt der {due_on:%d.%m.%Y}."
        return _done(
            request,
            pk,
            sentence,
            lambda: actions.extend(asking=asking, due_on=due_on, by=request.actor),
        )
    return render(request, "rounds/extend.html", {"round": asking, "form": form})


def close(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then close the round."""
    asking = _round(pk)
    if request.method == "POST":
        sentence = "Die Berichtsrunde ist abgeschlossen."
        return _done(request, pk, sentence, lambda: actions.close(asking=asking, by=request.actor))
    context = {"round": asking, "board": found_board.board(asking)}
    return render(request, "rounds/close.html", context)


@require_POST
def reopen(request: TownRequest, pk: int) -> HttpResponse:
    """Let a closed round go on."""
    asking = _round(pk)
    sentence = "Die Berichtsrunde läuft wieder."
    return _done(request, pk, sentence, lambda: actions.reopen(asking=asking, by=request.actor))


def more(request: TownRequest, pk: int) -> HttpResponse:
    """Ask an institution about more measures in a running round."""
    asking = _round(pk)
    form = MoreForm(request.POST or None, asking=asking)
    if request.method == "POST" and form.is_valid():
        try:
            asked = sending.add(asking=asking, by=request.actor, **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            sentence = (
                "Die Mail ist auf dem Weg." if asked.email else "Es fehlt noch eine Mailadresse."
            )
            return _to_board(request, pk, f"{asked.organisation} wird gefragt. {sentence}")
    return render(request, "rounds/more.html", {"round": asking, "form": form})


@require_POST
def renew_link(request: TownRequest, pk: int) -> HttpResponse:
    """A new link to the same address; older ones open nothing any more."""
    inquiry = get_object_or_404(_inquiries(), pk=pk)
    sentence = f"Ein neuer Link ist auf dem Weg an {inquiry.email}. Frühere gelten nicht mehr."
    return _done(
        request,
        inquiry.round_id,
        sentence,
        lambda: sending.fresh_link(inquiry=inquiry, by=request.actor),
    )


@require_POST
def send_again(request: TownRequest, pk: int) -> HttpResponse:
    """Send a mail once more of which nobody knows whether it arrived, or that did not."""
    letter: Letter = get_object_or_404(
        Letter.objects.select_related("inquiry__round", "mail"), pk=pk
    )
    return _done(
        request,
        letter.inquiry.round_id,
        "Die Mail geht noch einmal hinaus.",
        lambda: sending.send_again(letter=letter, by=request.actor),
    )


@require_POST
def ask_proposed(request: TownRequest, pk: int) -> HttpResponse:
    """Ask whoever was named as "andere zuständig"."""
    answer: Answer = get_object_or_404(
        Answer.objects.select_related("round", "organisation"), pk=pk
    )
    return _done(
        request,
        answer.round_id,
        f"{answer.other_name or answer.other_email} wird gefragt.",
        lambda: sending.ask_proposed(answer=answer, by=request.actor),
    )


def _inquiries() -> Any:
    return Inquiry.objects.select_related("round", "organisation")


def _round(pk: int) -> Round:
    return get_object_or_404(Round.objects.select_related("edition__concept"), pk=pk)


def _done(request: TownRequest, pk: int, sentence: str, act: Callable[[], Any]) -> HttpResponse:
    """Act, then show the board with what happened or why it did not."""
    try:
        act()
    except NotPossible as refusal:
        return _to_board(request, pk, str(refusal), good=False)
    return _to_board(request, pk, sentence)


def _to_board(request: TownRequest, pk: int, sentence: str, *, good: bool = True) -> HttpResponse:
    return back(request, address(request, "round", pk=pk), sentence, good=good)
