"""Fixtures of these tests."""

import pytest

from miteinander.accounts.models import IdentityProvider
from tests.accounts.at_the_service import set_up
from tests.plugins.oidc import Issuer


@pytest.fixture
def provider(issuer: Issuer, town, coordinator) -> IdentityProvider:
    """The service of Teststadt, set up by Alice."""
    return set_up(issuer, coordinator)
