"""Judging how far goals are reached."""

from typing import Any

from django.db import transaction

from miteinander.assessment import rules, versions
from miteinander.assessment.models import GoalJudgement
from miteinander.assessment.values import JUDGEMENT, changed, values
from miteinander.concept.models import Goal
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

Cleaned = dict[str, Any]
_PUBLIC = "Diese Bewertung ist veröffentlicht. Nehmen Sie sie zuerst zurück."


def add(*, goal: Goal, cleaned: Cleaned, by: Actor) -> GoalJudgement:
    """Judge a goal; earlier judgements stay. Nobody but those who edit reads it yet."""
    require(rules.can_edit(by))
    with transaction.atomic():
        if not Goal.objects.filter(pk=goal.pk).exists():
            raise NotPossible(f"„{goal}“ wurde inzwischen gelöscht.")
        judgement = GoalJudgement.objects.create(
            municipality_id=by.municipality_id,
            goal=goal,
            **{key: cleaned[key] for key in JUDGEMENT},
        )
        versions.keep(judgement, by=by)
        audit.record(by, "judgement.added", judgement)
    return judgement


def change(
    *, judgement: GoalJudgement, cleaned: Cleaned, based_on: int, by: Actor
) -> GoalJudgement:
    """Correct a judgement that is not public; without a difference nothing is written.

    Raises `Overtaken` where somebody else saved meanwhile.
    """
    require(rules.can_edit(by))
    with transaction.atomic():
        current = versions.locked(judgement)
        versions.refuse_overtaken(current, based_on)
        refuse_public(current)
        before = values(current)
        for key in JUDGEMENT:
            setattr(current, key, cleaned[key])
        current.save()
        if changed(before, values(current)):
            versions.keep_next(current, by=by)
            audit.record(by, "judgement.changed", current)
    return current


def delete(*, judgement: GoalJudgement, by: Actor) -> None:
    """Delete a judgement for good, with its evidence and its versions; not a public one."""
    require(rules.can_publish(by))
    with transaction.atomic():
        current = versions.locked(judgement)
        refuse_public(current)
        audit.record(by, "judgement.deleted", current)
        versions.of(current).delete()
        current.delete()


def refuse_public(judgement: GoalJudgement) -> None:
    """What the town said in public is taken back before it is changed."""
    if judgement.published_at:
        raise NotPossible(_PUBLIC)
