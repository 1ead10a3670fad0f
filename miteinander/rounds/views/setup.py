"""The list of rounds, and what is set up before one is sent."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from miteinander.concept.forms.filters import MeasureFilter
from miteinander.concept.queries import measures as found_measures
from miteinander.concept.views._shared import address, back, working_edition
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.network.models import Organisation
from miteinander.rounds import letters, rules, wording
from miteinander.rounds.actions import rounds as actions
from miteinander.rounds.actions import sending
from miteinander.rounds.choices import LetterKind, RoundState
from miteinander.rounds.forms.filters import RoundFilter, cleaned
from miteinander.rounds.forms.rounds import (
    ChosenMeasures,
    RecipientForm,
    RoundForm,
    initial,
    reminders,
)
from miteinander.rounds.models import Answer, Inquiry, Round
from miteinander.rounds.queries import recipients
from miteinander.rounds.queries import rounds as found_rounds
from miteinander.ui.paging import page


@require_safe
def rounds(request: TownRequest) -> HttpResponse:
    """All rounds, or those that the address asks for."""
    form = RoundFilter(request.GET)
    state = cleaned(form)["stand"]
    rows = found_rounds.rounds(state)
    context = {
        "form": form,
        "page": page(rows, request, by=("-period_until", "-pk"), count=True),
        "is_filtered": bool(state),
        "may_run": rules.can_run_rounds(request.actor),
    }
    return render(request, "rounds/rounds.html", context)


def add(request: TownRequest) -> HttpResponse:
    """Begin a round, with the set-up of a former one (`?wie=`) or of none."""
    edition = working_edition(request)
    if edition is None:
        return back(request, address(request, "rounds"), "Erst braucht es ein Konzept.", good=False)
    like = _like(request)
    form = RoundForm(request.POST or None, initial=initial(like))
    if request.method == "POST" and form.is_valid():
        made = actions.create(
            edition=edition, values=form.cleaned_data, like=like, by=request.actor
        )
        return back(request, address(request, "round_measures", pk=made.pk))
    context = {"form": form, "words": wording.WORDS, "like": like}
    return render(request, "rounds/round_form.html", context)


def change(request: TownRequest, pk: int) -> HttpResponse:
    """Change a round that is not sent yet."""
    asking = draft(request, pk)
    if isinstance(asking, HttpResponse):
        return asking
    form = RoundForm(request.POST or None, instance=asking, initial=reminders(asking))
    if request.method == "POST" and form.is_valid():
        actions.change(asking=asking, values=form.cleaned_data, by=request.actor)
        return back(request, address(request, "round_preview", pk=pk), "Gespeichert.")
    context = {"form": form, "words": wording.WORDS, "round": asking}
    return render(request, "rounds/round_form.html", context)


def measures(request: TownRequest, pk: int) -> HttpResponse:
    """Choose the measures: filter, then tick, or take or leave all that are shown."""
    asking = draft(request, pk)
    if isinstance(asking, HttpResponse):
        return asking
    if request.method == "POST":
        return _choose(request, asking)
    edition = asking.edition
    form = MeasureFilter(request.GET, edition, edition.concept.field_name)
    found = found_measures.narrowed(found_measures.measures_of(edition), form.chosen)
    context = {
        "round": asking,
        "form": form,
        "is_filtered": bool(form.chosen),
        "shown": found_measures.for_table(found).order_by(*found_measures.PLAN_ORDER),
        "chosen": set(asking.measures.values_list("pk", flat=True)),
    }
    return render(request, "rounds/measures.html", context)


def _choose(request: TownRequest, asking: Round) -> HttpResponse:
    form = ChosenMeasures(request.POST, asking)
    here = request.get_full_path()
    if not form.is_valid():
        sentence = "Diese Auswahl passt nicht mehr zum Konzept. Bitte wählen Sie noch einmal."
        return back(request, here, sentence, good=False)
    shown, chosen = form.cleaned_data["gezeigt"], form.cleaned_data["gefragt"]
    if "alle" in request.POST:
        chosen = shown
    if "keine" in request.POST:
        chosen = []
    actions.choose(asking=asking, shown=shown, chosen=chosen, by=request.actor)
    if "weiter" in request.POST:
        return back(request, address(request, "round_preview", pk=asking.pk))
    number = asking.measures.count()
    return back(request, here, f"Gespeichert. Gefragt wird zu {number} Maßnahmen.")


@require_safe
def preview(request: TownRequest, pk: int) -> HttpResponse:
    """Who will get which mail about what, and where something is missing."""
    asking = draft(request, pk)
    if isinstance(asking, HttpResponse):
        return asking
    plan = recipients.preview(asking)
    context = {"round": asking, "plan": plan, "mail": _example(request, asking, plan)}
    return render(request, "rounds/preview.html", context)


def _example(request: TownRequest, asking: Round, plan: recipients.Preview) -> Any:
    """(subject, text) of the mail to one of those who are asked."""
    one = next((one for one in plan.asked if one.email), None)
    if one is None:
        return None
    inquiry = Inquiry(round=asking, organisation=one.organisation, name=one.name, email=one.email)
    answers = [Answer(measure_title=str(measure)) for measure in one.measures]
    return letters.preview(inquiry, LetterKind.INVITATION, answers, request.municipality)


def recipient(request: TownRequest, pk: int, organisation: int) -> HttpResponse:
    """Say who is asked for an institution; in a running round the person gets a mail at once."""
    asking: Round = get_object_or_404(Round.objects.select_related("edition__concept"), pk=pk)
    of = get_object_or_404(Organisation, pk=organisation)
    to = address(request, "round_preview" if asking.state == RoundState.DRAFT else "round", pk=pk)
    one = recipients.suggested(asking, of)
    start = {"person": one.person, "name": one.name, "email": one.email}
    form = RecipientForm(request.POST or None, organisation=of, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            sending.name_recipient(
                asking=asking, organisation=of, by=request.actor, **form.cleaned_data
            )
        except NotPossible as refusal:
            return back(request, to, str(refusal), good=False)
        return back(request, to, f"Für {of} wird {form.cleaned_data['email']} gefragt.")
    context = {"round": asking, "organisation": of, "form": form, "back_url": to, "asked": one}
    return render(request, "rounds/recipient.html", context)


@require_POST
def send(request: TownRequest, pk: int) -> HttpResponse:
    """Send it; a second click sends nothing again."""
    asking = get_object_or_404(Round, pk=pk)
    try:
        number = sending.send(asking=asking, by=request.actor)
    except NotPossible as refusal:
        return back(request, address(request, "round", pk=pk), str(refusal), good=False)
    return back(request, address(request, "round", pk=pk), f"{number} Mails sind auf dem Weg.")


def delete(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then delete a round that was never sent."""
    asking = draft(request, pk)
    if isinstance(asking, HttpResponse):
        return asking
    if request.method == "POST":
        actions.delete(asking=asking, by=request.actor)
        return back(request, address(request, "rounds"), f"„{asking.title}“ ist gelöscht.")
    return render(request, "rounds/round_delete.html", {"round": asking})


def draft(request: TownRequest, pk: int) -> Round | HttpResponse:
    """The round if it is in preparation; else the way to its board."""
    asking: Round = get_object_or_404(Round.objects.select_related("edition__concept"), pk=pk)
    if asking.state == RoundState.DRAFT:
        return asking
    sentence = "Diese Berichtsrunde ist schon verschickt. Hier sehen Sie, wer geantwortet hat."
    return back(request, address(request, "round", pk=pk), sentence)


def _like(request: TownRequest) -> Round | None:
    key = request.GET.get("wie", "")
    if key.isascii() and key.isdecimal() and len(key) < 19:
        return Round.objects.filter(pk=key).first()
    return None
