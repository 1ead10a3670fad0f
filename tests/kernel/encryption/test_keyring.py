"""Tests of the file of keys."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from miteinander.kernel.encryption.keyring import (
    MASTER,
    PURPOSES,
    KeyringError,
    change,
    create,
    is_open_to_others,
    load,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "keys.json"


def test_a_new_keyring_has_an_active_key_for_every_purpose_and_only_its_owner_reads_it(path):
    ring = create(path)
    assert load(path) == ring
    assert [ring.active(purpose).purpose for purpose in PURPOSES] == list(PURPOSES)
    assert len({key.secret for key in ring.keys}) == len(PURPOSES)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not is_open_to_others(path)


def test_of_many_who_make_it_at_once_all_get_the_same(path):
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: create(path), range(16)))
    assert {ring.keys for ring in rings} == {load(path).keys}
    assert [one.name for one in path.parent.iterdir()] == ["keys.json"]


def test_of_many_who_rotate_at_once_no_key_is_lost(path):
    create(path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: change(path, lambda ring: ring.rotated(MASTER)), range(16)))
    keys = [key for key in load(path).keys if key.purpose == MASTER]
    assert [key.state for key in keys] == ["readable"] * 16 + ["active"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_that_was_rotated_still_reads_and_a_retired_one_is_gone_from_the_file(path):
    old = create(path).active(MASTER)
    ring = change(path, lambda ring: ring.rotated(MASTER))
    assert ring.find(old.id, MASTER).secret == old.secret
    ring = change(path, lambda ring: ring.without(old.id))
    assert ring.find(old.id, MASTER) is None
    assert load(path).keys[0].secret == b""


def test_a_key_serves_no_other_purpose(path):
    ring = create(path)
    assert ring.find(ring.active(MASTER).id, "trail") is None


def test_the_active_key_and_an_unknown_one_cannot_be_retired(path):
    ring = create(path)
    with pytest.raises(KeyringError, match="ist aktiv"):
        ring.without(ring.active(MASTER).id)
    with pytest.raises(KeyringError, match="kein Schlüssel abc"):
        ring.without("abc")


ROW = '{"keys": [{"id": "a", "purpose": "trail", "state": "active", "created_on": "", "secret": '
WRONG = ["", "{", "[]", '{"keys": []}', '{"keys": [{"id": "a"}]}', '{"keys": 3}', "null"]
WRONG += [f"{ROW}{secret}}}]}}" for secret in ('"YQ=="', "7", '"ü"')]


@pytest.mark.parametrize("text", WRONG)
def test_a_file_that_is_no_keyring_is_told_with_what_to_do(path, text):
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(KeyringError, match="ist kein Schlüsselbund"):
        load(path)


def test_a_key_never_shows_its_secret_in_an_error_or_a_log(path):
    key = create(path).active(MASTER)
    assert repr(key.secret) not in repr(key)
