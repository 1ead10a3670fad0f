"""Concepts and their plan."""

from datetime import date
from itertools import count

from django.utils import timezone

from miteinander.concept.choices import Responsibility, Status
from miteinander.concept.models import (
    Concept,
    Edition,
    Field,
    Goal,
    Measure,
    MeasureResponsibility,
    StatusReport,
    Topic,
)
from miteinander.kernel.choices import Door
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns
from miteinander.network.models import Organisation

_numbers = count(1)


def concept(municipality: Municipality, title: str = "Integrationskonzept", **values) -> Concept:
    """The town's concept (the same one on a second call)."""
    with all_towns():
        found, _ = Concept.objects.get_or_create(
            municipality=municipality, defaults={"title": title, **values}
        )
        return found


def edition(municipality: Municipality, *, is_published: bool = True, **values) -> Edition:
    """An edition of the town's concept, published unless said otherwise."""
    values.setdefault("label", f"Fassung {next(_numbers)}")
    if is_published:
        values.setdefault("published_at", timezone.now())
    parent = concept(municipality)
    with all_towns():
        return Edition.objects.create(municipality=municipality, concept=parent, **values)


def field(within: Edition, title: str = "", **values) -> Field:
    """A field of action."""
    number = next(_numbers)
    values.setdefault("position", number)
    with all_towns():
        return Field.objects.create(
            municipality_id=within.municipality_id,
            edition=within,
            title=title or f"Handlungsfeld {number}",
            **values,
        )


def topic(within: Field, title: str = "Unterthema", **values) -> Topic:
    """A sub-topic of a field."""
    with all_towns():
        return Topic.objects.create(
            municipality_id=within.municipality_id, field=within, title=title, **values
        )


def goal(within: Field, title: str = "", **values) -> Goal:
    """A goal of a field."""
    number = next(_numbers)
    values.setdefault("position", number)
    with all_towns():
        return Goal.objects.create(
            municipality_id=within.municipality_id,
            field=within,
            title=title or f"Ziel {number}",
            **values,
        )


def measure(
    within: Field | Goal, title: str = "", *, lead: Organisation | None = None, **values
) -> Measure:
    """A measure of a field or a goal, optionally with the institution that leads it."""
    number = next(_numbers)
    values.setdefault("position", number)
    with all_towns():
        parent = within.field if isinstance(within, Goal) else within
        made = Measure.objects.create(
            municipality_id=within.municipality_id,
            edition_id=parent.edition_id,
            field=parent,
            goal=within if isinstance(within, Goal) else None,
            title=title or f"Maßnahme {number}",
            **values,
        )
        if lead:
            MeasureResponsibility.objects.create(
                municipality_id=within.municipality_id,
                measure=made,
                organisation=lead,
                role=Responsibility.LEAD,
            )
        return made


def report(
    on: Measure,
    status: Status = Status.STARTED,
    *,
    is_published: bool = True,
    reported_on: date | None = None,
    **values,
) -> StatusReport:
    """A report on a measure; a published one also becomes the measure's status."""
    day = reported_on or date(2026, 3, 1)
    values.setdefault("author", "Dana Muster")
    with all_towns():
        made = StatusReport.objects.create(
            municipality_id=on.municipality_id,
            measure=on,
            status=status,
            reported_on=day,
            door=Door.SESSION,
            published_at=timezone.now() if is_published else None,
            **values,
        )
        if is_published:
            Measure.objects.filter(pk=on.pk).update(status=status, reported_on=day)
            on.refresh_from_db(fields=["status", "reported_on"])
        return made
