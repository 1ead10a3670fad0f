"""Add, change and delete contact persons."""

from typing import Any

from django.db import transaction

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.kernel.retention import erasing
from miteinander.network import rules
from miteinander.network.models import Person

FIELDS = ("organisation", "first_name", "last_name", "function", "email", "phone")


@transaction.atomic
def add(*, values: dict[str, Any], by: Actor) -> Person:
    """Create a contact person from the values of the form."""
    require(rules.can_edit_network(by))
    person = Person.objects.create(municipality_id=by.municipality_id, **_own(values))
    audit.record(by, "person.added", person)
    return person


@transaction.atomic
def change(*, person: Person, values: dict[str, Any], by: Actor) -> None:
    """Store the values of the form."""
    require(rules.can_edit_network(by))
    for name, value in _own(values).items():
        setattr(person, name, value)
    person.save()
    audit.record(by, "person.changed", person)


@transaction.atomic
def delete(*, person: Person, by: Actor) -> None:
    """Delete a contact person for good: nothing about them is kept, after a restore neither."""
    require(rules.can_edit_network(by))
    pk = person.pk
    erasing.delete_noted(person)
    audit.record(by, "person.deleted", kind="network.person", pk=pk)


def _own(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in FIELDS}
