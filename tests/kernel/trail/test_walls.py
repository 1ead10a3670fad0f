"""The database itself refuses to change or delete what stands in the trail."""

import pytest
from django.db import DatabaseError, connection, transaction

from miteinander.kernel import trail_walls
from miteinander.kernel.models import AuditEvent, AuditSeal
from tests import factories
from tests.kernel.trail.conftest import others

EVENT = [one for one in AuditEvent._meta.concrete_fields if one.attname != "seal_id"]
SEAL = AuditSeal._meta.concrete_fields


def refuses(change) -> bool:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()
    return True


@pytest.mark.parametrize("field", EVENT, ids=lambda field: field.attname)
def test_no_column_of_an_event_is_changed_also_while_it_is_being_sealed(trail, field):
    factories.town("Anderswo")
    for is_waiting in (True, False):
        event = AuditEvent.objects.filter(seal__isnull=is_waiting).first()
        own = AuditEvent.objects.filter(pk=event.pk)
        for value in others(field, getattr(event, field.attname)):
            change = {field.attname: value}
            assert refuses(lambda own=own, change=change: own.update(**change))
            assert refuses(lambda own=own, change=change: own.update(**change, seal=trail[0]))


@pytest.mark.parametrize("field", SEAL, ids=lambda field: field.attname)
def test_no_column_of_a_seal_is_changed(trail, field):
    factories.town("Anderswo")
    own = AuditSeal.objects.filter(pk=trail[1].pk)
    for value in others(field, getattr(trail[1], field.attname)):
        change = {field.attname: value}
        assert refuses(lambda change=change: own.update(**change))


def test_a_seal_is_set_once_and_never_taken_back(trail):
    sealed = AuditEvent.objects.filter(seal=trail[0])
    assert refuses(lambda: sealed.update(seal=trail[1]))
    assert refuses(lambda: sealed.update(seal=None))
    assert AuditEvent.objects.filter(seal=None).update(seal=trail[0]) == 2


def test_nothing_is_deleted_or_replaced(trail):
    connection.check_constraints()  # TRUNCATE wants none that are still to be checked
    for table in ("kernel_auditevent", "kernel_auditseal"):
        with connection.cursor() as cursor:
            assert refuses(lambda table=table: cursor.execute(f"DELETE FROM {table}"))
            if connection.vendor == "postgresql":
                cascade = f"TRUNCATE {table} CASCADE"
                assert refuses(lambda cascade=cascade: cursor.execute(cascade))
            else:
                again = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
                assert refuses(lambda again=again: cursor.execute(again))


def test_the_guard_can_be_built_again_and_again(trail):
    trail_walls.build(connection)
    trail_walls.build(connection)
    assert refuses(lambda: AuditEvent.objects.update(verb="x"))


@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_leaves_an_empty_trail_and_a_standing_guard(trail):
    assert AuditEvent.objects.count() == 11
