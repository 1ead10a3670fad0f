"""The frame of the plan: the concept's title and words, and its editions."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from miteinander.concept import rules, versions
from miteinander.concept.models import Concept, Edition
from miteinander.concept.values import Values, edition_values, from_cleaned
from miteinander.concept.versions import EditConflict
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require


def start(*, title: str, label: str, by: Actor) -> Edition:
    """Begin with an empty concept and its first edition; nothing of it is public."""
    require(rules.can_publish(by))
    with transaction.atomic():
        if Concept.objects.filter(municipality_id=by.municipality_id).exists():
            raise NotPossible("Diese Kommune hat schon ein Konzept.")
        concept = Concept.objects.create(municipality_id=by.municipality_id, title=title)
        edition = Edition.objects.create(
            municipality_id=by.municipality_id, concept=concept, label=label
        )
        audit.record(by, "concept.started", concept)
    return edition


def rename(concept: Concept, values: Values, *, by: Actor) -> Concept:
    """Set the concept's title and what its levels are called."""
    require(rules.can_publish(by))
    with transaction.atomic():
        for key, value in values.items():
            setattr(concept, key, value)
        concept.save(update_fields=list(values))
        audit.record(by, "concept.changed", concept)
    return concept


def change(edition: Edition, cleaned: Values, *, based_on: int, by: Actor) -> Edition:
    """Save the edition's texts and days (Python values by `values.EDITION`).

    Raises `EditConflict` where somebody else saved since version `based_on`.
    """
    require(rules.can_publish(by))
    with transaction.atomic():
        current = versions.hold(edition.pk)
        if current.version != based_on:
            raise EditConflict(edition_values(current), from_cleaned(cleaned), "", None)
        for key, value in cleaned.items():
            setattr(current, key, value)
        current.version += 1
        current.save(update_fields=[*cleaned, "version"])
        audit.record(by, "edition.changed", current)
    return current


def publish(edition: Edition, *, by: Actor) -> Edition:
    """Show the edition to everyone, with all in it that is no draft."""
    require(rules.can_publish(by))
    with transaction.atomic():
        current = Edition.objects.select_for_update().get(pk=edition.pk)
        if current.published_at is None:
            current.published_at = timezone.now()
            current.save(update_fields=["published_at"])
            audit.record(by, "edition.published", current)
    return current


def share(edition: Edition, *, by: Actor) -> Edition:
    """Let committees, partners and the Kreis read the edition before it is public."""
    return _set_shared(edition, timezone.now(), by)


def unshare(edition: Edition, *, by: Actor) -> Edition:
    """End the sharing; what is public stays public."""
    return _set_shared(edition, None, by)


def _set_shared(edition: Edition, at: datetime | None, by: Actor) -> Edition:
    require(rules.can_publish(by))
    with transaction.atomic():
        current = Edition.objects.select_for_update().get(pk=edition.pk)
        if (current.shared_at is None) != (at is None):
            current.shared_at = at
            current.save(update_fields=["shared_at"])
            audit.record(by, "edition.shared" if at else "edition.unshared", current)
    return current


def withdraw(edition: Edition, *, by: Actor) -> Edition:
    """Take the edition out of the public pages."""
    require(rules.can_publish(by))
    with transaction.atomic():
        current = Edition.objects.select_for_update().get(pk=edition.pk)
        if current.published_at is not None:
            current.published_at = None
            current.save(update_fields=["published_at"])
            audit.record(by, "edition.withdrawn", current)
    return current
