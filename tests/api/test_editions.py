"""Each public edition as data, its needs and its judgements; drafts never."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from miteinander.assessment.choices import Verdict
from miteinander.concept.actions import next_edition
from miteinander.concept.models import Goal, Measure
from miteinander.kernel.tenancy import town_scope
from tests import factories
from tests.queries import questions

BASE = "/api/v1/teststadt"
KEY = 2**62


@pytest.fixture
def old(town):
    """The current edition."""
    edition = factories.edition(town, label="2019")
    factories.measure(factories.goal(factories.field(edition, "Sprache"), "Alle sprechen"), "Café")
    return edition


@pytest.fixture
def new(town, old, coordinator):
    """A draft of the next one."""
    with town_scope(town):
        return next_edition.draft(old, label="2025", by=coordinator)


def published(edition):
    with town_scope(edition.municipality_id):
        edition.published_at = timezone.now()
        edition.save()


def read(address, status=200):
    answer = Client().get(f"{BASE}/{address}")
    assert answer.status_code == status, answer.content
    return answer.json()


def public(town, name, edition):
    return reverse(f"public:{name}", kwargs={"town": town.slug, "fassung": edition.pk})


def test_the_editions_say_which_one_is_meant_by_default(old, new):
    assert [one["label"] for one in read("editions")["editions"]] == ["2019"]
    published(new)
    newest, current = read("editions")["editions"]
    assert (newest["label"], newest["is_current"]) == ("2025", False)
    assert (newest["predecessor_id"], current["id"]) == (old.pk, old.pk)
    assert (current["is_current"], current["predecessor_id"]) == (True, None)
    assert newest["address"] == f"http://testserver/teststadt/konzept/fassungen/{new.pk}/"
    assert current["address"] == "http://testserver/teststadt/konzept/"
    assert read("concept")["edition"]["id"] == old.pk


@pytest.mark.parametrize("what", ["concept", "measures", "needs", "judgements"])
def test_an_edition_is_read_once_it_is_public(old, new, what):
    assert "nicht öffentlich" in read(f"{what}?edition={new.pk}", 404)["detail"]
    read(f"{what}?edition={KEY}", 404)
    read(f"{what}?edition=x", 422)
    published(new)
    assert read(f"{what}?edition={new.pk}")


def test_each_edition_has_its_own_measures(town, old, new):
    published(new)
    with town_scope(town):
        copy = Measure.objects.get(edition=new)
    (row,) = read(f"measures?edition={new.pk}")["measures"]
    assert row["id"] == copy.pk
    assert read(f"measures/{copy.pk}?edition={new.pk}")["title"] == "Café"
    read(f"measures/{copy.pk}", 404)


def test_the_next_page_stays_in_the_edition(old, new):
    published(new)
    with town_scope(new.municipality_id):
        field = Goal.objects.get(field__edition=new).field
    factories.measure(field)
    following = read(f"measures?edition={new.pk}&limit=1")["next"]
    assert f"edition={new.pk}" in following


def test_public_needs_come_with_public_evidence_and_what_answers_them(town, old):
    with town_scope(town):
        measure = Measure.objects.select_related("field", "goal").get()
    told = factories.need(
        town, "Kitaplätze", measure, measure.goal, measure.field, is_published=True
    )
    factories.need(town, "Intern")
    factories.evidence(told, "Es fehlen 40.", is_public=True, number=40, unit="Plätze")
    factories.evidence(told, "Vertraulich")
    (row,) = read("needs")["needs"]
    assert (row["title"], row["measures"]) == ("Kitaplätze", [measure.pk])
    assert (row["goals"], row["fields"]) == ([measure.goal.pk], [measure.field.pk])
    (said,) = row["evidence"]
    assert (said["words"], said["number"], said["unit"]) == ("Es fehlen 40.", "40.0000", "Plätze")


def test_public_judgements_are_those_of_the_edition(town, old, new):
    published(new)
    with town_scope(town):
        before, after = Goal.objects.order_by("pk")
    factories.judgement(before, Verdict.HARDLY, is_published=True)
    factories.judgement(before, Verdict.REACHED)
    (row,) = read("judgements")["judgements"]
    assert (row["goal_id"], row["verdict"]) == (before.pk, "hardly")
    assert read(f"judgements?edition={new.pk}")["judgements"] == []
    factories.judgement(after, Verdict.PARTLY, is_published=True)
    assert len(read(f"judgements?edition={new.pk}")["judgements"]) == 1


def test_three_needs_and_judgements_ask_as_much_as_one(town, old):
    with town_scope(town):
        goal = Goal.objects.get()
    asked = {}
    for number in (1, 3):
        for _ in range(number):
            factories.need(town, "", goal, is_published=True)
            factories.judgement(goal, is_published=True)
        for what in ("needs", "judgements"):
            with CaptureQueriesContext(connection) as captured:
                read(what)
            asked.setdefault(what, []).append(len(questions(captured)))
    assert all(first == second for first, second in asked.values()), asked


def test_the_open_data_of_each_public_edition_has_an_address(town, old, new, client):
    for name in ("edition_data", "edition_feed"):
        assert client.get(public(town, name, new)).status_code == 404
    published(new)
    data = client.get(public(town, "edition_data", new)).json()
    assert (data["version"], data["edition"]["label"]) == (1, "2025")
    feed = client.get(public(town, "edition_feed", new)).text
    assert f"/teststadt/konzept/fassungen/{new.pk}/neues.xml" in feed
    page = client.get(public(town, "edition_downloads", new)).text
    assert f"/teststadt/konzept/fassungen/{new.pk}/konzept.json" in page
    data = client.get("/teststadt/konzept/konzept.json").json()
    assert data["edition"] == data["edition"] | {"id": old.pk, "label": "2019"}
