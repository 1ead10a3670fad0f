"""Pages of people who look for a course."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from miteinander.accounts.fresh import fresh_sign_in_required
from miteinander.courses import learner_tables, notice_texts, rules, sealing
from miteinander.courses.actions import learner_export
from miteinander.courses.actions import learners as actions
from miteinander.courses.forms.learner_filters import LearnerFilter
from miteinander.courses.forms.learners import LearnerForm
from miteinander.courses.models import Learner
from miteinander.courses.queries import board
from miteinander.courses.queries import learners as found
from miteinander.courses.views._shared import to
from miteinander.kernel import audit
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest
from miteinander.ui.paging import page
from miteinander.ui.sheets import csv_response, xlsx_response


@require_safe
def learners(request: TownRequest) -> HttpResponse:
    """The people whom the actor may see; that a page of names was opened stands in the trail."""
    form = LearnerFilter(request.GET)
    shown = found.narrowed(found.learners(request.actor), form.chosen, request.municipality.pk)
    one_page = page(shown, request, by=found.ORDER, count=True)
    audit.record(request.actor, "learners.viewed", kind=Learner._meta.label_lower, is_change=False)
    rows = [(one, sealing.opened(one)) for one in one_page.items]
    context = {
        "form": form,
        "page": one_page,
        "rows": rows,
        "may_place": rules.can_place(request.actor),
        "may_export": rules.can_export_learners(request.actor),
    }
    return render(request, "courses/learners/list.html", context)


@require_safe
@fresh_sign_in_required
def learners_export(request: TownRequest, ending: str) -> HttpResponse:
    """The same list with names as a table."""
    chosen = LearnerFilter(request.GET).chosen
    shown = found.narrowed(found.learners(request.actor), chosen, request.municipality.pk)
    rows = learner_export.rows(found=shown, by=request.actor)
    answer = csv_response if ending == "csv" else xlsx_response
    return answer(f"kurswuensche.{ending}", learner_tables.HEADER, rows)


@require_safe
def learner(request: TownRequest, pk: int) -> HttpResponse:
    """Everything about a person, the proposal and the offers; looking is noted in the trail."""
    shown = _learner(request, pk)
    audit.read(request.actor, shown)
    newest = board.newest_proposal(shown)
    context = {
        "learner": shown,
        "private": sealing.opened(shown),
        "facts": learner_tables.facts(shown),
        "row": board.rows([newest])[0] if newest else None,
        "offers": shown.offers.select_related("run__course").order_by("-pk"),
        "may_place": rules.can_place(request.actor),
    }
    return render(request, "courses/learners/learner.html", context)


def learner_add(request: TownRequest) -> HttpResponse:
    """Enter somebody at the desk."""
    form = LearnerForm(request.POST or None)
    if form.is_valid():
        made = actions.add(values=form.values, private=form.private, by=request.actor)
        return to(request, "learner", "Der Kurswunsch ist eingetragen.", pk=made.pk)
    return render(request, "courses/learners/form.html", {"form": form})


def learner_change(request: TownRequest, pk: int) -> HttpResponse:
    """Change what somebody said; looking is noted in the trail."""
    shown = _learner(request, pk)
    form = LearnerForm(request.POST or None, instance=shown)
    if form.is_valid():
        values, private = form.values, form.private
        actions.change(learner=shown, values=values, private=private, by=request.actor)
        return to(request, "learner", "Gespeichert.", pk=pk)
    audit.read(request.actor, shown)
    return render(request, "courses/learners/form.html", {"form": form, "learner": shown})


@require_POST
def learner_withdraw(request: TownRequest, pk: int) -> HttpResponse:
    """The person looks for no course any more."""
    try:
        actions.withdraw(learner=_learner(request, pk), by=request.actor)
    except NotPossible as refusal:
        return to(request, "learner", str(refusal), good=False, pk=pk)
    return to(request, "learner", "Der Kurswunsch ist beendet und wird bald gelöscht.", pk=pk)


@require_POST
def learner_search_again(request: TownRequest, pk: int) -> HttpResponse:
    """The person looks for a course once more."""
    try:
        actions.search_again(learner=_learner(request, pk), by=request.actor)
    except NotPossible as refusal:
        return to(request, "learner", str(refusal), good=False, pk=pk)
    return to(request, "learner", "Der Kurswunsch gilt wieder.", pk=pk)


def learner_delete(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then delete."""
    shown = _learner(request, pk)
    if request.method == "POST":
        actions.delete(learner=shown, by=request.actor)
        return to(request, "learners", "Der Kurswunsch ist gelöscht.")
    return render(request, "courses/learners/delete.html", {"learner": shown})


@require_safe
def learner_notice(request: TownRequest) -> HttpResponse:
    """What the person is told about data protection (Art. 13 DSGVO), to print or to read out;
    `?sprache=ar` in their language."""
    privacy = reverse("public:privacy", kwargs={"town": request.municipality.slug})
    context = {
        "notice": notice_texts.in_language(request.GET.get("sprache", "")),
        "languages": list(notice_texts.ALL.values()),
        "privacy_url": request.build_absolute_uri(privacy),
    }
    return render(request, "courses/learners/notice.html", context)


def _learner(request: TownRequest, pk: int) -> Learner:
    shown: Learner = get_object_or_404(found.everybody(), pk=pk)
    require(rules.can_see_learner(request.actor, shown.entered_by_id))
    return shown
