"""Who reads a need or a judgement."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from miteinander.assessment import rules
from miteinander.assessment.actions import publishing as actions
from miteinander.assessment.forms.publishing import PublishForm
from miteinander.assessment.views._shared import MODELS, get_or_post, page_of, to
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest


@get_or_post
def publish(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Show what everyone will read, ask whether quotes name nobody, then publish."""
    require(rules.can_publish(request.actor))
    subject = get_object_or_404(MODELS[kind], pk=pk)
    has_quotes = actions.has_public_quotes(subject)
    data = request.POST if request.method == "POST" else None
    form: forms.Form = PublishForm(data, has_quotes=has_quotes)
    if form.is_valid():
        are_checked = form.cleaned_data.get("are_quotes_checked", False)
        try:
            actions.publish(subject=subject, are_quotes_checked=are_checked, by=request.actor)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return to(request, page_of(request, subject), "Veröffentlicht.")
    context = {
        "form": form,
        "subject": subject,
        "subject_url": page_of(request, subject),
        "shown": subject.evidence.filter(is_public=True),
        "hidden": subject.evidence.filter(is_public=False).count(),
    }
    return render(request, "assessment/publish.html", context)


@require_POST
def withdraw(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Take it out of the public pages."""
    require(rules.can_publish(request.actor))
    subject = get_object_or_404(MODELS[kind], pk=pk)
    actions.withdraw(subject=subject, by=request.actor)
    return to(request, page_of(request, subject), "Nicht mehr öffentlich.")


@require_POST
def share(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Let committees and partners read it, or (`beenden`) end that."""
    require(rules.can_publish(request.actor))
    subject = get_object_or_404(MODELS[kind], pk=pk)
    is_shared = "beenden" not in request.POST
    actions.share(subject=subject, is_shared=is_shared, by=request.actor)
    said = "Gremien und Partner lesen jetzt mit." if is_shared else "Das Teilen ist beendet."
    return to(request, page_of(request, subject), said)
