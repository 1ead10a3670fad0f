"""What a report to the council says of needs and judgements; constant numbers of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from miteinander.assessment.models import GoalJudgement, Need
from miteinander.assessment.queries import judgements as goals
from miteinander.assessment.queries import needs, public
from miteinander.assessment.queries.over_editions import Then, over_editions
from miteinander.concept.models import Edition, Goal
from miteinander.concept.queries import public as plan


@dataclass(frozen=True)
class JudgedGoal:
    """A goal with its judgements up to a day, the latest first; `latest` is None without one.

    `earlier`: how it was judged up to that day in the editions before, the newest first.
    """

    goal: Goal
    judgements: list[GoalJudgement]
    earlier: tuple[Then, ...] = ()

    @property
    def latest(self) -> GoalJudgement | None:
        """The judgement that counts on that day."""
        return self.judgements[0] if self.judgements else None


def needs_for_report(edition: Edition, *, everything: bool = False) -> QuerySet[Need]:
    """The needs, the most urgent first, each with `evidence`, `in_fields`, `in_goals`, `answers`.

    At most six queries. Only what is published, unless `everything` asks for all.
    """
    if everything:
        return needs.for_list(needs.needs(), edition)
    return public.needs(edition)


def judgements_for_report(
    edition: Edition, *, on: date, everything: bool = False
) -> list[JudgedGoal]:
    """Every goal in the order of the plan with its judgements up to the day.

    Only public goals and what is published of them, unless `everything` asks for all. Three
    queries, five more where there is an edition before.
    """
    rows = _all(edition) if everything else public.judgements(edition)
    judged = public.by_goal(rows.filter(judged_on__lte=on))
    goals = list(_goals(edition, everything))
    earlier = _earlier(edition, goals, on, everything) if edition.predecessor_id else {}
    return [JudgedGoal(goal, judged.get(goal.pk, []), earlier.get(goal.pk, ())) for goal in goals]


def _earlier(
    edition: Edition, goals: list[Goal], on: date, everything: bool
) -> dict[int, tuple[Then, ...]]:
    before = None if everything else plan.published(edition.municipality)
    return {
        key: tuple(
            replace(then, judged=[one for one in then.judged if one.judged_on <= on])
            for then in rows
            if then.edition.created_at < edition.created_at
        )
        for key, rows in over_editions(goals, before).items()
    }


def _all(edition: Edition) -> QuerySet[GoalJudgement]:
    found = GoalJudgement.objects.filter(goal__field__edition=edition)
    return found.prefetch_related("evidence")


def _goals(edition: Edition, everything: bool) -> Iterable[Goal]:
    found = goals.goals(edition).select_related("field", "topic")
    return found if everything else found.filter(pk__in=plan.goals(edition).order_by().values("pk"))
