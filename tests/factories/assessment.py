"""Needs, judgements and what they rest on."""

from datetime import date
from itertools import count

from django.utils import timezone

from miteinander.assessment.choices import EvidenceKind, Verdict
from miteinander.assessment.models import (
    GoalJudgement,
    JudgementEvidence,
    Need,
    NeedEvidence,
)
from miteinander.concept.models import Field, Goal, Measure
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns

_numbers = count(1)


def need(
    municipality: Municipality,
    title: str = "",
    *tied_to: Field | Goal | Measure,
    is_published: bool = False,
    **values,
) -> Need:
    """A need, tied to these items of the plan."""
    values.setdefault("statement", "Es fehlen Plätze.")
    with all_towns():
        made = Need.objects.create(
            municipality=municipality,
            title=title or f"Bedarf {next(_numbers)}",
            published_at=timezone.now() if is_published else None,
            **values,
        )
        for item in tied_to:
            getattr(made, f"{item._meta.model_name}s").add(item)
        return made


def judgement(
    of: Goal,
    verdict: Verdict = Verdict.PARTLY,
    *,
    is_published: bool = False,
    judged_on: date | None = None,
    **values,
) -> GoalJudgement:
    """A judgement of a goal."""
    values.setdefault("reasons", "Die Hälfte ist geschafft.")
    values.setdefault("judged_by", "Integrationsrat")
    with all_towns():
        return GoalJudgement.objects.create(
            municipality_id=of.municipality_id,
            goal=of,
            verdict=verdict,
            judged_on=judged_on or date(2026, 3, 1),
            published_at=timezone.now() if is_published else None,
            **values,
        )


def evidence(
    on: Need | GoalJudgement, words: str = "Es sind 120 Kinder.", **values
) -> NeedEvidence | JudgementEvidence:
    """What a need or a judgement rests on."""
    values.setdefault("kind", EvidenceKind.OWN_NUMBERS)
    own = {"municipality_id": on.municipality_id, "words": words, **values}
    with all_towns():
        if isinstance(on, Need):
            return NeedEvidence.objects.create(need=on, **own)
        return JudgementEvidence.objects.create(judgement=on, **own)
