"""What a need or a judgement rests on: added, changed, taken away."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from miteinander.assessment import rules
from miteinander.assessment.actions import evidence as actions
from miteinander.assessment.choices import SubjectKind
from miteinander.assessment.forms.evidence import EvidenceForm, JudgementEvidenceForm
from miteinander.assessment.models import GoalJudgement, JudgementEvidence, Need, NeedEvidence
from miteinander.assessment.values import EVIDENCE
from miteinander.assessment.views._shared import MODELS, get_or_post, page_of, to
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest

_ROWS: dict[str, tuple[Any, str]] = {
    SubjectKind.NEED: (NeedEvidence, "need"),
    SubjectKind.JUDGEMENT: (JudgementEvidence, "judgement__goal"),
}


@get_or_post
def evidence_add(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Put a piece of evidence to a need or a judgement."""
    require(rules.can_edit(request.actor))
    subject = get_object_or_404(MODELS[kind], pk=pk)
    form = _form(request, subject)
    if form.is_valid():
        try:
            actions.add(subject=subject, cleaned=form.cleaned_data, by=request.actor)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return to(request, page_of(request, subject), "Der Beleg ist hinzugefügt.")
    return _page(request, subject, form)


@get_or_post
def evidence_change(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Change a piece of evidence."""
    require(rules.can_edit(request.actor))
    row, subject = _load(kind, pk)
    form = _form(request, subject, row)
    if form.is_valid():
        try:
            actions.change(row=row, cleaned=form.cleaned_data, by=request.actor)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return to(request, page_of(request, subject), "Gespeichert.")
    return _page(request, subject, form, row=row)


@get_or_post
def evidence_delete(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Ask, then take a piece of evidence away."""
    require(rules.can_edit(request.actor))
    row, subject = _load(kind, pk)
    url = page_of(request, subject)
    if request.method == "POST":
        try:
            actions.delete(row=row, by=request.actor)
        except NotPossible as refusal:
            return to(request, url, str(refusal), good=False)
        return to(request, url, "Der Beleg ist gelöscht.")
    context = {"row": row, "subject": subject, "subject_url": url}
    return render(request, "assessment/evidence/delete.html", context)


def _load(kind: str, pk: int) -> tuple[actions.Row, Need | GoalJudgement]:
    model, related = _ROWS[kind]
    row = get_object_or_404(model.objects.select_related(related), pk=pk)
    return row, actions.subject_of(row)


def _form(
    request: TownRequest, subject: Need | GoalJudgement, row: actions.Row | None = None
) -> EvidenceForm:
    data = request.POST if request.method == "POST" else None
    initial = {key: getattr(row, key) for key in EVIDENCE} if row else {}
    if isinstance(subject, Need):
        return EvidenceForm(data, initial=initial)
    if isinstance(row, JudgementEvidence):
        initial |= {"report": row.report_id, "cited_need": row.cited_need_id}
    return JudgementEvidenceForm(data, initial=initial, goal_id=subject.goal_id)


def _page(
    request: TownRequest,
    subject: Need | GoalJudgement,
    form: EvidenceForm,
    row: actions.Row | None = None,
) -> HttpResponse:
    url = page_of(request, subject)
    context = {"form": form, "subject": subject, "subject_url": url, "row": row}
    return render(request, "assessment/evidence/form.html", context)
