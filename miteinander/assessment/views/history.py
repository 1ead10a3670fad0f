"""What needs and judgements said before."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from miteinander.assessment.queries.history import steps
from miteinander.assessment.views._shared import MODELS, page_of
from miteinander.kernel.http import TownRequest


@require_safe
def history(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Who changed what, when."""
    subject = get_object_or_404(MODELS[kind], pk=pk)
    context = {
        "subject": subject,
        "subject_url": page_of(request, subject),
        "steps": steps(subject),
    }
    return render(request, "assessment/history.html", context)
