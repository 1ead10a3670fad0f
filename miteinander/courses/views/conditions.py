"""Pages of the rules of access."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from miteinander.courses import rules
from miteinander.courses.actions import conditions as actions
from miteinander.courses.forms.courses import ConditionForm
from miteinander.courses.models import AccessCondition
from miteinander.courses.queries import courses as found
from miteinander.courses.views._shared import rights, to
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest


@require_safe
def conditions(request: TownRequest) -> HttpResponse:
    """Who may come to courses, as rules with their sources."""
    context = {"conditions": found.conditions(), **rights(request)}
    return render(request, "courses/conditions/list.html", context)


@require_POST
def conditions_usual(request: TownRequest) -> HttpResponse:
    """Take over the usual rules."""
    number = actions.add_usual(by=request.actor)
    said = f"{number} übliche Bedingungen sind angelegt." if number else "Alle waren schon da."
    return to(request, "course_conditions", said)


def condition_add(request: TownRequest) -> HttpResponse:
    """Add a rule."""
    require(rules.can_manage(request.actor))
    return _form(request, None)


def condition_change(request: TownRequest, pk: int) -> HttpResponse:
    """Change a rule."""
    require(rules.can_manage(request.actor))
    return _form(request, get_object_or_404(AccessCondition, pk=pk))


def condition_delete(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then delete."""
    require(rules.can_manage(request.actor))
    one = get_object_or_404(AccessCondition, pk=pk)
    if request.method == "POST":
        actions.delete(condition=one, by=request.actor)
        return to(request, "course_conditions", f"„{one}“ ist gelöscht.")
    number = one.courses.count()
    context = {"condition": one, "number": number}
    return render(request, "courses/conditions/delete.html", context)


def _form(request: TownRequest, one: AccessCondition | None) -> HttpResponse:
    form = ConditionForm(request.POST or None, instance=one)
    if form.is_valid():
        actions.save(condition=one, values=form.cleaned_data, by=request.actor)
        return to(request, "course_conditions", "Gespeichert.")
    context = {"form": form, "condition": one}
    return render(request, "courses/conditions/form.html", context)
