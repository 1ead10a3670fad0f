"""The page that puts a report together, its files, and fact sheets."""

import pytest
from django.test import Client
from django.urls import reverse

from miteinander.accounts.choices import Role
from miteinander.concept.choices import Status
from miteinander.concept.models import Edition
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import town_scope
from tests import factories
from tests.reporting.test_pdf import text


def url(town, name: str, **parts) -> str:
    """The address of a page of the workspace."""
    return reverse(f"workspace:{name}", kwargs={"town": town.slug, **parts})


@pytest.fixture
def as_committee(town) -> Client:
    """A member of a committee, signed in."""
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(factories.member(town, "Hanna Rat", Role.COMMITTEE), backend=backend)
    return client


def test_the_report_is_one_click_away(plan, town, as_editor):
    page = as_editor.get(url(town, "report"))
    assert "Von 4 Maßnahmen ist 1 abgeschlossen" in page.content.decode()
    answer = as_editor.get(url(town, "report_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="bericht-')
    assert "Sprachcafé" in text(answer.content)


def test_the_address_keeps_what_was_chosen(plan, town, as_editor):
    query = {"stand": "2025-06-01", "seit": "2024-06-01", "teile": "handlungsfelder"}
    page = as_editor.get(url(town, "report"), query).content.decode()
    assert "Stand: 1. Juni 2025, verglichen mit dem 1. Juni 2024" in page
    assert "stand=2025-06-01&amp;seit=2024-06-01&amp;teile=handlungsfelder" in page
    said = text(as_editor.get(url(town, "report_pdf"), query).content)
    assert "Stand: 1. Juni 2025" in said
    assert "Hindernisse" not in said


def test_a_day_to_compare_with_after_the_day_itself_is_refused_with_a_sentence(
    plan, town, as_editor
):
    query = {"stand": "2025-06-01", "seit": "2025-06-01"}
    page = as_editor.get(url(town, "report"), query).content.decode()
    assert "Dieser Tag muss vor dem Stand liegen." in page
    assert as_editor.get(url(town, "report_pdf"), query).status_code == 404


def test_a_draft_is_made_by_a_button_and_noted_in_the_trail(plan, town, as_editor):
    measure = factories.measure(factories.field(plan), "Neues")
    factories.report(measure, Status.STARTED, is_published=False, note="Noch geheim.")
    query = {"entwurf": "on"}
    assert "Entwurf, nicht öffentlich" in as_editor.get(url(town, "report"), query).content.decode()
    assert as_editor.get(url(town, "report_pdf"), query).status_code == 404
    answer = as_editor.post(f"{url(town, 'report_draft_pdf')}?entwurf=on")
    assert "Noch geheim." in text(answer.content)
    with town_scope(town):
        assert AuditEvent.objects.filter(verb="report.drafted", object_id=plan.pk).exists()


def test_a_committee_reads_what_is_published_and_nothing_else(plan, town, as_committee):
    measure = factories.measure(factories.field(plan), "Neues")
    factories.report(measure, Status.STARTED, is_published=False, note="Noch geheim.")
    hidden = factories.edition(town, is_published=False, label="Nächste Fassung")
    page = as_committee.get(url(town, "report"), {"entwurf": "on"}).content.decode()
    assert "nicht veröffentlichte Berichte" not in page
    answer = as_committee.get(url(town, "report_pdf"), {"entwurf": "on"})
    assert "Noch geheim." not in text(answer.content)
    assert as_committee.post(url(town, "report_draft_pdf")).status_code == 403
    named = as_committee.get(url(town, "report_pdf"), {"fassung": hidden.pk})
    assert named.status_code == 404


def test_an_edition_of_another_municipality_is_not_found(plan, town, as_editor):
    other: Edition = factories.edition(factories.town("Andersdorf"))
    assert as_editor.get(url(town, "report_pdf"), {"fassung": other.pk}).status_code == 404


def test_without_a_concept_the_page_says_so(town, as_editor):
    page = as_editor.get(url(town, "report")).content.decode()
    assert "noch keine Fassung" in page


def test_everyone_loads_the_fact_sheet_of_a_public_measure_only(plan, town, client, as_editor):
    shown = factories.measure(factories.field(plan), "Für alle", internal_notes="INTERN")
    hidden = factories.measure(factories.field(plan), "Entwurf", is_draft=True)
    factories.report(shown, Status.STARTED, is_published=False, note="UNGEPRÜFT")

    def sheet(who, space, measure):
        where = {"town": town.slug, "pk": measure.pk}
        return who.get(reverse(f"{space}:measure_sheet", kwargs=where))

    said = text(sheet(client, "public", shown).content)
    assert "Für alle" in said
    assert "INTERN" not in said
    assert "UNGEPRÜFT" not in said
    assert sheet(client, "public", hidden).status_code == 404
    assert sheet(as_editor, "workspace", hidden).status_code == 404
    assert "Für alle" in text(sheet(as_editor, "workspace", shown).content)
