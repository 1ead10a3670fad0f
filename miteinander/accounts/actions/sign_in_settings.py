"""How a municipality's people sign in: the second factor, and a service of its own."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from miteinander.accounts import fresh, queries, rules
from miteinander.accounts.models import IdentityProvider
from miteinander.accounts.sealed import place_of
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.encryption import texts
from miteinander.kernel.errors import require
from miteinander.kernel.models import Municipality


@transaction.atomic
def require_second_factor(*, is_required: bool, by: Actor) -> None:
    """Whether nobody with a role of `WITH_SECOND_FACTOR` gets in without a second factor."""
    require(rules.can_change_sign_in(by))
    rows = Municipality.objects.filter(pk=by.municipality_id)
    rows.update(requires_second_factor=is_required)
    verb = "second_factor.required" if is_required else "second_factor.optional"
    audit.record(by, verb, is_change=False, kind="kernel.municipality", pk=by.municipality_id)


@transaction.atomic
def store_provider(
    *,
    name: str,
    issuer: str,
    client_id: str,
    secret: str,
    trusted_domains: str,
    is_active: bool,
    must_tell_two_factors: bool,
    by: Actor,
) -> IdentityProvider:
    """Store the municipality's service; an empty `secret` keeps the one that is stored.

    Switched off, another one from now on, or one that has to tell more: the sessions that came by
    it end.
    """
    require(rules.can_change_sign_in(by))
    found = queries.own_identity_provider() or IdentityProvider(municipality_id=by.municipality_id)
    vouched = (found.issuer, found.client_id) if found.is_active else None
    is_stricter = must_tell_two_factors and not found.must_tell_two_factors
    found.name, found.issuer, found.client_id = name, issuer, client_id
    found.trusted_domains, found.is_active = trusted_domains, is_active
    found.must_tell_two_factors = must_tell_two_factors
    if secret:
        found.sealed_secret = texts.seal(secret, *place_of(found))
    found.save()
    audit.record(by, "identity_provider.changed", found, is_change=False)
    if vouched and (is_stricter or not is_active or vouched != (issuer, client_id)):
        _end_sessions(by.municipality_id)
    return found


def _end_sessions(town: int) -> None:
    """Of everybody, not only of who still holds a role: a session outlives the role."""
    for session in fresh.through(town, UserSession.objects.all()):
        session.end()
