"""What of accounts is sealed with the master key: second factors and services of towns."""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Model

from miteinander.accounts.models import IdentityProvider
from miteinander.kernel.encryption import texts

FACTOR = "second factor"
# Where allauth puts what it has encrypted, in the JSON of a row; a text, or a list of them.
_IN_DATA = ("secret", "seed", "migrated_codes")


def place_of(provider: IdentityProvider) -> tuple[str, int]:
    """To what a service's secret is bound: it opens for no other municipality's service."""
    return "identity provider", provider.municipality_id


def uses(key_id: str) -> int:
    """How many rows need this master key."""
    providers = IdentityProvider.objects.all()
    found = [[one.sealed_secret] for one in providers]
    found += [_texts(one.data) for one in Authenticator.objects.all()]
    return sum(key_id in map(texts.key_of, row) for row in found)


def rewrap() -> int:
    """Seal anew whatever an older key sealed; how many rows that were."""
    changed = [*_providers(), *_factors()]
    for row in changed:
        row.save()
    return len(changed)


def _providers() -> Iterator[Model]:
    for one in IdentityProvider.objects.select_for_update():
        new = texts.resealed(one.sealed_secret, *place_of(one))
        if new != one.sealed_secret:
            one.sealed_secret = new
            yield one


def _factors() -> Iterator[Model]:
    for one in Authenticator.objects.select_for_update():
        new = {name: _resealed(name, value) for name, value in one.data.items()}
        if new != one.data:
            one.data = new
            yield one


def _resealed(name: str, value: Any) -> Any:
    if name not in _IN_DATA:
        return value
    if isinstance(value, list):
        return [texts.resealed(one, FACTOR) for one in value]
    return texts.resealed(value, FACTOR)


def _texts(data: dict[str, Any]) -> list[str]:
    found = [data[name] for name in _IN_DATA if name in data]
    return [text for one in found for text in (one if isinstance(one, list) else [one])]
