"""Whatever somebody changes in the database behind our back is found."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from miteinander.kernel import audit, trail_walls
from miteinander.kernel.actor import Operator, system
from miteinander.kernel.ids import new_id
from miteinander.kernel.models import AuditEvent, AuditSeal
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.kernel.trail import sealing, verifying
from tests import factories
from tests.kernel.trail.conftest import others, write

EVENT = [field.attname for field in AuditEvent._meta.concrete_fields]
SEAL = [field.attname for field in AuditSeal._meta.concrete_fields]


@contextmanager
def behind_our_back() -> Iterator[None]:
    """As the tables' owner, who can drop triggers; undone afterwards."""
    with all_towns(), transaction.atomic():
        trail_walls.remove(connection)
        yield
        transaction.set_rollback(True)


def problems() -> list[str]:
    """What a verification of all chains finds."""
    return [
        found.problem for chain in verifying.chains() if (found := verifying.verify(chain)).problem
    ]


def change_each(thing: models.Model, name: str) -> int:
    """Change one column of a row to each other value; gives how many were found."""
    field = next(one for one in thing._meta.concrete_fields if one.attname == name)
    with all_towns():
        values = others(field, getattr(thing, name))
    found = 0
    for value in values:
        with behind_our_back():
            try:
                with transaction.atomic():
                    type(thing).objects.filter(pk=thing.pk).update(**{name: value})
            except IntegrityError:
                continue  # the database itself refuses, triggers or not
            assert problems(), f"{name} = {value}"
            found += 1
    return found


@pytest.fixture
def elsewhere(trail) -> None:
    """Another town with a chain of its own, to which rows could be moved."""
    town = factories.town("Anderswo")
    with town_scope(town):
        write(system(town.pk), town, 2)
        sealing.seal(town.pk)


def test_an_untouched_trail_verifies(trail, elsewhere):
    with all_towns():
        assert problems() == []
        found = [verifying.verify(chain) for chain in verifying.chains()]
    assert [(one.events, one.unsealed) for one in found] == [(11, 2), (2, 0)]


@pytest.mark.parametrize("name", EVENT)
@pytest.mark.parametrize("number", [0, 4, 8])
def test_every_changed_column_of_a_sealed_event_is_found(trail, elsewhere, name, number):
    assert change_each(AuditEvent.objects.exclude(seal=None).order_by("pk")[number], name)


@pytest.mark.parametrize("name", EVENT)
def test_every_changed_column_of_an_event_that_waits_is_found(trail, elsewhere, name):
    assert change_each(AuditEvent.objects.filter(seal=None).order_by("pk")[0], name)


@pytest.mark.parametrize("name", SEAL)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_changed_column_of_a_seal_is_found(trail, elsewhere, name, number):
    assert change_each(trail[number], name)


@pytest.mark.parametrize("number", range(9))
def test_a_sealed_event_that_was_deleted_is_found(trail, number):
    with behind_our_back():
        AuditEvent.objects.exclude(seal=None).order_by("pk")[number].delete()
        assert problems()


@pytest.mark.parametrize("number", [0, 1])
def test_a_seal_that_was_deleted_with_its_events_is_found_in_the_middle(trail, number):
    with behind_our_back():
        AuditEvent.objects.filter(seal=trail[number]).delete()
        AuditSeal.objects.filter(pk=trail[number].pk).delete()
        assert "fehlt" in problems()[0]


def test_a_seal_that_was_deleted_without_its_events_is_found_also_at_the_end(trail):
    with behind_our_back():
        AuditSeal.objects.filter(pk=trail[2].pk)._raw_delete("default")
        assert "gehört zu einem Siegel, das fehlt" in problems()[0]


@pytest.mark.parametrize("is_sealed", [True, False])
def test_an_event_that_was_copied_in_is_found(trail, is_sealed):
    with behind_our_back():
        event = AuditEvent.objects.filter(seal=trail[1]).first()
        event.pk = new_id()
        event.seal_id = trail[1].pk if is_sealed else None
        event.save(force_insert=True)
        assert problems()


def test_two_events_that_changed_places_are_found(trail):
    with behind_our_back():
        one, other = AuditEvent.objects.filter(seal=trail[1]).order_by("pk")[:2]
        one.user_id, other.user_id = 1, 2
        for event, marked_as in ((one, other), (other, one)):
            AuditEvent.objects.filter(pk=event.pk).update(
                mark=marked_as.mark, at=marked_as.at, user_id=marked_as.user_id
            )
        assert problems()


def test_the_first_broken_place_is_named_in_words(trail):
    event = AuditEvent.objects.filter(seal=trail[1]).order_by("pk")[0]
    with behind_our_back():
        AuditEvent.objects.filter(pk__gte=event.pk).update(user_id=99)
        (said,) = problems()
    assert said.startswith(f"Eintrag {event.pk} vom ")
    assert said.endswith("(Siegel 2) wurde verändert oder nachträglich eingefügt.")


@pytest.fixture
def head(trail, tmp_path: Path) -> Path:
    """The exported heads; exporting seals what waits."""
    call_command("audit", "head", "--out", tmp_path / "heads.json")
    return tmp_path / "heads.json"


def said_by(capsys, *words: Any) -> tuple[int, str]:
    """(exit code, output) of `miteinander audit verify`."""
    capsys.readouterr()
    try:
        call_command("audit", "verify", *words)
    except SystemExit as end:
        return int(end.code or 0), capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_a_tail_that_was_cut_is_noticed_by_the_exported_head_only(trail, head, capsys):
    with behind_our_back():
        last = AuditSeal.objects.order_by("number").last()
        assert last.number == 4
        AuditEvent.objects.filter(seal=last).delete()
        AuditSeal.objects.filter(pk=last.pk).delete()
        assert said_by(capsys)[0] == 0
        code, said = said_by(capsys, "--head", head)
    assert code == 1
    assert "Das Ende fehlt" in said


def test_a_tail_that_was_sealed_anew_is_noticed_too(trail, head, in_town, coordinator, capsys):
    with behind_our_back():
        last = AuditSeal.objects.order_by("number").last()
        AuditEvent.objects.filter(seal=last).update(seal=None)
        AuditSeal.objects.filter(pk=last.pk).delete()
        sealing.seal(in_town.pk)
        assert said_by(capsys)[0] == 0
        code, said = said_by(capsys, "--head", head)
    assert code == 1
    assert "Siegel 4 ist ein anderes" in said


def test_a_whole_chain_that_vanished_is_noticed(trail, head, capsys):
    with behind_our_back():
        AuditEvent.objects.all().delete()
        AuditSeal.objects.all().delete()
        code, said = said_by(capsys, "--head", head)
    assert code == 1
    assert "Das Ende fehlt" in said


def test_what_grew_since_the_export_is_in_order(trail, head, in_town, coordinator, capsys):
    write(coordinator, in_town, 2)
    sealing.seal(in_town.pk)
    code, said = said_by(capsys, "--head", head)
    assert (code, "Teststadt: in Ordnung. 13 Einträge" in said) == (0, True)


def test_the_outcome_can_be_read_by_machines(trail, capsys):
    audit.record(Operator(), "keys.rotated")
    code, said = said_by(capsys, "--json")
    first, second = json.loads(said)
    assert code == 0
    assert (first["chain"], first["events"], first["unsealed"]) == (None, 1, 1)
    assert (second["head"]["number"], second["problem"]) == (3, "")
    with behind_our_back():
        AuditEvent.objects.all().update(verb="x")
        code, said = said_by(capsys, "--json")
    assert code == 1
    assert all(found["problem"] for found in json.loads(said))
