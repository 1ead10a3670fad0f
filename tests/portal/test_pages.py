"""Tests of the public pages."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miteinander.concept import addresses
from miteinander.concept.choices import Status
from miteinander.concept.models import Concept, Measure
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns
from tests import factories

ABOUT_THE_CONCEPT = ("town", "concept", "process", "measures", "downloads")


def _url(name: str, town: Municipality, **values) -> str:
    return reverse(f"public:{name}", kwargs={"town": town.slug, **values})


def _queries(visitor, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(url).status_code == 200
    return len(queries)


def test_the_first_page_lists_the_towns_with_their_public_concepts(visitor, public_measure):
    factories.town("Nachbarstadt")
    page = visitor.get("/").content.decode()
    assert "Integrationskonzept" in page
    assert page.count("Noch kein Konzept veröffentlicht") == 1


def test_towns_are_found_by_name(visitor, public_measure):
    factories.town("Öhringen")
    page = visitor.get("/", {"suche": "öhr"}).content.decode()
    assert "Öhringen" in page
    assert "Teststadt" not in page


@pytest.mark.parametrize("name", ABOUT_THE_CONCEPT)
def test_a_town_without_a_public_concept_says_so(visitor, town, name):
    response = visitor.get(_url(name, town))
    assert response.status_code == 200
    assert "Noch kein Konzept veröffentlicht" in response.content.decode()


@pytest.mark.parametrize("name", ["measures_csv", "measures_xlsx", "feed", "data"])
def test_files_of_a_town_without_a_public_concept_do_not_exist(visitor, town, name):
    assert visitor.get(_url(name, town)).status_code == 404


def test_an_unknown_town_is_not_found(visitor, public_measure):
    assert visitor.get("/nirgends/konzept/").status_code == 404


@pytest.mark.parametrize("pk", [0, 999_999, 10**18, 10**30])
@pytest.mark.parametrize("name", ["field", "measure"])
def test_an_unknown_key_is_not_found(visitor, public_measure, town, name, pk):
    assert visitor.get(_url(name, town, slug="x", pk=pk)).status_code == 404


def test_a_measure_of_another_town_is_not_found(visitor, public_measure, town):
    other = factories.town("Nachbarstadt")
    factories.edition(other)
    slug = addresses.slug(public_measure)
    address = _url("measure", other, slug=slug, pk=public_measure.pk)
    assert visitor.get(address).status_code == 404


def test_an_address_from_before_a_renaming_leads_to_the_present_one(visitor, public_measure, town):
    old = addresses.measure_path(town.slug, public_measure)
    with all_towns():
        Measure.objects.filter(pk=public_measure.pk).update(title="Kurse für alle")
    response = visitor.get(old)
    assert response.status_code == 301
    assert response["Location"].endswith(f"/1-1-kurse-fuer-alle-{public_measure.pk}/")
    assert response["Cache-Control"] == "no-cache"


def test_the_measures_page_tells_everything_public(visitor, public_measure, town):
    factories.report(public_measure, Status.STARTED, note="Zwei Kurse laufen.", author="Dana")
    page = visitor.get(addresses.measure_path(town.slug, public_measure)).content.decode()
    for words in ("Kurse für Eltern", "Volkshochschule", "Zwei Kurse laufen.", "Dana", "begonnen"):
        assert words in page


def test_levels_are_called_as_the_concept_does(visitor, public_measure, town):
    with all_towns():
        Concept.objects.update(measure_name="Projekt", measure_plural="Projekte")
        Concept.objects.update(field_name="Leitfeld", field_plural="Leitfelder")
    for name in ("town", "concept", "measures", "downloads"):
        page = visitor.get(_url(name, town)).content.decode()
        assert "Projekt" in page
        assert "Maßnahme" not in page
        assert "Handlungsfeld" not in page


def test_the_search_is_kept_in_the_address(visitor, public_measure, town):
    factories.report(public_measure, Status.STARTED)
    hidden = factories.measure(public_measure.field, "Etwas anderes")
    page = visitor.get(_url("measures", town), {"suche": "kurse", "stand": "started"})
    assert [measure.pk for measure in page.context["page"].items] == [public_measure.pk]
    assert str(hidden) not in page.content.decode()
    texts = {one.text: one.without_url for one in page.context["active"]}
    assert texts == {"Suche: kurse": "?stand=started", "Stand: begonnen": "?suche=kurse"}


def test_a_search_without_result_shows_a_way_on(visitor, public_measure, town):
    page = visitor.get(_url("measures", town), {"suche": "gibtesnicht"}).content.decode()
    assert "nehmen Sie einen Filter zurück" in page


def test_a_filter_that_makes_no_sense_is_left_out(visitor, public_measure, town):
    page = visitor.get(_url("measures", town), {"feld": "abc", "stand": "fertig"})
    assert page.context["counts"].total == 1


def test_a_long_list_is_paged_and_can_be_had_on_one_page(visitor, public_measure, town):
    for _ in range(50):
        factories.measure(public_measure.field)
    first = visitor.get(_url("measures", town))
    second = visitor.get(_url("measures", town) + first.context["page"].next_url)
    titles = [one.pk for page in (first, second) for one in page.context["page"].items]
    assert len(titles) == len(set(titles)) == 51
    whole = visitor.get(_url("measures", town), {"alle": "1"})
    assert [one.pk for one in whole.context["page"].items] == titles


def test_an_export_has_what_the_filters_select(visitor, public_measure, town):
    factories.measure(public_measure.field, "=1+1")
    text = visitor.get(_url("measures_csv", town)).content.decode("utf-8-sig")
    assert "Kurse für Eltern;1 Sprache" in text
    assert ";'=1+1;" in text
    assert "http://testserver/teststadt/konzept/massnahmen/" in text
    chosen = visitor.get(_url("measures_csv", town), {"suche": "kurse"}).content.decode()
    assert len(chosen.splitlines()) == 2


def test_the_plan_is_open_data(visitor, public_measure, town):
    factories.report(public_measure, Status.STARTED)
    plan = json.loads(visitor.get(_url("data", town)).content)
    (field,) = plan["fields"]
    (measure,) = field["measures"]
    assert plan["counts"]["started"] == 1
    assert measure["lead"] == ["Volkshochschule"]
    assert (measure["status"], measure["reported_on"]) == ("started", "2026-03-01")


def test_the_feed_tells_published_reports(visitor, public_measure, town):
    factories.report(public_measure, Status.COMPLETED, note="Fertig.")
    feed = visitor.get(_url("feed", town))
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "1.1 Kurse für Eltern: abgeschlossen" in feed.content.decode()


def test_the_sitemap_has_every_measure(visitor, public_measure, town):
    path = addresses.measure_path(town.slug, public_measure)
    assert f"http://testserver{path}" in visitor.get(_url("sitemap", town)).content.decode()
    assert "/teststadt/sitemap.xml" in visitor.get("/sitemap.xml").content.decode()
    assert "Disallow: /*/arbeit/" in visitor.get("/robots.txt").content.decode()


@pytest.mark.parametrize("name", ["imprint", "privacy", "accessibility"])
def test_a_missing_legal_text_says_what_is_missing(visitor, town, name):
    assert "Es fehlt" in (page := visitor.get(_url(name, town)).content.decode()) or (
        "Was noch fehlt" in page
    )


def test_the_towns_own_imprint_is_shown(visitor, town):
    Municipality.objects.filter(pk=town.pk).update(imprint="Vertreten durch **Alice**")
    page = visitor.get(_url("imprint", town)).content.decode()
    assert "Vertreten durch <strong>Alice</strong>" in page
    assert "Es fehlt" not in page


LISTS = ("town", "concept", "measures", "measures_csv", "downloads", "feed", "data", "sitemap")


@pytest.mark.usefixtures("in_town")
@pytest.mark.parametrize("name", LISTS)
def test_a_page_costs_as_many_queries_for_three_measures_as_for_one(
    visitor, public_measure, town, name
):
    factories.report(public_measure)
    url = _url(name, town)
    visitor.get(url)
    one = _queries(visitor, f"{url}?eins")
    for _ in range(2):
        other = factories.measure(
            factories.field(public_measure.edition), lead=factories.organisation(town)
        )
        factories.report(other)
    assert _queries(visitor, f"{url}?drei") == one
    assert one <= 20


def test_a_fields_page_costs_the_same_for_three_goals_as_for_one(visitor, public_measure, town):
    field = public_measure.field
    url = addresses.field_path(town.slug, field)
    factories.measure(factories.goal(field, topic=factories.topic(field)))
    visitor.get(url)
    one = _queries(visitor, f"{url}?eins")
    for _ in range(2):
        goal = factories.goal(field, topic=factories.topic(field))
        factories.measure(goal, lead=factories.organisation(town))
    assert _queries(visitor, f"{url}?drei") == one


def test_the_overview_costs_at_most_twelve_queries(visitor, public_measure, town):
    visitor.get("/")
    assert _queries(visitor, _url("concept", town)) <= 12


def test_the_overview_of_a_large_concept_is_at_most_60_kilobytes(visitor, town):
    """Six fields, each with measures in every status: the longest tables there can be."""
    edition = factories.edition(town, preamble="Ein Wort. " * 250)
    for number in range(6):
        field = factories.field(edition, f"Ein Feld mit langem Namen {number}", number=str(number))
        factories.measure(field)
        for status in Status:
            factories.report(factories.measure(field), status)
    assert len(visitor.get(_url("concept", town)).content) <= 60_000


def test_the_page_on_security_says_against_whom_and_what_is_not_protected(visitor, town):
    page = visitor.get("/teststadt/sicherheit/").content.decode()
    for heading in ("Was geschützt ist", "Was nicht geschützt ist", "Was die Kommune selbst tut"):
        assert heading in page
    assert "Wer den laufenden Server beherrscht" in page
    assert "/teststadt/sicherheit/" in visitor.get("/teststadt/datenschutz/").content.decode()
