"""Tests of the trail's events."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from miteinander.kernel import audit
from miteinander.kernel.actor import Operator
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns
from miteinander.kernel.trail import marks, sealing


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


def test_a_read_is_written_down_and_makes_no_page_old(in_town, coordinator):
    before = in_town.revision
    audit.read(coordinator, in_town)
    in_town.refresh_from_db()
    assert in_town.revision == before
    assert AuditEvent.objects.get().verb == "read"


def test_what_belongs_to_no_town_is_seen_in_no_town(in_town):
    audit.record(Operator(), "keys.rotated", kind="kernel.datakey")
    assert not AuditEvent.objects.exists()
    with all_towns():
        assert AuditEvent.objects.get().municipality_id is None


def test_events_of_a_process_are_in_the_order_in_which_they_were_written(in_town, coordinator):
    written = [audit.record(coordinator, f"step.{number}", in_town).pk for number in range(50)]
    audit.record_all(coordinator, "town.changed", [in_town] * 50)
    assert list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))[:50] == written
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[50:] == ["town.changed"] * 50


def test_many_events_cost_as_many_queries_as_one(in_town, coordinator):
    counts = []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as found:
            audit.record_all(coordinator, "town.changed", [in_town] * number)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_every_event_carries_a_mark_of_its_columns_as_they_are_stored(in_town, coordinator):
    audit.record(coordinator, "town.changed", in_town)
    audit.record_all(coordinator, "town.changed", [in_town] * 2)
    for event in AuditEvent.objects.values():
        secret = marks.secret_of(event["key_id"])
        assert secret
        assert bytes(event["mark"]) == marks.mark_of(event, secret)


def test_a_transaction_of_many_events_asks_once_for_a_seal(
    in_town, coordinator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as asked, transaction.atomic():
        for _ in range(3):
            audit.record(coordinator, "town.changed", in_town)
            with transaction.atomic():
                audit.record_all(coordinator, "town.changed", [in_town])
    assert asked == [sealing._enqueue]
