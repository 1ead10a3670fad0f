"""Offering courses."""

from typing import Any

from django.db import transaction

from miteinander.courses import rules
from miteinander.courses.models import Course
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

FIELDS = (
    *("organisation", "kind", "title", "description", "level_from", "level_to", "module", "hours"),
    *("price_cents", "price_note", "child_care", "languages"),
)


@transaction.atomic
def add(*, values: dict[str, Any], by: Actor) -> Course:
    """Offer a course, from the values of its form; nobody outside sees it yet."""
    require(rules.can_enter(by, values["organisation"].pk))
    course = Course(municipality_id=by.municipality_id)
    _write(course, values)
    audit.record(by, "course.added", course)
    return course


@transaction.atomic
def change(*, course: Course, values: dict[str, Any], by: Actor) -> None:
    """Store the values of its form; who gives it to another institution speaks for both."""
    require(rules.can_enter(by, course.organisation_id))
    if "organisation" in values:
        require(rules.can_enter(by, values["organisation"].pk))
    _write(course, values)
    audit.record(by, "course.changed", course)


@transaction.atomic
def publish(*, course: Course, by: Actor) -> None:
    """Show it and its runs to everybody."""
    require(rules.can_edit(by, course.organisation_id))
    _show(course, True)
    audit.record(by, "course.published", course)


@transaction.atomic
def withdraw(*, course: Course, by: Actor) -> None:
    """Take it and its runs back from the public pages."""
    require(rules.can_edit(by, course.organisation_id))
    _show(course, False)
    audit.record(by, "course.withdrawn", course)


@transaction.atomic
def delete(*, course: Course, by: Actor) -> None:
    """Delete a course with its runs; not a public one."""
    require(rules.can_edit(by, course.organisation_id))
    current = Course.objects.select_for_update().get(pk=course.pk)
    if current.is_public:
        raise NotPossible("Dieser Kurs ist öffentlich. Nehmen Sie ihn zuerst zurück.")
    audit.record(by, "course.deleted", current)
    current.delete()


def _write(course: Course, values: dict[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(course, name, values[name])
    course.save()
    if "conditions" in values:
        course.conditions.set(values["conditions"])


def _show(course: Course, is_public: bool) -> None:
    course.is_public = is_public
    course.save(update_fields=["is_public"])
