"""What people have typed but not saved: kept by itself, so that nothing is lost."""

from django.db import transaction

from miteinander.accounts.models import User
from miteinander.concept import rules, versions
from miteinander.concept.choices import ItemKind
from miteinander.concept.models import Draft, Edition
from miteinander.concept.values import MODELS, Values, changed, content, content_keys
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require


def save(
    kind: ItemKind, item_id: int, values: Values, *, base_version: int, by: Actor
) -> Draft | None:
    """Keep what the person has typed, valid or not; one draft per person and item.

    What the item says already needs no draft: it is dropped and None returned, so that a late
    autosave does not outlive the real saving.
    """
    require(rules.can_edit_plan(by))
    assert by.user_id is not None  # only people type
    with transaction.atomic():
        item = MODELS[kind].objects.filter(pk=item_id).first()
        if item:
            versions.refuse_adopted(Edition.objects.get(pk=versions.edition_id_of(item)))
        keys = [key for key in content_keys(kind) if key in values]
        if item and not changed(content(item), values, keys):
            discard(kind, item_id, by=by)
            return None
        user = User.objects.get(pk=by.user_id)
        draft, _ = Draft.objects.update_or_create(
            municipality_id=by.municipality_id,
            user=user,
            kind=kind,
            item_id=item_id,
            defaults={
                "base_version": base_version,
                "values": {key: values[key] for key in keys},
            },
        )
    return draft


def discard(kind: ItemKind, item_id: int, *, by: Actor) -> None:
    """Throw the person's own draft away."""
    require(rules.can_edit_plan(by))
    Draft.objects.filter(kind=kind, item_id=item_id, user_id=by.user_id or 0).delete()
