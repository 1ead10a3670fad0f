"""Tests of the trail."""

from miteinander.kernel import audit
from miteinander.kernel.models import AuditEvent


def test_an_event_names_who_did_what_and_through_which_door(in_town, coordinator):
    audit.record(coordinator, "town.changed", in_town)
    event = AuditEvent.objects.get()
    assert event.user_id == coordinator.user_id
    assert (event.door, event.verb) == ("session", "town.changed")
    assert (event.object_kind, event.object_id) == ("kernel.municipality", in_town.pk)


def test_every_event_makes_the_municipalitys_stored_pages_old(in_town, coordinator):
    before = in_town.revision
    audit.record(coordinator, "town.changed", in_town)
    in_town.refresh_from_db()
    assert in_town.revision == before + 1
