"""What the tests of courses share."""

from dataclasses import replace

import pytest
from django.test import Client

from miteinander.accounts.choices import Role
from miteinander.accounts.queries import actor_in
from miteinander.network.queries import organisations_of
from tests import factories
from tests.signing_in import signed_in


@pytest.fixture
def school(in_town):
    """The institution that offers courses."""
    return factories.organisation(in_town, "Volkshochschule", email="kurse@vhs.example")


@pytest.fixture
def course(school):
    return factories.course(school, title="Deutsch am Abend", level_from="A1", level_to="B1")


@pytest.fixture
def run(course):
    return factories.course_run(course, number="D-17", capacity=20)


@pytest.fixture
def as_partner(school) -> Client:
    """A browser signed in as Paula, who speaks for the institution."""
    return signed_in(factories.partner(school))


@pytest.fixture
def as_guide(town) -> Client:
    """A browser signed in as Gül, who accompanies people."""
    return signed_in(factories.member(town, "Gül", Role.GUIDE))


@pytest.fixture
def other_partner(in_town):
    """Somebody who speaks for another institution."""
    actor = actor_in(factories.partner(factories.organisation(in_town), "Otto"), in_town)
    return replace(actor, organisation_ids=organisations_of(actor))
