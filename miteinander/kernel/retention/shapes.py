"""Shapes that the shelves of several rooms have: a shelf then says only what is its own."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from miteinander.kernel.retention.periods import Period
from miteinander.kernel.retention.policy import (
    GONE,
    TASK,
    Begin,
    Delete,
    FoundBy,
    Keep,
    Replace,
    Rule,
    Table,
)


def while_there(
    *, code: str, title: str, purpose: str, begins: str, then: Delete | Keep, basis: str = TASK
) -> Rule:
    """No period: the row stays until what `begins` says happens."""
    return Rule(
        code=code, title=title, purpose=purpose, basis=basis, begins=Begin(begins), then=then
    )


def name_goes(
    *,
    code: str,
    title: str,
    purpose: str,
    begins: Begin,
    instead: Mapping[str, Any],
    stays: str,
    years: int = 3,
    where: Q | None = None,
) -> Rule:
    """After some years the name is replaced, and `stays` ("die Antwort") stays.

    `instead`: field -> what stands there then, the field of the name first. `where` leaves out
    further rows, besides those whose name is gone.
    """
    name = next(iter(instead))
    return Rule(
        code=code,
        title=title,
        purpose=purpose,
        basis=TASK,
        begins=begins,
        where=~Q(**{name: GONE}) & (where or Q()),
        period=Period(years=years, end_of_year=True),
        then=Replace(dict(instead), f"Der Name wird durch „{GONE}“ ersetzt, {stays} bleibt"),
    )


def text(
    model: str,
    rule: Rule,
    personal: Mapping[str, str],
    neutral: tuple[str, ...],
    *,
    subjects: str,
    if_person_asks: str,
    recipients: str,
) -> Table:
    """Texts about no person, in which a name may stand all the same; titled as their rule."""
    return Table(
        model=model,
        title=rule.title,
        subjects=subjects,
        personal=personal,
        neutral=neutral,
        rules=(rule,),
        found_by=FoundBy(text=tuple(personal)),
        if_person_asks=Keep(if_person_asks),
        recipients=recipients,
    )
