"""Pages of goals and how far they are reached."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from miteinander.assessment import rules, versions
from miteinander.assessment.actions import judgements as actions
from miteinander.assessment.forms.filters import GoalFilter
from miteinander.assessment.forms.judgements import JudgementForm
from miteinander.assessment.models import GoalJudgement
from miteinander.assessment.queries import judgements as found_goals
from miteinander.assessment.queries.over_editions import over_editions
from miteinander.assessment.values import JUDGEMENT
from miteinander.assessment.views._shared import (
    address,
    edition_of,
    get_or_post,
    page_of,
    rights,
    say_overtaken,
    to,
)
from miteinander.concept.models import Goal
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest
from miteinander.ui.paging import page


@require_safe
def goals(request: TownRequest) -> HttpResponse:
    """The goals of the edition with their latest judgement."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "concept/plan/empty.html")
    form = GoalFilter(request.GET, edition=edition)
    found = found_goals.narrowed(found_goals.goals(edition), form.chosen)
    context = {
        "form": form,
        "edition": edition,
        "concept": edition.concept,
        "counts": found_goals.counts(found),
        "page": page(found_goals.for_list(found), request, by=found_goals.ORDER, count=True),
    }
    return render(request, "assessment/goals/list.html", context)


@require_safe
def goal_judgements(request: TownRequest, pk: int) -> HttpResponse:
    """What was judged of a goal over time; beside it, how its measures stand."""
    goal = get_object_or_404(found_goals.whole_goal(pk))
    context = {
        "goal": goal,
        "concept": goal.field.edition.concept,
        "editions": over_editions([goal])[goal.pk],
        **rights(request),
    }
    return render(request, "assessment/goals/goal.html", context)


@require_safe
def judgements_over_editions(request: TownRequest) -> HttpResponse:
    """How the goals of the edition were judged in each edition in which they stand."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "concept/plan/empty.html")
    form = GoalFilter(request.GET, edition=edition)
    found = found_goals.narrowed(found_goals.goals(edition), form.chosen).select_related("field")
    shown = page(found, request, by=found_goals.ORDER, count=True)
    context = {
        "form": form,
        "edition": edition,
        "concept": edition.concept,
        "page": shown,
        "editions": over_editions(shown.items),
    }
    return render(request, "assessment/goals/over_editions.html", context)


@get_or_post
def judgement_add(request: TownRequest, pk: int) -> HttpResponse:
    """Judge a goal; earlier judgements stay."""
    require(rules.can_edit(request.actor))
    goal: Goal = get_object_or_404(Goal, pk=pk)
    data = request.POST if request.method == "POST" else None
    form = JudgementForm(data, initial={"judged_on": timezone.localdate()})
    if form.is_valid():
        made = actions.add(goal=goal, cleaned=form.cleaned_data, by=request.actor)
        said = "Die Bewertung ist gespeichert. Fügen Sie jetzt hinzu, worauf sie beruht."
        return to(request, page_of(request, made), said)
    return _form_page(request, goal, form)


@get_or_post
def judgement_change(request: TownRequest, pk: int) -> HttpResponse:
    """Correct a judgement that is not public."""
    require(rules.can_edit(request.actor))
    found = _load(pk)
    initial = {key: getattr(found, key) for key in JUDGEMENT}
    data = request.POST if request.method == "POST" else None
    form = JudgementForm(data, initial={**initial, "based_on": found.version})
    if form.is_valid():
        based_on = form.cleaned_data["based_on"] or found.version
        cleaned, by = form.cleaned_data, request.actor
        try:
            actions.change(judgement=found, cleaned=cleaned, based_on=based_on, by=by)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        except versions.Overtaken as refusal:
            say_overtaken(form, refusal)
        else:
            return to(request, page_of(request, found), "Gespeichert.")
    return _form_page(request, found.goal, form, judgement=found)


@get_or_post
def judgement_delete(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then delete; a public one is taken back first."""
    require(rules.can_publish(request.actor))
    found = _load(pk)
    if request.method == "POST":
        try:
            actions.delete(judgement=found, by=request.actor)
        except NotPossible as refusal:
            return to(request, page_of(request, found), str(refusal), good=False)
        url = address(request, "goal_judgements", pk=found.goal_id)
        return to(request, url, "Die Bewertung ist gelöscht.")
    return render(request, "assessment/goals/delete.html", {"judgement": found})


def _load(pk: int) -> GoalJudgement:
    found: GoalJudgement = get_object_or_404(GoalJudgement.objects.select_related("goal"), pk=pk)
    return found


def _form_page(request: TownRequest, goal: Goal, form: JudgementForm, **more: Any) -> HttpResponse:
    context = {"goal": goal, "form": form, **more}
    return render(request, "assessment/goals/form.html", context)
