"""A town with a small public plan."""

import pytest
from django.test import Client

from miteinander.concept.models import Edition, Measure
from miteinander.kernel.models import Municipality
from tests import factories


@pytest.fixture
def public_edition(town: Municipality) -> Edition:
    """The town's published edition."""
    return factories.edition(town, label="2023 bis 2028")


@pytest.fixture
def public_measure(public_edition: Edition) -> Measure:
    """A measure with a lead, in a field of its own."""
    field = factories.field(public_edition, "Sprache", number="1")
    lead = factories.organisation(public_edition.municipality, "Volkshochschule")
    return factories.measure(field, "Kurse für Eltern", number="1.1", lead=lead)


@pytest.fixture
def visitor(db) -> Client:
    """Somebody who is not signed in."""
    return Client()
