"""Tests of taking the official list over into the database."""

import pytest
from django.core.management import CommandError, call_command

from miteinander.kernel.actions.municipalities import Result, take_over_list
from miteinander.kernel.models import Municipality
from miteinander.kernel.municipalities import Entry
from tests import factories

STATE = Entry("05", "Nordrhein-Westfalen", "state")
DISTRICT = Entry("05154", "Kreis Kleve", "district")
TOWN = Entry("05154036", "Kleve", "town", 52388)
ENTRIES = [STATE, DISTRICT, TOWN]

pytestmark = pytest.mark.django_db


def test_a_town_belongs_to_its_district_and_that_to_its_state():
    assert take_over_list(ENTRIES) == Result(added=3, changed=0, same=0, removed=0, kept=0)
    town = Municipality.objects.get(ags="05154036")
    assert town.slug == "kleve"
    assert town.parent.ags == "05154"
    assert town.parent.parent.ags == "05"
    assert not town.is_active


def test_a_second_run_changes_nothing(django_assert_max_num_queries):
    take_over_list(ENTRIES)
    with django_assert_max_num_queries(4):
        assert take_over_list(ENTRIES).same == 3


def test_a_new_name_arrives_and_the_address_stays():
    take_over_list(ENTRIES)
    Municipality.objects.filter(ags="05154036").update(is_active=True, office="Stabsstelle")
    result = take_over_list([STATE, DISTRICT, Entry("05154036", "Schwanenstadt Kleve", "town")])
    town = Municipality.objects.get(ags="05154036")
    assert (result.changed, result.same) == (1, 2)
    assert (town.name, town.slug) == ("Schwanenstadt Kleve", "kleve")
    assert (town.is_active, town.office) == (True, "Stabsstelle")


def test_a_town_that_was_there_before_keeps_its_address_and_gets_its_district():
    factories.town("Kleve", ags="05154036", slug="kleve-am-niederrhein")
    factories.town("Anderswo", ags="99999999", slug="kleve")
    take_over_list(ENTRIES)
    town = Municipality.objects.get(ags="05154036")
    assert (town.slug, town.parent.ags) == ("kleve-am-niederrhein", "05154")


def test_what_vanished_from_the_list_goes_only_if_nobody_used_it():
    take_over_list(ENTRIES)
    factories.coordinator(factories.town("Benutzt", ags="05154001", is_active=False))
    factories.town("Aktiv", ags="05154002")
    factories.town("Unbenutzter Kreis", ags="05999", is_active=False)
    factories.town(
        "Unbenutzt", ags="05999003", is_active=False, parent=Municipality.objects.get(ags="05999")
    )
    result = take_over_list(ENTRIES)
    assert (result.removed, result.kept) == (2, 2)
    kept = set(Municipality.objects.values_list("ags", flat=True))
    assert kept == {"05", "05154", "05154036", "05154001", "05154002"}


def test_the_command_refuses_another_file_and_stores_nothing(tmp_path):
    path = tmp_path / "liste.txt"
    path.write_text("Schlüssel;Name\n05154036;Kleve\n")
    with pytest.raises(CommandError, match="Zeile 1"):
        call_command("import_municipalities", path)
    with pytest.raises(CommandError, match="Pfad"):
        call_command("import_municipalities", tmp_path / "fehlt.txt")
    assert not Municipality.objects.exists()


def test_a_failure_in_the_middle_leaves_everything_as_it_was(monkeypatch):
    take_over_list([STATE, DISTRICT])

    def fail(*args, **kwargs):
        raise RuntimeError("Strom weg")

    monkeypatch.setattr(Municipality.objects.all().__class__, "bulk_update", fail)
    with pytest.raises(RuntimeError):
        take_over_list([STATE, Entry("05154", "Kleve neu", "district"), TOWN])
    assert Municipality.objects.count() == 2
