"""Reads of people and roles."""

from django_scopes import scope, scopes_disabled

from miteinander.accounts.models import Membership, User
from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import Door
from miteinander.kernel.models import Municipality


def actor_in(user: User, municipality: Municipality) -> Actor | None:
    """The actor for somebody signed in, or None where they hold no role in the municipality."""
    with scope(municipality=municipality):
        codes = frozenset(Membership.objects.filter(user=user).values_list("role", flat=True))
    if not codes:
        return None
    return Actor(municipality.pk, Door.SESSION, user.pk, user.name, codes)


def municipalities_of(user: User) -> list[Municipality]:
    """The municipalities in which somebody holds a role, by name."""
    with scopes_disabled():
        ids = list(user.memberships.values_list("municipality_id", flat=True))
    return list(Municipality.objects.filter(pk__in=ids, is_active=True).order_by("name"))
