"""All editions: which there are, drafting the next one, adopting one, looking back to a day."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_safe

from miteinander.concept import rules
from miteinander.concept.actions import next_edition
from miteinander.concept.forms.editions import AdoptForm, DayForm, NextForm
from miteinander.concept.models import Edition
from miteinander.concept.queries import as_of, plan, succession
from miteinander.concept.views._shared import address, back
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def load_edition(pk: int) -> Edition:
    """The edition with its concept and the one before it, or a 404."""
    found: Edition = get_object_or_404(
        Edition.objects.select_related("concept", "predecessor"), pk=pk
    )
    return found


@require_safe
def editions(request: TownRequest) -> HttpResponse:
    """Every edition with what can be done with it."""
    found = list(plan.editions(request.municipality))
    if not found:
        return render(request, "concept/plan/empty.html")
    context = {
        "editions": found,
        "concept": found[0].concept,
        "in_force": plan.working_edition(request.municipality),
        "can_publish": rules.can_publish(request.actor),
    }
    return render(request, "concept/editions/list.html", context)


@get_or_post
def edition_next(request: TownRequest, pk: int, is_amendment: bool = False) -> HttpResponse:
    """Draft the next edition from this one, or an amendment of it."""
    require(rules.can_publish(request.actor))
    found = load_edition(pk)
    form = NextForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = next_edition.draft(
                found, **form.cleaned_data, is_amendment=is_amendment, by=request.actor
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            said = f"„{made}“ ist entworfen. Noch sieht das niemand außerhalb."
            return back(request, address(request, "succession", pk=made.pk), said)
    context = {"edition": found, "form": form, "is_amendment": is_amendment}
    return render(request, "concept/editions/next.html", context)


@get_or_post
def edition_adopt(request: TownRequest, pk: int) -> HttpResponse:
    """Write the decision down; from then on the edition stays as it is."""
    require(rules.can_publish(request.actor))
    found = load_edition(pk)
    keys = ("adopted_on", "adopted_by", "paper_number")
    initial = {key: getattr(found, key) for key in keys}
    form = AdoptForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        decision = {key: form.cleaned_data[key] for key in keys}
        try:
            next_edition.adopt(found, decision, by=request.actor)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            said = f"Der Beschluss ist festgehalten. „{found}“ bleibt ab jetzt, wie sie ist."
            return back(request, address(request, "edition", pk=pk), said)
    context = {
        "edition": found,
        "concept": found.concept,
        "form": form,
        "drafts": plan.drafts_in(found),
        "undecided": succession.undecided(found),
    }
    return render(request, "concept/editions/adopt.html", context)


@require_safe
def edition_days(request: TownRequest, pk: int) -> HttpResponse:
    """Choose the day to which to look back."""
    found = load_edition(pk)
    form = DayForm(request.GET or None)
    if form.is_valid():
        day = form.cleaned_data["tag"].isoformat()
        return back(request, address(request, "edition_as_of", pk=pk, day=day))
    context = {"edition": found, "concept": found.concept, "form": form}
    return render(request, "concept/editions/as_of.html", context)


@require_safe
def edition_as_of(request: TownRequest, pk: int, day: str) -> HttpResponse:
    """The edition as it was at the end of a day (`2026-03-12`)."""
    found = load_edition(pk)
    context = {
        "edition": found,
        "concept": found.concept,
        "day": day_in(day),
        "form": DayForm(initial={"tag": day}),
        "snapshot": as_of.snapshot(found, day_in(day)),
    }
    return render(request, "concept/editions/as_of.html", context)


def day_in(text: str):  # type: ignore[no-untyped-def]
    """The day that an address names; anything else is a 404."""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2999:
        raise Http404("Diesen Tag gibt es nicht.")
    return day
