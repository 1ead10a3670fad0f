"""What is stored about a person: search, review, hand out, erase.

Names and mail addresses are sent, never part of an address: addresses stand in logs.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miteinander.accounts.fresh import fresh_sign_in_required, town_of
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest
from miteinander.kernel.retention.persons import CONTACT
from miteinander.kernel.retention.policy import Keep
from miteinander.kernel.retention.subjects import Subject
from miteinander.privacy import answers, rules
from miteinander.privacy.actions import persons as actions
from miteinander.privacy.forms.persons import SearchForm, SubjectForm, hidden
from miteinander.privacy.queries import persons

REASON = "Rechte anderer Personen (Art. 15 Abs. 4 DSGVO)"


@fresh_sign_in_required
def access(request: TownRequest) -> HttpResponse:
    """Search somebody by name or mail address."""
    require(rules.can_erase(request.actor))
    form = SearchForm(request.POST or None)
    found = []
    if form.is_valid():
        candidates = persons.find(form.cleaned_data["suche"])
        found = [(one, hidden(one.subject)) for one in candidates]
    return render(request, "privacy/access.html", {"form": form, "found": found})


@fresh_sign_in_required
def review(request: TownRequest) -> HttpResponse:
    """Everything about the person, with boxes for what must be left out."""
    form = _subject(request)
    if form is None:
        return _back(request)
    actions.note_look(subject=form.cleaned_data["subject"], by=request.actor)
    found = persons.records_for_town(form.cleaned_data["subject"])
    context = {
        **_about(form),
        "sections": answers.sections(found),
        "number": len(found),
        "reason": REASON,
    }
    return render(request, "privacy/review.html", context)


@fresh_sign_in_required
def hand_out(request: TownRequest) -> HttpResponse:
    """The ZIP for the person."""
    form = _subject(request)
    if form is None:
        return _back(request)
    left_out = {
        one: request.POST.get(f"grund-{one}", "").strip()[:300] or REASON
        for one in request.POST.getlist("weglassen")
    }
    content = actions.answer(
        subject=form.cleaned_data["subject"],
        left_out=left_out,
        municipality=request.municipality,
        by=request.actor,
    )
    return _zip(content)


@fresh_sign_in_required
def erase(request: TownRequest) -> HttpResponse:
    """Say what will happen, ask, then erase."""
    form = _subject(request)
    if form is None:
        return _back(request)
    if request.POST.get("sicher"):
        try:
            number = actions.erase(
                subject=form.cleaned_data["subject"],
                named=request.POST.getlist("auch"),
                by=request.actor,
            )
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Gelöscht oder ersetzt: {number} Einträge.")
            return _back(request)
    actions.note_look(subject=form.cleaned_data["subject"], by=request.actor)
    return render(request, "privacy/person_erase.html", {**_about(form), **_split(form)})


def _split(form: SubjectForm) -> dict[str, Any]:
    """The records by what erasing does: goes by itself, by a tick, by hand, not at all."""
    found = persons.records_for_town(form.cleaned_data["subject"])
    parts: dict[str, Any] = {"going": [], "by_tick": [], "by_hand": [], "staying": []}
    for one in found:
        if one.is_own and _is_somebody_else(one, form.cleaned_data["subject"]):
            parts["by_hand"].append(one)
        elif one.is_own:
            stays = isinstance(one.table.if_person_asks, Keep)
            parts["staying" if stays else "going"].append(one)
        elif actions.can_erase_named(one.table) and _is_by_name(one):
            parts["by_tick"].append(one)
        else:
            parts["by_hand"].append(one)
    sections = ("going", "staying", "by_hand")
    return {**parts, **{name: answers.sections(parts[name]) for name in sections}}


def _is_somebody_else(record: persons.Record, subject: Subject) -> bool:
    """A contact person with the same mail address: offices share theirs."""
    return record.table.model.lower() == CONTACT and record.key != str(subject.contact_id)


def _is_by_name(record: persons.Record) -> bool:
    return any(fact.name in record.table.found_by.name for fact in record.facts)


def _subject(request: TownRequest) -> SubjectForm | None:
    require(rules.can_erase(request.actor))
    form = SubjectForm(request.POST)
    return form if form.is_valid() else None


def _about(form: SubjectForm) -> dict[str, Any]:
    subject = form.cleaned_data["subject"]
    return {"title": form.cleaned_data["title"], "hidden": hidden(subject), "subject": subject}


def _back(request: TownRequest) -> HttpResponse:
    return redirect("workspace:access", town=request.municipality.slug)


@never_cache
@login_required
@fresh_sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_data(request: HttpRequest) -> HttpResponse:
    """What is stored about the person signed in, and by POST as a file to keep.

    Whoever rules a municipality's sign-in service can come as any of its people: such a session
    reads nothing of other municipalities.
    """
    user, town = request.user, town_of(request)
    if request.method == "POST":
        return _zip(actions.own_answer(user, town))
    found = persons.own_records(user, town)  # type: ignore[arg-type]
    context = {"sections": answers.sections(found), "number": len(found), "is_of_one_town": town}
    return render(request, "privacy/own_data.html", context)


def _zip(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    name = f"auskunft-{timezone.localdate():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
