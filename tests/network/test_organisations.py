"""Tests of institutions: rules, actions, pages."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from miteinander.concept.choices import Responsibility
from miteinander.concept.models import MeasureResponsibility
from miteinander.kernel.actor import system
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns
from miteinander.network import queries, rules
from miteinander.network.actions import organisations as actions
from miteinander.network.models import Organisation, Person
from miteinander.network.similar import core, is_similar, pairs
from tests import factories

LIST = "/teststadt/arbeit/institutionen/"


@pytest.fixture
def measure(town):
    return factories.measure(factories.field(factories.edition(town)))


def responsible(measure, organisation, role=Responsibility.PARTNER) -> MeasureResponsibility:
    return MeasureResponsibility.objects.create(
        municipality_id=measure.municipality_id,
        measure=measure,
        organisation=organisation,
        role=role,
    )


def person(organisation, name="Muster", **values) -> Person:
    with all_towns():
        return Person.objects.create(
            municipality_id=organisation.municipality_id,
            organisation=organisation,
            last_name=name,
            **values,
        )


def test_editors_maintain_institutions_and_only_the_coordination_reorganises(
    coordinator, editor, town
):
    for actor in (coordinator, editor, system(town.pk)):
        assert rules.can_edit_network(actor)
    assert rules.can_reorganise(coordinator)
    assert not rules.can_reorganise(editor)


def test_an_institution_is_added_and_changed(in_town, editor):
    made = actions.add(values={"name": "VHS", "kind": "education_provider"}, by=editor)
    actions.change(organisation=made, values={"name": "Volkshochschule"}, by=editor)
    made.refresh_from_db()
    assert (made.name, made.kind) == ("Volkshochschule", "education_provider")
    verbs = [event.verb for event in AuditEvent.objects.order_by("pk")]
    assert verbs == ["organisation.added", "organisation.changed"]


def test_a_name_is_there_only_once_whatever_its_case(in_town, editor):
    actions.add(values={"name": "Caritas"}, by=editor)
    with pytest.raises(NotPossible, match="gibt es schon"):
        actions.add(values={"name": "CARITAS"}, by=editor)
    assert Organisation.objects.count() == 1


def test_an_institution_of_measures_is_not_deleted(in_town, coordinator, measure):
    vhs = factories.organisation(in_town, "VHS")
    responsible(measure, vhs)
    with pytest.raises(NotPossible, match="1 Maßnahme eingetragen"):
        actions.delete(organisation=vhs, by=coordinator)
    MeasureResponsibility.objects.all().delete()
    actions.delete(organisation=vhs, by=coordinator)
    assert not Organisation.objects.exists()


def test_an_editor_deletes_and_merges_nothing(in_town, editor):
    one, other = factories.organisation(in_town), factories.organisation(in_town)
    with pytest.raises(NotAllowed):
        actions.delete(organisation=one, by=editor)
    with pytest.raises(NotAllowed):
        actions.merge(keep=one, gone=other, by=editor)


def test_merging_moves_responsibilities_and_people_and_fills_what_is_empty(
    in_town, coordinator, measure
):
    keep = factories.organisation(in_town, "Caritasverband", email="info@caritas.example")
    gone = factories.organisation(
        in_town, "Caritas-Verband e.V.", email="alt@caritas.example", phone="02821 1"
    )
    responsible(measure, gone, Responsibility.LEAD)
    dana = person(gone)
    actions.merge(keep=keep, gone=gone, by=coordinator)
    keep.refresh_from_db()
    dana.refresh_from_db()
    assert dana.organisation == keep
    assert (keep.email, keep.phone) == ("info@caritas.example", "02821 1")
    assert measure.responsibilities.get().organisation == keep
    assert not Organisation.objects.filter(pk=gone.pk).exists()


@pytest.mark.parametrize("gone_leads", [True, False])
def test_where_both_carry_a_measure_the_leading_role_stays(
    in_town, coordinator, measure, gone_leads
):
    keep, gone = factories.organisation(in_town), factories.organisation(in_town)
    roles = [Responsibility.PARTNER, Responsibility.LEAD]
    responsible(measure, gone, roles[gone_leads])
    responsible(measure, keep, roles[not gone_leads])
    actions.merge(keep=keep, gone=gone, by=coordinator)
    left = measure.responsibilities.get()
    assert (left.organisation, left.role) == (keep, Responsibility.LEAD)


def test_an_institution_is_not_merged_with_itself(in_town, coordinator):
    one = factories.organisation(in_town)
    with pytest.raises(NotPossible, match="verschiedene"):
        actions.merge(keep=one, gone=one, by=coordinator)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Caritas-Verband Musterstadt e.V.", "Caritasverband Musterstadt"),
        ("TuS Musterstadt e. V.", "tus musterstadt"),
        ("Lebenshilfe gGmbH", "Lebenshilfe"),
        ("Musterstadt Volkshochschule", "Volkshochschule Musterstadt"),
    ],
)
def test_names_that_mean_the_same_are_similar(one, other):
    assert is_similar(core(one), core(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Grundschule Nord", "Grundschule Süd"), ("Jobcenter", "Jugendamt"), ("e.V.", "gGmbH")],
)
def test_names_that_mean_different_things_are_not(one, other):
    assert not is_similar(core(one), core(other))


@given(st.text("aäoöuübcß .-", min_size=1, max_size=60))
def test_every_name_is_similar_to_itself_in_capitals(name):
    assert pairs([(1, name), (2, name.upper())]) == [(1, 2)]


def test_the_list_filters_by_words_and_kind(as_editor, town):
    factories.organisation(town, "Öffentliche Bücherei", kind="culture")
    factories.organisation(town, "Schachclub", kind="sports_club")
    for query in ("?suche=öffentliche", "?suche=ÖFFENTL büch", "?art=culture"):
        text = as_editor.get(LIST + query).content.decode()
        assert "Bücherei" in text
        assert "Schachclub" not in text
    assert "Schachclub" in as_editor.get(f"{LIST}?art=unsinn").content.decode()


def test_the_counts_tell_leading_from_taking_part(in_town, measure):
    vhs = factories.organisation(in_town, "VHS")
    responsible(measure, vhs, Responsibility.LEAD)
    for index in range(2):
        person(vhs, f"Person {index}")
        responsible(factories.measure(measure.field), vhs)
    found = queries.organisations().get()
    assert (found.leads, found.partners, found.members) == (1, 2, 2)


def test_a_nearly_equal_name_is_asked_about_first(as_editor, town):
    factories.organisation(town, "Caritasverband")
    answers = {"name": "Caritasverband e.V.", "kind": "welfare"}
    text = as_editor.post(f"{LIST}neu/", answers).content.decode()
    assert "Gibt es diese Institution schon?" in text
    as_editor.post(f"{LIST}neu/", answers | {"trotzdem": "1"})
    with all_towns():
        assert Organisation.objects.count() == 2


def test_the_pages_of_an_institution(as_coordinator, town):
    vhs = factories.organisation(town, "VHS", website="https://vhs.example")
    person(vhs, "Musterfrau")
    text = as_coordinator.get(f"{LIST}{vhs.pk}/").content.decode()
    assert "Musterfrau" in text
    answers = {"name": "Volkshochschule", "kind": "other"}
    as_coordinator.post(f"{LIST}{vhs.pk}/bearbeiten/", answers)
    assert as_coordinator.get(f"{LIST}{vhs.pk}/loeschen/").status_code == 200
    assert as_coordinator.get(f"{LIST}{vhs.pk}/zusammenfuehren/").status_code == 200
    text = as_coordinator.post(f"{LIST}{vhs.pk}/loeschen/", follow=True).content.decode()
    assert "„Volkshochschule“ ist gelöscht." in text


def test_a_refused_deletion_says_why_on_the_page(as_coordinator, town, measure):
    vhs = factories.organisation(town, "VHS")
    with all_towns():
        responsible(measure, vhs)
    text = as_coordinator.post(f"{LIST}{vhs.pk}/loeschen/", follow=True).content.decode()
    assert "Zuständigkeit" in text


def test_doubles_are_found_and_merged_on_the_page(as_coordinator, town):
    one = factories.organisation(town, "Caritasverband")
    other = factories.organisation(town, "Caritasverband e.V.")
    assert f"{other.pk}/zusammenfuehren/?mit={one.pk}" in (
        as_coordinator.get(f"{LIST}doppelte/").content.decode()
    )
    as_coordinator.post(f"{LIST}{other.pk}/zusammenfuehren/", {"keep": one.pk})
    with all_towns():
        assert Organisation.objects.get() == one


def test_an_editor_gets_no_page_that_reorganises(as_editor, town):
    vhs = factories.organisation(town, "VHS")
    for path in ("doppelte/", "einlesen/", f"{vhs.pk}/loeschen/", f"{vhs.pk}/zusammenfuehren/"):
        assert as_editor.get(LIST + path).status_code == 403
    assert "Löschen" not in as_editor.get(f"{LIST}{vhs.pk}/").content.decode()


def test_what_belongs_to_another_town_is_not_found(as_coordinator, as_stranger, town):
    foreign = factories.organisation(factories.town("Fremdstadt"), "Fremd")
    for path in ("", "bearbeiten/", "loeschen/", "zusammenfuehren/"):
        assert as_coordinator.get(f"{LIST}{foreign.pk}/{path}").status_code == 404
    assert as_stranger.get(LIST).status_code == 404
    assert Client().get(LIST).status_code == 302
    own = factories.organisation(town, "VHS")
    response = as_coordinator.post(f"{LIST}{own.pk}/zusammenfuehren/", {"keep": foreign.pk})
    assert response.status_code == 200
    with all_towns():
        assert Organisation.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_for_one_and_three(as_editor, town, number, django_assert_num_queries):
    for index in range(number):
        person(factories.organisation(town, f"Verein {index}"), f"Person {index}")
    as_editor.get(LIST)
    with django_assert_num_queries(6):
        as_editor.get(LIST)
    with django_assert_num_queries(6):
        as_editor.get("/teststadt/arbeit/personen/")
