"""What others than those who edit read: the only place that decides it.

Everyone reads what is published, committees and partners also what is shared with them; of the
evidence only what is marked as public, of the plan only what `concept.queries.public` shows.
"""

from collections import defaultdict

from django.db.models import Prefetch, Q, QuerySet

from miteinander.assessment.models import GoalJudgement, JudgementEvidence, Need, NeedEvidence
from miteinander.assessment.queries.needs import needs as all_needs
from miteinander.concept.models import Edition, Goal
from miteinander.concept.queries import public as plan


def needs(edition: Edition, *, with_shared: bool = False) -> QuerySet[Need]:
    """The needs that may be read, the most urgent first.

    Each has its public `evidence`, and of the edition `in_fields`, `in_goals` and `answers`: the
    public measures that answer it.
    """
    answers = plan.for_list(plan.in_plan_order(plan.measures(edition)))
    return (
        all_needs()
        .filter(_readable(with_shared))
        .prefetch_related(
            Prefetch("evidence", NeedEvidence.objects.filter(is_public=True)),
            Prefetch("fields", plan.fields(edition), to_attr="in_fields"),
            Prefetch("goals", plan.goals(edition), to_attr="in_goals"),
            Prefetch("measures", answers, to_attr="answers"),
        )
    )


def judgements(edition: Edition, *, with_shared: bool = False) -> QuerySet[GoalJudgement]:
    """The judgements of the edition's public goals that may be read, as `judgements_of`."""
    return judgements_of(plan.goals(edition), with_shared=with_shared)


def judgements_of(goals: QuerySet[Goal], *, with_shared: bool = False) -> QuerySet[GoalJudgement]:
    """The judgements of these goals that may be read, the latest first.

    Each has its public `evidence`; neither reports nor needs that it cites.
    """
    found = GoalJudgement.objects.filter(
        _readable(with_shared), goal__in=goals.order_by().values("pk")
    )
    rows = JudgementEvidence.objects.filter(is_public=True).defer("report", "cited_need")
    return found.prefetch_related(Prefetch("evidence", rows))


def by_goal(found: QuerySet[GoalJudgement]) -> dict[int, list[GoalJudgement]]:
    """Goal id -> its judgements, the latest first: two queries."""
    rows: dict[int, list[GoalJudgement]] = defaultdict(list)
    for one in found:
        rows[one.goal_id].append(one)
    return dict(rows)


def _readable(with_shared: bool) -> Q:
    is_public = Q(published_at__isnull=False)
    return is_public | Q(shared_at__isnull=False) if with_shared else is_public
