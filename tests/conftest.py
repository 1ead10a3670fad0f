"""Fixtures of the whole suite. Data comes from tests/factories."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import settings as hypothesis_settings

from miteinander.accounts.queries import actor_in
from miteinander.kernel.actor import Actor
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import town_scope
from tests import factories
from tests.queries import django_assert_max_num_queries, django_assert_num_queries  # noqa: F401
from tests.signing_in import signed_in

# A busy machine is no failure: nothing is timed.
hypothesis_settings.register_profile("patient", deadline=None)
hypothesis_settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _quick_passwords(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_earlier_attempts(request: pytest.FixtureRequest) -> None:
    """No model owns the table of rate limits: only a test's transaction empties it by itself."""
    if {"live_server", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture
def town(db) -> Municipality:
    """A town that uses Miteinander, without content."""
    return factories.town()


@pytest.fixture
def in_town(town: Municipality) -> Iterator[Municipality]:
    """The same town, with its scope open for the test."""
    with town_scope(town):
        yield town


@pytest.fixture
def coordinator(town: Municipality) -> Actor:
    """Alice, the coordinator of the town."""
    actor = actor_in(factories.coordinator(town), town)
    assert actor
    return actor


@pytest.fixture
def editor(town: Municipality) -> Actor:
    """Bob, who edits in the same town."""
    actor = actor_in(factories.editor(town), town)
    assert actor
    return actor


@pytest.fixture
def as_coordinator(town: Municipality) -> Client:
    """A browser signed in as Alice, the coordinator."""
    return signed_in(factories.coordinator(town))


@pytest.fixture
def as_editor(town: Municipality) -> Client:
    """A browser signed in as Bob, the editor."""
    return signed_in(factories.editor(town))


@pytest.fixture
def as_stranger(db) -> Client:
    """A browser signed in as Charlie, the coordinator of another town."""
    return signed_in(factories.coordinator(factories.town("Fremdstadt")))
