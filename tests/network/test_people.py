"""Tests of contact persons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns
from miteinander.network.actions import people as actions
from miteinander.network.forms.filters import OrganisationFilter, PersonFilter, cleaned
from miteinander.network.models import Person
from tests import factories

LIST = "/teststadt/arbeit/personen/"


@pytest.fixture
def vhs(town):
    return factories.organisation(town, "VHS")


def test_a_person_is_added_changed_and_deleted_without_a_trace(in_town, editor, vhs):
    dana = actions.add(values={"organisation": vhs, "last_name": "Muster"}, by=editor)
    actions.change(person=dana, values={"function": "Leitung"}, by=editor)
    pk = dana.pk
    actions.delete(person=dana, by=editor)
    assert not Person.objects.exists()
    events = AuditEvent.objects.order_by("pk").values_list("verb", "object_id")
    assert list(events) == [
        ("person.added", pk),
        ("person.changed", pk),
        ("person.deleted", pk),
    ]


def test_the_pages_add_change_and_delete(as_editor, vhs):
    answers = {"organisation": vhs.pk, "last_name": "Muster", "first_name": "Dana"}
    assert f'value="{vhs.pk}" selected' in (
        as_editor.get(f"{LIST}neu/?institution={vhs.pk}").content.decode()
    )
    as_editor.post(f"{LIST}neu/", answers)
    with all_towns():
        pk = Person.objects.get().pk
    as_editor.post(f"{LIST}{pk}/", answers | {"function": "Leitung"})
    assert "Leitung" in as_editor.get(LIST).content.decode()
    assert as_editor.get(f"{LIST}{pk}/loeschen/").status_code == 200
    as_editor.post(f"{LIST}{pk}/loeschen/")
    with all_towns():
        assert not Person.objects.exists()


def test_search_finds_people_by_their_institution_too(as_editor, vhs):
    with all_towns():
        Person.objects.create(municipality=vhs.municipality, organisation=vhs, last_name="Öztürk")
    assert "Öztürk" in as_editor.get(f"{LIST}?suche=vhs").content.decode()
    assert "Öztürk" in as_editor.get(f"{LIST}?suche=öztürk").content.decode()
    assert "Öztürk" not in as_editor.get(f"{LIST}?suche=jobcenter").content.decode()


def test_institutions_and_people_of_another_town_are_out_of_reach(as_coordinator, town):
    foreign = factories.organisation(factories.town("Fremdstadt"), "Fremd")
    with all_towns():
        person = Person.objects.create(
            municipality=foreign.municipality, organisation=foreign, last_name="Fremd"
        )
    for path in ("", "loeschen/"):
        assert as_coordinator.get(f"{LIST}{person.pk}/{path}").status_code == 404
    as_coordinator.post(f"{LIST}neu/", {"organisation": foreign.pk, "last_name": "Muster"})
    with all_towns():
        assert Person.objects.count() == 1


@given(st.dictionaries(st.sampled_from(["suche", "art", "nach"]), st.text(max_size=200)))
def test_whatever_the_address_says_the_filters_answer(address):
    for form in (OrganisationFilter(address), PersonFilter(address)):
        assert all(isinstance(value, str) for value in cleaned(form).values())
