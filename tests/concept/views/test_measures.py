"""The table of measures, one measure's page, its reports."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from miteinander.concept.choices import Status
from miteinander.concept.models import Concept, MeasureLink, StatusReport
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.queries import questions


@pytest.fixture
def field(town):
    return factories.field(factories.edition(town), "Sprache")


def _url(town, name, **parts):
    return reverse(f"workspace:{name}", kwargs={"town": town.slug, **parts})


def _titles(client, town, **query):
    return [one.title for one in client.get(_url(town, "measures"), query).context["page"].items]


def test_the_table_is_narrowed_by_what_matters_in_daily_work(town, field, as_editor):
    verein = factories.organisation(town, "Verein")
    old, new = timezone.localdate() - timedelta(days=400), timezone.localdate()
    factories.report(factories.measure(field, "alt"), Status.PLANNED, reported_on=old)
    factories.report(factories.measure(field, "neu", lead=verein), reported_on=new)
    factories.report(factories.measure(field, "wartet", is_draft=True), is_published=False)
    factories.measure(factories.field(field.edition), "woanders")
    assert _titles(as_editor, town) == ["alt", "neu", "wartet", "woanders"]
    assert _titles(as_editor, town, feld=field.pk) == ["alt", "neu", "wartet"]
    assert _titles(as_editor, town, stand="started") == ["neu"]
    assert _titles(as_editor, town, stand="ohne") == ["wartet", "woanders"]
    assert _titles(as_editor, town, institution=verein.pk) == ["neu"]
    assert _titles(as_editor, town, bericht="12") == ["alt", "wartet", "woanders"]
    assert _titles(as_editor, town, entwurf="ja") == ["wartet"]
    assert _titles(as_editor, town, pruefen="on") == ["wartet"]
    assert _titles(as_editor, town, suche="VEREIN") == ["neu"]
    assert _titles(as_editor, town, sortierung="neueste")[:2] == ["neu", "alt"]
    assert _titles(as_editor, town, sortierung="titel", stand="quatsch")[0] == "alt"


def test_the_table_goes_on_on_the_next_page(town, field, as_editor):
    for number in range(51):
        factories.measure(field, f"Nummer {number:02}")
    first = as_editor.get(_url(town, "measures")).context["page"]
    second = as_editor.get(_url(town, "measures") + first.next_url).context["page"]
    assert (len(first.items), first.total) == (50, 51)
    assert [one.title for one in second.items] == ["Nummer 50"]


def test_the_export_has_what_the_filters_leave_and_no_formulas(town, field, as_editor):
    factories.measure(field, "=1+1", internal_notes="geheim", lead=factories.organisation(town))
    factories.measure(field, "anderes")
    table = as_editor.get(_url(town, "measures_xlsx"), {"suche": "1+1"})
    rows = list(load_workbook(BytesIO(table.content)).active.values)
    assert len(rows) == 2
    assert "geheim" in rows[1]
    csv = as_editor.get(_url(town, "measures_csv")).content.decode("utf-8-sig")
    assert "'=1+1" in csv
    assert "anderes" in csv


@pytest.mark.parametrize("name", ["measures", "measures_csv", "measure", "measure_edit"])
def test_pages_cost_the_same_for_one_and_for_three(town, field, as_editor, name):
    measure = factories.measure(field)

    def grow():
        factories.measure(field, lead=factories.organisation(town))
        factories.report(measure, is_published=False)
        with all_towns():
            MeasureLink.objects.create(
                municipality=town, measure=measure, title="x", url="https://example.org"
            )

    def queries():
        parts = {} if name.startswith("measures") else {"pk": measure.pk}
        with CaptureQueriesContext(connection) as captured:
            assert as_editor.get(_url(town, name, **parts)).status_code == 200
        return len(questions(captured))

    grow()
    queries()  # the first request of a process asks whether the installation is set up
    one = queries()
    grow()
    grow()
    assert queries() == one
    assert one <= 17


def test_a_measure_shows_all_to_those_who_work_on_it(town, field, as_editor, as_coordinator):
    measure = factories.measure(field, internal_notes="Streit mit dem Träger")
    report = factories.report(measure, is_published=False, note="Läuft an")
    page = as_editor.get(_url(town, "measure", pk=measure.pk)).content.decode()
    for words in ("Streit mit dem Träger", "nur intern", "Läuft an", "nicht veröffentlicht"):
        assert words in page
    publish = _url(town, "report_publish", pk=report.pk)
    assert publish not in page
    page = as_coordinator.get(_url(town, "measure", pk=measure.pk)).content.decode()
    assert publish in page


def test_it_is_said_why_the_public_does_not_see_a_measure(town, as_editor):
    edition = factories.edition(town, is_published=False)
    field = factories.field(edition, "Entwurfsfeld", is_draft=True)
    measure = factories.measure(field)
    url = _url(town, "measure", pk=measure.pk)
    assert "noch nicht veröffentlicht" in as_editor.get(url).content.decode()
    with all_towns():
        type(edition).objects.update(published_at=timezone.now())
    assert "weil „Entwurfsfeld“ noch ein Entwurf ist" in as_editor.get(url).content.decode()


@pytest.mark.usefixtures("in_town")
def test_a_report_goes_from_the_form_to_the_public(town, field, as_editor, as_coordinator):
    measure = factories.measure(field)
    url = _url(town, "report_add", pk=measure.pk)
    data = {"status": "started", "reported_on": "2026-01-31", "note": "Los geht es"}
    as_editor.post(url, {**data, "veroeffentlichen": "1"})
    with all_towns():
        report = StatusReport.objects.get()
    assert (report.published_at, report.author) == (None, "Bob")
    edit = _url(town, "report_edit", pk=report.pk)
    assert as_editor.post(edit, {**data, "status": "planned"}).status_code == 302
    as_coordinator.post(_url(town, "report_publish", pk=report.pk))
    measure.refresh_from_db()
    assert measure.status == "planned"
    assert "zuerst zurück" in as_editor.get(edit, follow=True).content.decode()
    as_coordinator.post(_url(town, "report_withdraw", pk=report.pk))
    as_coordinator.post(_url(town, "report_delete", pk=report.pk))
    with all_towns():
        assert not StatusReport.objects.exists()


@pytest.mark.usefixtures("in_town")
def test_a_coordinator_reports_and_publishes_at_once(town, field, as_coordinator):
    measure = factories.measure(field)
    data = {"status": "completed", "reported_on": "2026-01-31", "veroeffentlichen": "1"}
    as_coordinator.post(_url(town, "report_add", pk=measure.pk), data)
    measure.refresh_from_db()
    assert (measure.status, measure.reported_on) == ("completed", date(2026, 1, 31))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"status": "planned", "reported_on": "2026-06-01"}, "Danach ist möglich"),
        ({"status": "started", "reported_on": "2999-01-01"}, "liegt in der Zukunft"),
        ({"status": "quatsch", "reported_on": "x"}, "Bitte prüfen Sie"),
    ],
)
def test_an_impossible_report_is_told(town, field, as_editor, data, sentence):
    measure = factories.measure(field)
    factories.report(measure, Status.COMPLETED)
    answer = as_editor.post(_url(town, "report_add", pk=measure.pk), data)
    assert sentence in answer.content.decode()


def test_the_words_of_the_concept_stand_on_the_pages(town, field, as_editor):
    with all_towns():
        Concept.objects.update(measure_name="Handlungslinie", measure_plural="Handlungslinien")
    assert "Handlungslinien" in as_editor.get(_url(town, "measures")).content.decode()
