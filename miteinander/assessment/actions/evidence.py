"""What a need or a judgement rests on, piece by piece."""

from typing import Any

from django.db import transaction

from miteinander.assessment import rules, versions
from miteinander.assessment.actions.judgements import refuse_public
from miteinander.assessment.choices import EvidenceKind
from miteinander.assessment.models import (
    Evidence,
    GoalJudgement,
    JudgementEvidence,
    Need,
    NeedEvidence,
)
from miteinander.assessment.values import EVIDENCE, kind_of
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

Cleaned = dict[str, Any]
Row = NeedEvidence | JudgementEvidence


def add(*, subject: Need | GoalJudgement, cleaned: Cleaned, by: Actor) -> Row:
    """Put a piece of evidence to a need or a judgement."""
    require(rules.can_edit(by))
    with transaction.atomic():
        current = _open(subject)
        row: Row
        if isinstance(current, Need):
            row = NeedEvidence(need=current)
        else:
            row = JudgementEvidence(judgement=current)
        row.municipality_id = by.municipality_id
        _store(row, cleaned, current, by)
    return row


def change(*, row: Row, cleaned: Cleaned, by: Actor) -> None:
    """Save what a piece of evidence says."""
    require(rules.can_edit(by))
    with transaction.atomic():
        current = _open(subject_of(row))
        _store(_fresh(row), cleaned, current, by)


def delete(*, row: Row, by: Actor) -> None:
    """Take a piece of evidence away; the earlier version of what rested on it keeps its words."""
    require(rules.can_edit(by))
    with transaction.atomic():
        current = _open(subject_of(row))
        _fresh(row).delete()
        _grown(current, by)


def subject_of(row: Row) -> Need | GoalJudgement:
    """What rests on it."""
    return row.need if isinstance(row, NeedEvidence) else row.judgement


def _open(subject: Need | GoalJudgement) -> Need | GoalJudgement:
    if isinstance(subject, Need):
        return versions.locked(subject)
    current = versions.locked(subject)
    refuse_public(current)
    return current


def _fresh(row: Row) -> Row:
    found = type(row).objects.filter(pk=row.pk).first()
    if found is None:
        raise NotPossible("Dieser Beleg wurde inzwischen gelöscht.")
    return found


def _store(row: Row, cleaned: Cleaned, subject: Need | GoalJudgement, by: Actor) -> None:
    keys = (*EVIDENCE, "report", "cited_need") if isinstance(subject, GoalJudgement) else EVIDENCE
    for key in keys:
        if key in cleaned:
            setattr(row, key, cleaned[key])
    _refuse_new_quote(row, subject, by)
    row.save()
    _grown(subject, by)


def _refuse_new_quote(row: Evidence, subject: Need | GoalJudgement, by: Actor) -> None:
    """A public need gets no quote by the way: publishing it asks whether somebody is recognised."""
    if row.is_public and row.kind == EvidenceKind.QUOTE and subject.published_at:
        raise NotPossible(
            "Der Bedarf ist schon veröffentlicht. Nehmen Sie ihn zurück, bevor Sie ein Zitat "
            "öffentlich zeigen: Beim Veröffentlichen prüfen Sie, ob jemand zu erkennen ist."
        )


def _grown(subject: Need | GoalJudgement, by: Actor) -> None:
    versions.keep_next(subject, by=by)
    audit.record(by, f"{kind_of(subject)}.changed", subject)
