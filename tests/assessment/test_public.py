"""What everyone reads of needs and judgements, and what committees and partners read."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from miteinander.accounts.choices import Role
from miteinander.assessment.queries.reports import judgements_for_report, needs_for_report
from miteinander.concept import addresses
from tests import factories
from tests.signing_in import signed_in

PUBLIC = "/teststadt/konzept/bedarfe/"
SHARED = "/teststadt/arbeit/bedarfe-lesen/"


@pytest.fixture
def goal(in_town):
    return factories.goal(factories.field(factories.edition(in_town), "Sprache"), "Alle sprechen")


@pytest.fixture
def full(goal):
    """One need and judgement of each kind of audience, with public and internal evidence."""
    town, shared = goal.municipality, {"shared_at": timezone.now()}
    measure = factories.measure(goal, "Abendkurse")
    factories.measure(goal, "Entwurf X", is_draft=True)
    kinds = {"öffentlich": {"is_published": True}, "geteilt": shared, "intern": {}}
    for word, values in kinds.items():
        need = factories.need(town, f"Bedarf {word}", measure, **values)
        judged = factories.judgement(goal, reasons=f"Urteil {word}", **values)
        for one in (need, judged):
            factories.evidence(one, f"Beleg {word}", is_public=True)
            factories.evidence(one, f"Geheim {word}")
    return goal


def test_everyone_reads_published_needs_with_public_evidence_and_measures(full):
    page = Client().get(PUBLIC).content.decode()
    assert "Bedarf öffentlich" in page
    assert "Beleg öffentlich" in page
    assert "Abendkurse" in page
    for word in ("Bedarf geteilt", "Bedarf intern", "Geheim", "Entwurf X"):
        assert word not in page


def test_the_public_page_of_a_field_shows_published_judgements(full):
    page = Client().get(addresses.field_path("teststadt", full.field)).content.decode()
    assert "Urteil öffentlich" in page
    assert "teilweise erreicht" in page
    for word in ("Urteil geteilt", "Urteil intern", "Geheim"):
        assert word not in page


def test_a_judgement_of_a_draft_goal_is_not_public(in_town):
    field = factories.field(factories.edition(in_town))
    hidden = factories.goal(field, is_draft=True)
    factories.judgement(hidden, reasons="Verborgenes", is_published=True)
    assert judgements_for_report(field.edition, on=date(2030, 1, 1)) == []


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.PARTNER])
def test_committees_and_partners_read_what_is_shared_too(role, full):
    page = signed_in(factories.member(full.municipality, "Mia", role)).get(SHARED)
    text = page.content.decode()
    for word in ("Bedarf öffentlich", "Bedarf geteilt", "Urteil geteilt", "Beleg geteilt"):
        assert word in text
    for word in ("Bedarf intern", "Urteil intern", "Geheim"):
        assert word not in text


def test_an_auditor_reads_nothing_of_it(full):
    client = signed_in(factories.auditor(full.municipality))
    assert client.get(SHARED).status_code == 403
    assert client.get("/teststadt/arbeit/bedarfe/").status_code == 403


def test_a_report_tells_what_is_published_unless_asked_for_all(full):
    edition = full.field.edition
    assert [one.title for one in needs_for_report(edition)] == ["Bedarf öffentlich"]
    assert needs_for_report(edition, everything=True).count() == 3
    (judged,) = judgements_for_report(edition, on=date(2026, 3, 1))
    assert [one.reasons for one in judged.judgements] == ["Urteil öffentlich"]
    (judged,) = judgements_for_report(edition, on=date(2026, 3, 1), everything=True)
    assert judged.latest.reasons == "Urteil intern"
    (before,) = judgements_for_report(edition, on=date(2026, 2, 28), everything=True)
    assert before.latest is None


@pytest.mark.parametrize("number", [1, 3])
def test_reports_and_pages_cost_the_same_however_many(number, goal, django_assert_num_queries):
    edition = goal.field.edition
    for _ in range(number):
        measure = factories.measure(goal, lead=factories.organisation(goal.municipality))
        need = factories.need(goal.municipality, "", measure, goal, is_published=True)
        judged = factories.judgement(factories.goal(goal.field), is_published=True)
        for one in (need, judged):
            factories.evidence(one, is_public=True)
    for everything, needed in ((False, 6), (True, 5)):
        with django_assert_num_queries(needed):
            for one in needs_for_report(edition, everything=everything):
                list(one.evidence.all())
        with django_assert_num_queries(3):
            judgements_for_report(edition, on=date(2030, 1, 1), everything=everything)
