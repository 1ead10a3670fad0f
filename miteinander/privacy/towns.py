"""The municipality that somebody names on the command line."""

from django.core.management.base import CommandError
from django.db.models import Q

from miteinander.kernel.models import Municipality


def town_named(word: str) -> Municipality:
    """The municipality in use with this address or key (AGS); says which there are otherwise."""
    active = Municipality.objects.filter(is_active=True)
    found = active.filter(Q(slug=word) | Q(ags=word)).first()
    if found is None:
        known = ", ".join(active.order_by("slug").values_list("slug", flat=True)[:20]) or "keine"
        raise CommandError(f"Keine Kommune heißt „{word}“. Bekannt: {known}")
    return found
