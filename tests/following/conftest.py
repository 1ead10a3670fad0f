"""A town with a public plan of two measures."""

from types import SimpleNamespace

import pytest
from django.test import Client

from tests import factories as plan


@pytest.fixture
def public(town) -> SimpleNamespace:
    """The plan: `edition`, `field`, and two measures `first` and `second` in two fields."""
    edition = plan.edition(town)
    field, other = plan.field(edition, "Sprache"), plan.field(edition, "Arbeit")
    return SimpleNamespace(
        edition=edition,
        field=field,
        first=plan.measure(plan.goal(field), "Sprachcafé"),
        second=plan.measure(plan.goal(other), "Praktika"),
    )


@pytest.fixture
def visitor(db) -> Client:
    """Somebody who is not signed in."""
    return Client()


@pytest.fixture
def other_town(db):
    """Another town, which has nothing to do with it."""
    return plan.town("Nachbarstadt")
