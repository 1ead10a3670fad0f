"""Who speaks for an institution."""

import pytest

from miteinander.accounts.actions import members
from miteinander.accounts.choices import Role
from miteinander.accounts.queries import actor_in
from miteinander.network import queries
from miteinander.network.models import Representative
from tests import factories


@pytest.fixture
def library(town):
    """An institution."""
    return factories.organisation(town, "Bücherei")


def test_the_coordination_says_who_speaks_for_an_institution(library, town, as_coordinator):
    paula = factories.member(town, "Paula", Role.PARTNER)
    address = f"/teststadt/arbeit/institutionen/{library.pk}/"
    as_coordinator.post(f"{address}sprechen/", {"user": paula.pk})
    assert "Paula" in as_coordinator.get(address).content.decode()
    as_coordinator.post(f"{address}sprechen/{paula.pk}/beenden/")
    assert "Paula" not in as_coordinator.get(address).content.decode()


def test_only_a_partner_of_this_municipality_can_be_chosen(library, town, as_coordinator, in_town):
    elsewhere = factories.member(factories.town("Fremdstadt"), "Fremde", Role.PARTNER)
    for user in (factories.editor(town), elsewhere):
        answer = as_coordinator.post(
            f"/teststadt/arbeit/institutionen/{library.pk}/sprechen/", {"user": user.pk}
        )
        assert answer.status_code == 200
    assert not Representative.objects.exists()


def test_a_partner_who_lost_the_role_speaks_for_nobody_when_it_comes_back(
    library, town, in_town, coordinator
):
    paula = factories.partner(library)
    members.change_roles(user=paula, roles=[], by=coordinator)
    assert not Representative.objects.exists()
    members.change_roles(user=paula, roles=[Role.PARTNER], by=coordinator)
    assert queries.organisations_of(actor_in(paula, town)) == frozenset()
