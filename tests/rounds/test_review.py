"""The pages on which answers are looked through."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from miteinander.concept.models import StatusReport
from miteinander.kernel.tenancy import all_towns
from miteinander.rounds.models import Answer, AnswerFile
from tests import factories
from tests.factories import rounds

GIVEN = {"state": "answered", "answered_at": timezone.now(), "author": "Frau Muster"}


@pytest.fixture
def field(town):
    return factories.field(factories.edition(town))


@pytest.fixture
def measure(field):
    return factories.measure(field, "Sprachcafé")


@pytest.fixture
def answer(field, measure, town):
    asking = rounds.a_round(field.edition, measure)
    asked = rounds.inquiry(asking, factories.organisation(town, "Caritas"))
    return rounds.answer(asked, measure, status="advanced", note="Drei Kurse.", **GIVEN)


@pytest.fixture
def base(answer, town):
    return f"/{town.slug}/arbeit/berichtsrunden/{answer.round_id}/durchsicht/"


def typed(page, **more):
    basis = page.context["form"].initial["basis"]
    said = {"status": "advanced", "reported_on": "2026-03-01", "note": "Gut.", "author": "Caritas"}
    return {**said, "basis": basis, **more}


def test_the_list_counts_what_is_looked_through(base, answer, measure, as_coordinator):
    assert "0 von 1 durchgesehen" in as_coordinator.get(base).content.decode()
    sheet = f"{base}{measure.pk}/"
    as_coordinator.post(sheet, typed(as_coordinator.get(sheet)))
    assert "1 von 1 durchgesehen" in as_coordinator.get(base).content.decode()


def test_the_list_narrows_by_field_institution_and_change(base, answer, as_coordinator):
    for query, is_shown in (
        (f"institution={answer.organisation_id}", True),
        ("antwort=durchgesehen", False),
        ("stand=erster", True),
        ("stand=gleich", False),
        ("feld=999999", True),  # not understood, so left out
    ):
        told = as_coordinator.get(f"{base}?{query}").content.decode()
        assert ("Sprachcafé" in told) == is_shown, query


def test_an_answer_stands_beside_the_last_report(base, measure, as_editor):
    factories.report(measure, "started", note="Zwei Kurse.")
    told = as_editor.get(f"{base}{measure.pk}/?unterschiede=1").content.decode()
    assert "<del>Zwei</del>" in told
    assert "<ins>Drei</ins>" in told
    assert "Veröffentlichen und weiter" not in told


def test_what_a_partner_typed_is_public_only_after_publishing(
    base, answer, measure, as_coordinator, client, town
):
    public = f"/{town.slug}/konzept/massnahmen/sprachcafe-{measure.pk}/"
    assert "Drei Kurse." not in client.get(public).content.decode()
    as_coordinator.post(f"{base}veroeffentlichen/", {"alle": "1"})
    assert "Drei Kurse." in client.get(public).content.decode()


def test_the_coordinator_who_was_overtaken_keeps_her_text(base, answer, measure, as_coordinator):
    sheet = f"{base}{measure.pk}/"
    data = typed(as_coordinator.get(sheet), note="Mein langer Text.")
    with all_towns():
        Answer.objects.update(note="Berichtigt.", version=7)
    page = as_coordinator.post(sheet, data)
    told = page.content.decode()
    assert "Mein langer Text." in told
    assert "Berichtigt." in told
    assert "noch nicht gespeichert" in told
    again = {**data, "basis": page.context["form"].data["basis"]}
    as_coordinator.post(sheet, again)
    with all_towns():
        assert StatusReport.objects.get().note == "Mein langer Text."


def test_saving_leads_to_the_next_answer(base, answer, measure, field, as_coordinator):
    other = factories.measure(field, "Nähkurs")
    rounds.answer(answer.inquiry, other, status="planned", **GIVEN)
    sheet = f"{base}{measure.pk}/"
    led = as_coordinator.post(sheet, typed(as_coordinator.get(sheet)))
    assert led["Location"] == f"{base}{other.pk}/"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_three_answers(
    number, base, answer, field, as_coordinator, django_assert_num_queries
):
    for _ in range(number):
        measure = factories.measure(field)
        factories.report(measure)
        rounds.answer(answer.inquiry, measure, status="advanced", **GIVEN)
    as_coordinator.get(base)
    with django_assert_num_queries(9):
        as_coordinator.get(base)


def test_files_and_history_of_an_answer_are_a_link_away(base, answer, measure, as_editor, town):
    with all_towns():
        file = AnswerFile(municipality=town, answer=answer, name="liste.pdf", size=1)
        file.media_type = "application/pdf"
        file.file.save("liste.pdf", ContentFile(b"a"))
    told = as_editor.get(f"{base}{measure.pk}/").content.decode()
    work = f"/{town.slug}/arbeit/"
    download = f"{work}anfragen/{answer.inquiry_id}/antwort/{answer.pk}/anhang/{file.pk}/"
    assert f'href="{download}"' in told
    assert as_editor.get(download).status_code == 200
    history = f"{work}antworten/{answer.pk}/verlauf/"
    assert f'href="{history}"' in told
    assert as_editor.get(history).status_code == 200
    assert "Öffentlich zur Maßnahme stellen" not in told


def test_the_list_is_taken_away_as_it_is_narrowed(base, answer, as_coordinator):
    table = as_coordinator.get(f"{base}antworten.csv").content.decode()
    assert "Sprachcafé" in table
    assert "Drei Kurse." in table
    assert "Frau Muster" in table
    narrowed = as_coordinator.get(f"{base}antworten.csv?antwort=durchgesehen").content.decode()
    assert "Sprachcafé" not in narrowed
    book = as_coordinator.get(f"{base}antworten.xlsx")
    assert book["Content-Disposition"] == 'attachment; filename="antworten.xlsx"'


def test_a_long_list_has_pages(base, answer, field, as_coordinator):
    for number in range(51):
        more = factories.measure(field, f"Weitere {number:02}")
        rounds.answer(answer.inquiry, more, status="started", **GIVEN)
    first = as_coordinator.get(base)
    assert len(first.context["sheets"]) == 50
    assert first.context["sheets"][0].measure.title == "Sprachcafé"
    rest = as_coordinator.get(f"{base}{first.context['page'].next_url}")
    assert [one.measure.title for one in rest.context["sheets"]] == ["Weitere 49", "Weitere 50"]
    assert "0 von 52 durchgesehen" in rest.content.decode()
