"""Add, change, delete and merge institutions."""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, UniqueConstraint

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.retention import erasing
from miteinander.network import rules
from miteinander.network.joining import joiners
from miteinander.network.models import Organisation

FIELDS = (
    "name",
    "short_name",
    "kind",
    "description",
    "address",
    "phone",
    "email",
    "website",
)


@transaction.atomic
def add(*, values: dict[str, Any], by: Actor) -> Organisation:
    """Create an institution from the values of its form; its name must be new."""
    require(rules.can_edit_network(by))
    organisation = Organisation(municipality_id=by.municipality_id, **_own(values))
    _save(organisation)
    audit.record(by, "organisation.added", organisation)
    return organisation


@transaction.atomic
def change(*, organisation: Organisation, values: dict[str, Any], by: Actor) -> None:
    """Store the values of its form."""
    require(rules.can_edit_network(by))
    for name, value in _own(values).items():
        setattr(organisation, name, value)
    _save(organisation)
    audit.record(by, "organisation.changed", organisation)


@transaction.atomic
def delete(*, organisation: Organisation, by: Actor) -> None:
    """Delete it with its contact persons, unless something in the plan still names it."""
    require(rules.can_reorganise(by))
    pk = organisation.pk
    try:
        erasing.delete_noted(organisation)
    except ProtectedError as error:
        protecting = {one._meta.app_label for one in error.protected_objects}
        if "courses" in protecting:
            raise NotPossible(
                f"„{organisation}“ bietet noch Kurse an. Bitte löschen Sie erst die Kurse, oder "
                "führen Sie die Institution mit einer anderen zusammen."
            ) from error
        if protecting != {"concept"}:
            raise NotPossible(
                f"„{organisation}“ wurde in Berichtsrunden gefragt; die Antworten bleiben "
                "erhalten. Führen Sie die Institution mit einer anderen zusammen."
            ) from error
        number = len(error.protected_objects)
        raise NotPossible(
            f"„{organisation}“ ist noch für {number} {'Maßnahme' if number == 1 else 'Maßnahmen'} "
            "eingetragen. Bitte ändern Sie erst die Zuständigkeit, oder führen Sie die Institution "
            "mit einer anderen zusammen."
        ) from error
    audit.record(by, "organisation.deleted", kind="network.organisation", pk=pk)


@transaction.atomic
def merge(*, keep: Organisation, gone: Organisation, by: Actor) -> None:
    """Move everything that points to `gone` over to `keep`, fill its empty fields, delete `gone`.

    Rooms above hang their rows on institutions, and network must not import them: so the walk goes
    over the relations that Django knows, after those rooms have joined what only they understand.
    """
    require(rules.can_reorganise(by))
    if keep.pk == gone.pk:
        raise NotPossible("Bitte wählen Sie zwei verschiedene Institutionen.")
    for join in joiners():
        join(keep=keep, gone=gone, by=by)
    for relation in Organisation._meta.related_objects:
        if relation.one_to_many:
            _move(relation, keep, gone)
    pk = gone.pk
    gone.delete()
    for name in FIELDS:
        if not getattr(keep, name):
            setattr(keep, name, getattr(gone, name))
    _save(keep)
    audit.record(by, "organisation.merged", keep)
    audit.record(by, "organisation.deleted", kind="network.organisation", pk=pk)


def _move(relation: Any, keep: Organisation, gone: Organisation) -> None:
    """Where both hang on the same thing once, the row that its table sorts first stays.

    For a measure that both answer for, that is the leading institution's row.
    """
    model, column = relation.related_model, relation.field.name
    for row in model.objects.filter(**{column: gone}):
        twin = _twin(row, column, keep)
        if twin is not None and model._meta.related_objects:
            # Other rows hang on both: one of them would take its own along.
            raise NotPossible(
                f"Zu beiden Institutionen gibt es dasselbe zweimal ({model._meta.verbose_name}: "
                f"{row}). Beim Zusammenführen ginge etwas davon verloren."
            )
        first = row if twin is None else model.objects.filter(pk__in=[row.pk, twin.pk])[0]
        if first != row:
            row.delete()
            continue
        if twin is not None:
            twin.delete()
        setattr(row, column, keep)
        row.save(update_fields=[column])


def _twin(row: models.Model, column: str, keep: Organisation) -> models.Model | None:
    """The row of `keep` that a unique constraint allows only once together with this one."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and column in constraint.fields:
            same = {name: getattr(row, name) for name in constraint.fields if name != column}
            return type(row).objects.filter(**same, **{column: keep}).first()  # type: ignore[attr-defined]
    return None


def _own(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in FIELDS}


def _save(organisation: Organisation) -> None:
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise NotPossible("Eine Institution mit diesem Namen gibt es schon.") from error
