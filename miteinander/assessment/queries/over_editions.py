"""How a goal was judged in each edition in which it stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from miteinander.assessment.models import GoalJudgement
from miteinander.assessment.queries import public
from miteinander.concept.models import Edition, Goal
from miteinander.concept.queries import public as plan


@dataclass(frozen=True)
class Then:
    """The goal in one edition and its judgements there, the latest first.

    `is_newest`: no later edition has this goal.
    """

    goal: Goal
    judged: list[GoalJudgement]
    is_newest: bool

    @property
    def edition(self) -> Edition:
        """Where the goal stands in these words."""
        return self.goal.field.edition

    @property
    def latest(self) -> GoalJudgement | None:
        """The judgement that counts there."""
        return self.judged[0] if self.judged else None

    @property
    def verdict(self) -> str:
        """The code of the latest judgement, "" for none."""
        return self.judged[0].verdict if self.judged else ""


def over_editions(
    goals: Iterable[Goal], published: Sequence[Edition] | None = None
) -> dict[int, list[Then]]:
    """Goal id -> what was judged of it in each edition, the newest edition first.

    Goals are the same where one is the other's predecessor, over any number of editions. With
    `published`, only what everyone may read of these editions. A constant number of queries.
    """
    wanted = [goal.pk for goal in goals]
    families = _families(wanted)
    shown, judgements = _visible(published)
    keys = {key for family in families.values() for key in family}
    related = shown.filter(pk__in=keys).select_related("field__edition")
    there = {goal.pk: goal for goal in related}
    judged = public.by_goal(judgements.filter(goal__in=there))
    return {
        key: _rows([there[one] for one in family if one in there], judged)
        for key, family in families.items()
    }


def _families(wanted: list[int]) -> dict[int, list[int]]:
    """Each goal with what it was before and what became of it."""
    before = dict(Goal.objects.order_by().values_list("pk", "predecessor_id"))
    after: dict[int, list[int]] = defaultdict(list)
    for key, predecessor in before.items():
        if predecessor:
            after[predecessor].append(key)
    return {key: [*_back(key, before), *_onward(key, after)] for key in wanted}


def _back(key: int, before: Mapping[int, int | None]) -> list[int]:
    way: list[int] = []
    at = before.get(key)
    while at and at not in way:
        way.append(at)
        at = before.get(at)
    return way


def _onward(key: int, after: dict[int, list[int]]) -> list[int]:
    found = [key]
    for one in found:
        found += [other for other in after[one] if other not in found]
    return found


def _visible(
    published: Sequence[Edition] | None,
) -> tuple[QuerySet[Goal], QuerySet[GoalJudgement]]:
    if published is None:
        cited = ("evidence__report__measure", "evidence__cited_need")
        return Goal.objects.all(), GoalJudgement.objects.prefetch_related(*cited)
    may_be_read = Q(pk__in=[])
    for edition in published:
        may_be_read |= Q(pk__in=plan.goals(edition).order_by().values("pk"))
    goals = Goal.objects.filter(may_be_read)
    return goals, public.judgements_of(goals)


def _rows(goals: list[Goal], judged: dict[int, list[GoalJudgement]]) -> list[Then]:
    by_age = sorted(goals, key=lambda one: (one.field.edition.created_at, one.pk), reverse=True)
    return [
        Then(goal, judged.get(goal.pk, []), is_newest=place == 0)
        for place, goal in enumerate(by_age)
    ]
