"""Needs: written down, tied to the plan, found again."""

from datetime import date

import pytest

from miteinander.accounts.queries import actor_in
from miteinander.assessment import versions
from miteinander.assessment.actions import needs as actions
from miteinander.assessment.choices import EvidenceKind, NeedState, Priority
from miteinander.assessment.models import AssessmentVersion, Need
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent
from tests import factories

BASE = "/teststadt/arbeit/bedarfe/"
TYPED = {
    "title": "Plätze in Abendkursen",
    "statement": "Wer im Schichtdienst arbeitet, findet keinen Kurs.",
    "since_on": "2024-05-01",
    "stated_by": "Runder Tisch",
    "priority": "urgent",
    "state": "open",
    "reason": "",
}


@pytest.fixture
def edition(in_town):
    return factories.edition(in_town)


@pytest.fixture
def measure(edition):
    return factories.measure(factories.goal(factories.field(edition, "Sprache")), "Abendkurse")


def test_an_editor_writes_down_a_need_and_ties_it_to_a_measure(as_editor, measure):
    answer = as_editor.post(f"{BASE}neu/", {**TYPED, "measures": [measure.pk]})
    made = Need.objects.get()
    assert answer.headers["Location"] == f"{BASE}{made.pk}/"
    assert (made.title, made.since_on) == ("Plätze in Abendkursen", date(2024, 5, 1))
    assert list(made.measures.all()) == [measure]
    page = as_editor.get(f"{BASE}{made.pk}/").content.decode()
    assert "Abendkurse" in page
    assert "nur intern" in page


def test_the_address_of_a_new_need_ties_it_already(as_editor, measure):
    page = as_editor.get(f"{BASE}neu/?massnahme={measure.pk}&feld=unsinn").content.decode()
    assert f'value="{measure.pk}"' in page
    assert page.count(" checked") == 1


def test_a_need_that_is_dropped_needs_a_reason(as_editor, edition, editor):
    answer = as_editor.post(f"{BASE}neu/", {**TYPED, "state": "dropped"})
    assert "Bitte begründen Sie" in answer.content.decode()
    assert not Need.objects.exists()
    cleaned = {"title": "x", "statement": "x", "state": NeedState.DROPPED}
    with pytest.raises(NotPossible, match="begründen"):
        actions.add(cleaned=cleaned, edition=edition, by=editor)


def test_only_who_edits_the_plan_writes_needs(in_town, edition):
    partner = actor_in(factories.partner(factories.organisation(in_town)), in_town)
    with pytest.raises(NotAllowed):
        actions.add(cleaned=TYPED, edition=edition, by=partner)


def test_every_change_is_kept_and_written_down(edition, editor):
    made = actions.add(cleaned={"title": "eins", "statement": "s"}, edition=edition, by=editor)
    for title in ("zwei", "zwei"):
        made = actions.change(
            need=made, cleaned={"title": title}, edition=edition, based_on=made.version, by=editor
        )
    assert [one.values["title"] for one in AssessmentVersion.objects.all()] == ["zwei", "eins"]
    verbs = AuditEvent.objects.filter(verb__startswith="need.").values_list("verb", flat=True)
    assert sorted(verbs) == ["need.added", "need.changed"]


def test_two_people_who_change_the_same_need_do_not_overwrite_each_other(
    as_editor, edition, coordinator
):
    made = factories.need(edition.municipality)
    actions.change(need=made, cleaned={"title": "neu"}, edition=edition, based_on=1, by=coordinator)
    answer = as_editor.post(f"{BASE}{made.pk}/bearbeiten/", {**TYPED, "based_on": 1})
    page = answer.content.decode()
    assert "Inzwischen hat Alice" in page
    assert 'name="based_on" value="2"' in page
    made.refresh_from_db()
    assert made.title == "neu"
    as_editor.post(f"{BASE}{made.pk}/bearbeiten/", {**TYPED, "based_on": 2})
    made.refresh_from_db()
    assert made.title == TYPED["title"]


def test_links_to_another_edition_stay(edition, editor, measure):
    old = factories.measure(factories.field(factories.edition(edition.municipality)))
    made = factories.need(edition.municipality, "", old, measure)
    actions.change(need=made, cleaned={"measures": []}, edition=edition, based_on=1, by=editor)
    assert list(made.measures.all()) == [old]


def test_nobody_ties_a_need_to_another_town_s_measure(edition, editor):
    other = factories.edition(factories.town("Fremdstadt"))
    foreign = factories.measure(factories.field(other))
    made = actions.add(
        cleaned={"title": "x", "statement": "x", "measures": [foreign.pk]},
        edition=edition,
        by=editor,
    )
    assert not made.measures.exists()


def test_only_the_coordination_deletes_and_never_a_public_need(edition, editor, coordinator):
    public = factories.need(edition.municipality, is_published=True)
    with pytest.raises(NotPossible, match="veröffentlicht"):
        actions.delete(need=public, by=coordinator)
    made = actions.add(cleaned={"title": "x", "statement": "x"}, edition=edition, by=editor)
    with pytest.raises(NotAllowed):
        actions.delete(need=made, by=editor)
    actions.delete(need=made, by=coordinator)
    assert not versions.of(made).exists()
    assert list(Need.objects.all()) == [public]


def test_the_list_narrows_by_what_the_address_says(as_editor, edition, measure):
    town = edition.municipality
    field = measure.field
    answered = factories.need(town, "Beantworteter", measure, measure.goal)
    lonely = factories.need(
        town, "Einsamer", field, priority=Priority.URGENT, state=NeedState.ANSWERING
    )
    factories.evidence(lonely, kind=EvidenceKind.QUOTE)
    shown = {
        "": {answered, lonely},
        f"feld={field.pk}": {answered, lonely},
        "antwort=ohne": {lonely},
        "antwort=mit": {answered},
        "stand=answering": {lonely},
        "vorrang=urgent": {lonely},
        "beleg=quote": {lonely},
        "beleg=survey": set(),
        f"massnahme={measure.pk}": {answered},
        f"ziel={measure.goal_id}": {answered},
        "suche=einsam": {lonely},
        "feld=unsinn&stand=%00": {answered, lonely},
    }
    for query, wanted in shown.items():
        page = as_editor.get(f"{BASE}?{query}").content.decode()
        assert {one for one in (answered, lonely) if one.title in page} == wanted, query


def test_the_most_urgent_need_comes_first(as_editor, edition):
    for title, priority in (("Später", "later"), ("Äußerst", "urgent"), ("Zuerst", "urgent")):
        factories.need(edition.municipality, title, priority=priority)
    page = as_editor.get(BASE).content.decode()
    assert page.index("Äußerst") < page.index("Zuerst") < page.index("Später")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many(
    number, as_editor, edition, measure, django_assert_num_queries
):
    for _ in range(number):
        factories.evidence(factories.need(edition.municipality, "", measure, measure.field))
    as_editor.get(BASE)
    with django_assert_num_queries(12):
        as_editor.get(BASE)
