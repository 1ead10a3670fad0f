"""What committees, partners and the Kreis read along, and what they never see."""

import pytest
from django.test import Client
from django.utils import timezone

from miteinander.accounts.choices import Role
from miteinander.concept.models import StatusReport
from miteinander.kernel.choices import MunicipalityKind
from miteinander.kernel.tenancy import all_towns
from tests import factories

READ = "/teststadt/arbeit/lesen/"
HIDDEN = "VERBORGEN"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def edition(town):
    """A shared edition that is not public, with one visible measure amid hidden things."""
    made = factories.edition(town, is_published=False, shared_at=timezone.now())
    field = factories.field(made, "Sprache")
    lead = factories.organisation(town, "VHS")
    measure = factories.measure(
        factories.goal(field, "Alle lernen Deutsch"),
        "Elterncafé",
        lead=lead,
        internal_notes=HIDDEN,
    )
    factories.report(measure, note=HIDDEN, is_published=False)
    factories.measure(field, f"{HIDDEN} Maßnahme", is_draft=True)
    factories.field(made, f"{HIDDEN} Feld", is_draft=True)
    return made


@pytest.fixture
def member(town):
    """A browser of a member of a committee."""
    return signed_in(factories.member(town, "Gerda", Role.COMMITTEE))


def test_a_committee_member_reads_a_shared_edition_before_it_is_public(edition, member):
    page = member.get(READ).content.decode()
    assert "Elterncafé" in page
    assert "noch nicht öffentlich" in page
    assert Client().get("/teststadt/konzept/").content.decode().count("Elterncafé") == 0


def test_readers_see_no_drafts_notes_and_unpublished_reports(edition, member):
    assert HIDDEN not in member.get(READ).content.decode()


def test_nothing_is_read_of_an_edition_that_is_neither_shared_nor_public(edition, member):
    with all_towns():
        edition.shared_at = None
        edition.save()
    page = member.get(f"{READ}?fassung={edition.pk}").content.decode()
    assert "Elterncafé" not in page
    assert "noch keine Fassung" in page


def test_the_coordination_shares_an_edition_and_ends_it(edition, as_coordinator, member):
    address = f"/teststadt/arbeit/konzept/fassungen/{edition.pk}/teilen/"
    as_coordinator.post(address, {"beenden": "1"})
    assert "Elterncafé" not in member.get(READ).content.decode()
    as_coordinator.post(address)
    assert "Elterncafé" in member.get(READ).content.decode()


def test_the_kreis_reads_what_its_towns_share_and_nothing_of_others(edition, town):
    district = factories.town("Kreis Muster", kind=MunicipalityKind.DISTRICT)
    town.parent = district
    town.save()
    other = factories.edition(factories.town("Fremdstadt"), shared_at=timezone.now())
    factories.measure(factories.field(other), f"{HIDDEN} in der Fremdstadt")
    client = signed_in(factories.coordinator(district))
    listing = client.get("/kreis-muster/arbeit/kommunen/").content.decode()
    assert "Teststadt" in listing
    assert "Fremdstadt" not in listing
    page = client.get("/kreis-muster/arbeit/kommunen/teststadt/").content.decode()
    assert "Elterncafé" in page
    assert HIDDEN not in page
    assert client.get("/kreis-muster/arbeit/kommunen/fremdstadt/").status_code == 404
    assert client.get("/teststadt/arbeit/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_reading_costs_the_same_for_one_and_three(
    edition, member, number, django_assert_num_queries
):
    for index in range(number):
        field = factories.field(edition, f"Feld {index}")
        goal = factories.goal(field, topic=factories.topic(field))
        factories.measure(goal, lead=factories.organisation(edition.municipality))
    member.get(READ)
    with django_assert_num_queries(10):
        member.get(READ)


def test_a_partner_s_report_is_not_public_and_carries_the_partner_s_name(edition, town):
    with all_towns():
        measure = edition.measures.get(title="Elterncafé")
        lead = measure.responsibilities.get().organisation
    client = signed_in(factories.partner(lead))
    answer = client.post(
        f"/teststadt/arbeit/meine-massnahmen/{measure.pk}/bericht/",
        {"status": "started", "reported_on": "2026-03-01", "note": "Läuft", "author": "Jemand"},
    )
    assert answer.status_code == 302
    with all_towns():
        made = StatusReport.objects.get(note="Läuft")
    assert (made.author, made.published_at) == ("Paula", None)


def test_a_partner_sees_no_unpublished_report_of_others(edition, town):
    with all_towns():
        lead = edition.measures.get(title="Elterncafé").responsibilities.get().organisation
    page = signed_in(factories.partner(lead)).get("/teststadt/arbeit/meine-massnahmen/")
    assert "Elterncafé" in page.content.decode()
    assert HIDDEN not in page.content.decode()


def test_a_partner_sees_no_own_measure_that_lies_in_a_draft(edition, town):
    with all_towns():
        measure = edition.measures.get(title="Elterncafé")
        lead = measure.responsibilities.get().organisation
        field = measure.field
        other = factories.field(edition, "Noch geheim", is_draft=True)
        hidden = factories.measure(other, f"{HIDDEN} im Entwurf", lead=lead)
    client = signed_in(factories.partner(lead))
    address = "/teststadt/arbeit/meine-massnahmen/"
    page = client.get(address).content.decode()
    assert "Elterncafé" in page
    assert HIDDEN not in page
    assert client.get(f"{address}{hidden.pk}/bericht/").status_code == 404
    with all_towns():
        field.is_draft = True
        field.save()
    assert "Elterncafé" not in client.get(address).content.decode()
