"""Writing down what is needed and what answers it."""

from typing import Any

from django.db import transaction

from miteinander.assessment import rules, versions
from miteinander.assessment.choices import NeedState
from miteinander.assessment.models import Need
from miteinander.assessment.values import LINKS, NEED, changed, values
from miteinander.concept.models import Edition
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

Cleaned = dict[str, Any]


def add(*, cleaned: Cleaned, edition: Edition | None, by: Actor) -> Need:
    """Write a need down; nobody but those who edit reads it yet.

    `cleaned` has the form's values; under `fields`, `goals`, `measures` keys of items of `edition`.
    """
    require(rules.can_edit(by))
    with transaction.atomic():
        need = Need(municipality_id=by.municipality_id)
        _write(need, cleaned, edition)
        versions.keep(need, by=by)
        audit.record(by, "need.added", need)
    return need


def change(
    *, need: Need, cleaned: Cleaned, edition: Edition | None, based_on: int, by: Actor
) -> Need:
    """Save what was typed; without a difference nothing is written.

    Links to items of other editions stay. Raises `Overtaken` where somebody else saved meanwhile.
    """
    require(rules.can_edit(by))
    with transaction.atomic():
        current = versions.locked(need)
        versions.refuse_overtaken(current, based_on)
        store(current, cleaned, edition, by)
    return current


def store(need: Need, cleaned: Cleaned, edition: Edition | None, by: Actor) -> None:
    """Write the values into a locked need, with its next version and an event, if they differ."""
    before = values(need)
    _write(need, cleaned, edition)
    if changed(before, values(need)):
        versions.keep_next(need, by=by)
        audit.record(by, "need.changed", need)


def delete(*, need: Need, by: Actor) -> None:
    """Delete a need for good, with its evidence and its earlier versions; not a public one."""
    require(rules.can_publish(by))
    with transaction.atomic():
        current = versions.locked(need)
        if current.published_at:
            raise NotPossible("Dieser Bedarf ist veröffentlicht. Nehmen Sie ihn zuerst zurück.")
        audit.record(by, "need.deleted", current)
        versions.of(current).delete()
        current.delete()


def _write(need: Need, cleaned: Cleaned, edition: Edition | None) -> None:
    for key in NEED:
        if key in cleaned:
            setattr(need, key, cleaned[key])
    if need.state == NeedState.DROPPED and not need.reason:
        raise NotPossible("Bitte begründen Sie, warum dieser Bedarf nicht weiter verfolgt wird.")
    need.save()
    for key in LINKS:
        if edition and key in cleaned:
            _link(need, key, cleaned[key], edition)


def _link(need: Need, key: str, keys: list[int], edition: Edition) -> None:
    """Tie it to these items of the edition, whatever it is tied to in others."""
    path = "field__edition" if key == "goals" else "edition"
    related = getattr(need, key)
    others = related.exclude(**{path: edition}).values_list("pk", flat=True)
    found = related.model.objects.filter(**{path: edition}, pk__in=keys)
    related.set([*others, *found.values_list("pk", flat=True)])
