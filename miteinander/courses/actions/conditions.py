"""The rules of access."""

from typing import Any

from django.db import transaction

from miteinander.courses import rules
from miteinander.courses.conditions import USUAL
from miteinander.courses.models import AccessCondition
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.kernel.slugs import slug_of

FIELDS = ("title", "explanation", "source", "url", "source_on")


@transaction.atomic
def add_usual(*, by: Actor) -> int:
    """Take over the usual rules that are not there yet; how many."""
    require(rules.can_manage(by))
    known = set(AccessCondition.objects.values_list("code", flat=True))
    made = AccessCondition.objects.bulk_create(
        AccessCondition(
            municipality_id=by.municipality_id,
            code=one.code,
            title=one.title,
            explanation=one.explanation,
            source=one.source,
            url=one.url,
            source_on=one.on,
        )
        for one in USUAL
        if one.code not in known
    )
    audit.record(by, "conditions.added", kind=AccessCondition._meta.label_lower)
    return len(made)


@transaction.atomic
def save(
    *, condition: AccessCondition | None, values: dict[str, Any], by: Actor
) -> AccessCondition:
    """Add a rule, or change one; its code stays what it was."""
    require(rules.can_manage(by))
    one = condition or AccessCondition(
        municipality_id=by.municipality_id, code=_free_code(values["title"])
    )
    for name in FIELDS:
        setattr(one, name, values[name])
    one.save()
    audit.record(by, "condition.changed" if condition else "condition.added", one)
    return one


@transaction.atomic
def delete(*, condition: AccessCondition, by: Actor) -> None:
    """Delete a rule; courses that named it no longer do."""
    require(rules.can_manage(by))
    audit.record(by, "condition.deleted", condition)
    condition.delete()


def _free_code(title: str) -> str:
    base = slug_of(title)[:32].strip("-") or "bedingung"
    taken = set(AccessCondition.objects.values_list("code", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(code for code in numbered if code not in taken)
