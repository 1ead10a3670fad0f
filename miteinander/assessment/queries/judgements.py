"""Goals with their judgements and how their measures stand, for those who judge."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from miteinander.assessment.models import GoalJudgement
from miteinander.concept.models import Edition, Goal, Measure, StatusReport

ORDER = ("field__position", "field_id", "topic_order", "position", "pk")
NOT_JUDGED = "ohne"


def goals(edition: Edition) -> QuerySet[Goal]:
    """The edition's goals in the order of the plan, with their latest `verdict` (None: none)."""
    latest = GoalJudgement.objects.filter(goal=OuterRef("pk")).order_by("-judged_on", "-pk")
    order = Coalesce("topic__position", -1, output_field=IntegerField())
    found = Goal.objects.filter(field__edition=edition).annotate(
        topic_order=order, verdict=Subquery(latest.values("verdict")[:1])
    )
    return found.order_by(*ORDER)


def narrowed(found: QuerySet[Goal], chosen: Mapping[str, str]) -> QuerySet[Goal]:
    """Only what the filters ask for; keys as in `forms.filters.GoalFilter`."""
    if key := chosen.get("feld"):
        found = found.filter(field=int(key))
    if chosen.get("urteil") == NOT_JUDGED:
        return found.filter(verdict=None)  # type: ignore[misc]
    if verdict := chosen.get("urteil"):
        found = found.filter(verdict=verdict)  # type: ignore[misc]
    return found


def for_list(found: QuerySet[Goal]) -> QuerySet[Goal]:
    """With their field, their judgements (the latest first) and the status of their measures."""
    measures = Measure.objects.only("goal_id", "status").order_by()
    return found.select_related("field").prefetch_related(
        "judgements", Prefetch("measures", measures)
    )


def for_export(found: QuerySet[Goal]) -> QuerySet[Goal]:
    """With their judgements and what these rest on."""
    return found.select_related("field").prefetch_related("judgements__evidence")


def counts(found: QuerySet[Goal]) -> Counter[str]:
    """How many goals have which verdict ("" for none)."""
    verdicts = found.order_by().values_list("verdict", flat=True)  # type: ignore[misc]
    return Counter(verdict or "" for verdict in verdicts)


def whole_goal(pk: int) -> QuerySet[Goal]:
    """A goal with its judgements and, beside them, its measures with their reports."""
    reports = StatusReport.objects.order_by("-reported_on", "-pk")
    judged = GoalJudgement.objects.prefetch_related(
        "evidence__report__measure", "evidence__cited_need"
    )
    return (
        Goal.objects.filter(pk=pk)
        .select_related("field__edition__concept", "topic")
        .prefetch_related(
            Prefetch("judgements", judged),
            Prefetch("measures", Measure.objects.defer("internal_notes")),
            Prefetch("measures__reports", reports),
            "needs",
        )
    )
