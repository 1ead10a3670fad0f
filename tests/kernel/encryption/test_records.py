"""Tests of records that are sealed with a key of their own."""

import copy
from base64 import b64encode

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from miteinander.kernel.actions import keys
from miteinander.kernel.actor import Operator, system
from miteinander.kernel.encryption import records, vault
from miteinander.kernel.encryption.boxes import Unreadable
from miteinander.kernel.encryption.keyring import MASTER, SEARCH, KeyringError
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent, DataKey, Municipality
from miteinander.kernel.tenancy import all_towns, town_scope
from tests import factories

NOTE = "Frau Öz sucht eine Wohnung."


@pytest.fixture
def key(ring_file, in_town, coordinator) -> DataKey:
    """The key of one record of the town."""
    return keys.make_data_key(by=coordinator)


@pytest.fixture
def box(key, in_town) -> bytes:
    return records.seal(NOTE, key=key, of=in_town, field="welcome")


def fails(box: bytes, key: DataKey, of: Municipality, field: str = "welcome") -> bool:
    with pytest.raises(Unreadable, match=r"lässt sich nicht|wurde gelöscht") as refusal:
        records.unseal(box, key=key, of=of, field=field)
    return NOTE not in str(refusal.value)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(codec="utf-8")))
def test_what_was_sealed_reads_as_before(key, in_town, text):
    sealed = records.seal(text, key=key, of=in_town, field="welcome")
    stored = DataKey.objects.get(pk=key.pk)
    assert records.unseal(memoryview(sealed), key=stored, of=in_town, field="welcome") == text


def test_a_box_moved_to_another_row_or_field_or_under_another_key_does_not_open(
    key, box, in_town, coordinator
):
    assert fails(box, key, factories.town("Anderswo"))
    assert fails(box, key, in_town, "imprint")
    assert fails(box, keys.make_data_key(by=coordinator), in_town)


def test_a_wrapped_key_moved_to_another_row_or_town_does_not_open(key, box, in_town, coordinator):
    other = keys.make_data_key(by=coordinator)
    other.wrapped = key.wrapped
    assert fails(box, other, in_town)
    elsewhere = copy.copy(key)
    elsewhere.municipality_id = factories.town("Anderswo").pk
    assert fails(box, elsewhere, in_town)


def test_a_record_needs_to_be_stored_and_the_field_to_exist(key):
    with pytest.raises(ValueError, match="stored"):
        records.seal(NOTE, key=key, of=Municipality(), field="welcome")
    with pytest.raises(Exception, match="has no field"):
        records.seal(NOTE, key=key, of=Municipality(pk=1), field="wellcome")


def test_a_destroyed_key_takes_everything_sealed_with_it_along(key, box, in_town, coordinator):
    before = DataKey.objects.get(pk=key.pk)
    keys.destroy_data_key(key, by=coordinator)
    stored = DataKey.objects.get(pk=key.pk)
    assert bytes(stored.wrapped) == b""
    assert fails(box, key, in_town)
    assert fails(box, stored, in_town)
    stored.destroyed_at = None  # as somebody would try it
    assert fails(box, stored, in_town)
    with pytest.raises(NotPossible, match="bereits vernichtet"):
        keys.destroy_data_key(before, by=coordinator)
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["datakey.added", "datakey.destroyed"]


def test_a_backup_of_a_destroyed_key_is_worthless_once_its_master_key_is_retired(
    key, box, in_town, coordinator
):
    backup = DataKey.objects.get(pk=key.pk)
    keys.destroy_data_key(key, by=coordinator)
    assert records.unseal(box, key=backup, of=in_town, field="welcome") == NOTE
    keys.rotate(MASTER, by=Operator())
    keys.rewrap(by=Operator())
    keys.retire(backup.master_id, by=Operator())
    assert fails(box, backup, in_town)


def test_after_a_rotation_old_and_new_read_and_the_old_key_goes_only_when_nothing_needs_it(
    key, box, in_town, coordinator
):
    old = key.master_id
    new = keys.rotate(MASTER, by=Operator())
    later = keys.make_data_key(by=coordinator)
    assert later.master_id == new.id != old
    assert records.unseal(box, key=key, of=in_town, field="welcome") == NOTE
    with pytest.raises(NotPossible, match="noch 1-mal gebraucht"):
        keys.retire(old, by=Operator())
    assert keys.rewrap(by=Operator()) == 1
    assert keys.rewrap(by=Operator()) == 0
    keys.retire(old, by=Operator())
    assert vault.find(old, MASTER) is None
    stored = DataKey.objects.get(pk=key.pk)
    assert records.unseal(box, key=stored, of=in_town, field="welcome") == NOTE


def test_rewrapping_takes_as_many_queries_for_a_batch_of_one_as_of_three(
    ring_file, in_town, coordinator
):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            keys.make_data_key(by=coordinator)
        keys.rotate(MASTER, by=Operator())
        with CaptureQueriesContext(connection) as found:
            keys.rewrap(by=Operator())
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_rewrapping_reaches_every_town_and_no_destroyed_key(ring_file, town):
    other = factories.town("Anderswo")
    for one in (town, other):
        with town_scope(one):
            keys.make_data_key(by=system(one.pk))
            keys.destroy_data_key(keys.make_data_key(by=system(one.pk)), by=system(one.pk))
    new = keys.rotate(MASTER, by=Operator())
    assert keys.rewrap(by=Operator()) == 2
    with all_towns():
        found = DataKey.objects.order_by("pk").values_list("master_id", flat=True)
        assert list(found) == [new.id, "", new.id, ""]


def test_rewrapping_names_the_key_that_does_not_open(key, coordinator):
    DataKey.objects.filter(pk=key.pk).update(wrapped=bytes(key.wrapped)[:-1] + b"?")
    keys.rotate(MASTER, by=Operator())
    with pytest.raises(NotPossible, match=f"Datenschlüssel {key.pk} lässt sich nicht öffnen"):
        keys.rewrap(by=Operator())


def test_only_an_operator_touches_the_keyring(ring_file, coordinator):
    for act in (
        lambda: keys.rotate(MASTER, by=coordinator),
        lambda: keys.rewrap(by=coordinator),
        lambda: keys.retire("abc", by=coordinator),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_key_of_the_search_stays(ring_file):
    with pytest.raises(NotPossible, match="Suche lässt sich nicht wechseln"):
        keys.rotate(SEARCH, by=Operator())


def test_what_an_operator_does_stands_in_the_trail_of_the_installation_only(ring_file, in_town):
    keys.rotate(MASTER, by=Operator())
    assert not AuditEvent.objects.exists()
    with all_towns():
        event = AuditEvent.objects.get()
    assert (event.verb, event.municipality_id) == ("keys.rotated", None)


def test_an_index_finds_the_value_in_its_own_town_only(ring_file, town):
    def of(text, number):
        return records.index(text, of=Municipality, field="name", municipality_id=number)

    assert of("Kleve ", 1) == of("KLEVE", 1)
    assert of("Kleve", 1) != of("Kleve", 2)


def test_a_lost_keyring_is_never_replaced_by_a_new_one_behind_the_operators_back(key, settings):
    content = settings.KEYS.read_bytes()
    settings.KEYS.unlink()
    with pytest.raises(KeyringError, match="spielen Sie die Datei aus Ihrer Kopie zurück"):
        records.unwrapped(key)
    with pytest.raises(CommandError, match="fehlt"):
        call_command("keys", "status")
    assert not settings.KEYS.exists()
    settings.KEYS.write_bytes(content)
    assert records.unwrapped(key)


def test_the_command_shows_every_key_rotates_rewraps_and_retires(key, capsys):
    call_command("keys", "rotate")
    call_command("keys", "rewrap")
    call_command("keys", "retire", key.master_id)
    call_command("keys", "status")
    said = capsys.readouterr().out
    today = timezone.now().date().isoformat()
    assert "1 Schlüssel und Geheimnisse neu eingepackt" in said
    assert f"{key.master_id}  Verschlüsseln  ausgemustert  seit {today}" in said
    assert "aktiv" in said
    secrets = [b64encode(one.secret).decode() for one in vault.keyring().keys if one.secret]
    assert len(secrets) == 3
    assert not [one for one in secrets if one in said]


def test_the_command_says_why_it_refuses(key):
    with pytest.raises(CommandError, match="ist aktiv"):
        call_command("keys", "retire", vault.active(SEARCH).id)
    with pytest.raises(CommandError, match="noch 1-mal"):
        call_command("keys", "retire", key.master_id)
