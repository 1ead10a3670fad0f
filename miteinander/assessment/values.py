"""What a need or a judgement says, as plain JSON: the shape of its earlier versions.

Empty is "" or []; days are ISO dates, numbers are texts, things of the plan are named by keys.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from miteinander.assessment.choices import SubjectKind
from miteinander.assessment.models import Evidence, GoalJudgement, Need, Subject

Values = dict[str, Any]

NEED = ("title", "statement", "since_on", "stated_by", "priority", "state", "reason")
LINKS = ("fields", "goals", "measures")
JUDGEMENT = ("verdict", "judged_on", "period", "judged_by", "reasons")
EVIDENCE = (
    *("kind", "words", "source", "source_on", "url"),
    *("number", "unit", "place", "is_public"),
)
ROWS = "evidence"


def kind_of(subject: Subject) -> SubjectKind:
    """Whether it is a need or a judgement."""
    return SubjectKind.NEED if isinstance(subject, Need) else SubjectKind.JUDGEMENT


def values(subject: Need | GoalJudgement) -> Values:
    """Everything that a version keeps; at most four queries."""
    if isinstance(subject, Need):
        found = {key: plain(getattr(subject, key)) for key in NEED}
        found |= {key: sorted(getattr(subject, key).values_list("pk", flat=True)) for key in LINKS}
    else:
        found = {key: plain(getattr(subject, key)) for key in JUDGEMENT}
    rows = subject.evidence.order_by("pk")
    return {**found, ROWS: [evidence_values(one) for one in rows]}


def evidence_values(row: Evidence) -> Values:
    """What one piece of evidence says, with its key."""
    return {"pk": row.pk, **{key: plain(getattr(row, key)) for key in EVIDENCE}}


def plain(value: Any) -> Any:
    """A field's value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return "" if value is None else value


def changed(before: Values, after: Values) -> list[str]:
    """The keys under which the two differ."""
    return [key for key in after if (before.get(key) or "") != (after[key] or "")]
