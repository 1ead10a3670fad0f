"""Reading along: what committees and partners see of needs and judgements."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.assessment.queries import public
from miteinander.concept.queries import public as plan
from miteinander.concept.queries.shared import editions
from miteinander.kernel.http import TownRequest


@require_safe
def shared(request: TownRequest) -> HttpResponse:
    """What is shared or published, for the newest edition that is."""
    edition = editions(request.municipality).first()
    context: dict[str, object] = {"edition": edition}
    if edition:
        judged = public.by_goal(public.judgements(edition, with_shared=True))
        goals = plan.goals(edition).select_related("field").order_by("field__position", "position")
        context |= {
            "concept": edition.concept,
            "needs": public.needs(edition, with_shared=True),
            "goals": [(goal, judged[goal.pk]) for goal in goals if goal.pk in judged],
        }
    return render(request, "assessment/shared/page.html", context)
