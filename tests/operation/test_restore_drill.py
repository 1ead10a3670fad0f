"""The drill: make a backup, lose everything, bring it back, compare."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.kernel.mail import MOST_ATTEMPTS
from miteinander.operation.backup import archive, databases, keys, restoring
from miteinander.operation.backup.errors import BackupError
from tests.operation import installation
from tests.operation.conftest import CANARIES, Backup
from tests.operation.installation import with_keyring_of


def files_of(where: installation.Installation) -> dict[str, bytes]:
    return {
        str(path.relative_to(where.files)): path.read_bytes()
        for path in where.files.rglob("*")
        if path.is_file()
    }


def test_what_was_lost_comes_back_row_by_row_and_file_by_file(backup: Backup, tmp_path):
    new = with_keyring_of(backup.source, installation.new(tmp_path))
    said = new.run("restore", backup.file, "--key", backup.key)
    assert "die Zahlen stimmen" in said
    assert new.rows() == backup.source.rows()
    assert files_of(new) == files_of(backup.source)
    assert len(files_of(new)) == 2
    titles = [title for (title,) in new.sql("SELECT title FROM concept_measure")]
    assert sorted(titles) == [f"Titel {word}" for word in CANARIES]


def test_data_that_is_there_is_not_replaced_unasked(backup: Backup, other, tmp_path):
    new = with_keyring_of(backup.source, installation.copy(other, tmp_path))
    before = new.rows(), files_of(new)
    said = new.run("restore", backup.file, "--key", backup.key, fails=True)
    assert "Hier liegen schon Daten" in said
    assert "--replace" in said
    assert (new.rows(), files_of(new)) == before


def test_data_that_is_there_is_replaced_when_asked(backup: Backup, other, tmp_path):
    new = with_keyring_of(backup.source, installation.copy(other, tmp_path))
    new.run("restore", backup.file, "--key", backup.key, "--replace")
    assert new.rows() == backup.source.rows()
    assert files_of(new) == files_of(backup.source)
    assert list(new.data.glob("files.*")) == []


def test_nobody_is_signed_in_after_a_restore(other, tmp_path):
    """Who was signed out after the backup does not come back in with the cookie of then."""
    source = installation.copy(other, tmp_path / "source")
    source.sql("INSERT INTO django_session VALUES ('key', 'data', '2999-01-01 00:00:00+00:00')")
    source.run("backup-keys", "new", "--out", tmp_path / "private")
    source.run("backup", "--out", tmp_path / "one.backup")
    new = with_keyring_of(source, installation.new(tmp_path / "new"))
    said = new.run("restore", tmp_path / "one.backup", "--key", tmp_path / "private")
    assert "Alle Anmeldungen sind beendet" in said
    assert new.rows()["django_session"] == []
    assert source.rows()["django_session"] != []


def test_mail_that_waited_in_the_backup_goes_out_no_second_time(other, tmp_path):
    """It has most likely been sent after the backup, and its reader would act on it twice."""
    source = installation.copy(other, tmp_path / "source")
    source.sql(
        'INSERT INTO kernel_outgoingmail (municipality_id, "to", reply_to, subject, body, '
        "unsubscribe, created_at, code, attempts) SELECT id, 'a@b.example', '', 's', 'b', '', "
        "'2026-01-01 00:00:00+00:00', '', 1 FROM kernel_municipality WHERE is_active LIMIT 1"
    )
    source.run("backup-keys", "new", "--out", tmp_path / "private")
    source.run("backup", "--out", tmp_path / "one.backup")
    new = with_keyring_of(source, installation.new(tmp_path / "new"))
    said = new.run("restore", tmp_path / "one.backup", "--key", tmp_path / "private")
    assert "gehen kein zweites Mal hinaus: 1." in said
    attempts = "SELECT attempts FROM kernel_outgoingmail WHERE sent_at IS NULL"
    assert new.sql(attempts) == [(MOST_ATTEMPTS,)]
    assert source.sql(attempts) == [(1,)]


def test_without_the_keyring_of_then_nothing_is_touched(backup: Backup, other, tmp_path):
    for new in (installation.new(tmp_path), installation.copy(other, tmp_path)):
        before = files_of(new)
        said = new.run("restore", backup.file, "--key", backup.key, "--replace", fails=True)
        assert "fehlt der Schlüssel" in said
        assert "Geändert wurde nichts" in said
        assert files_of(new) == before


def test_a_check_changes_nothing(backup: Backup, tmp_path):
    new = installation.new(tmp_path)
    said = new.run("restore", "--check", backup.file, "--key", backup.key)
    assert "vollständig und unverändert" in said
    assert "Geändert wurde nichts" in said
    assert files_of(new) == {}


def test_no_content_stands_in_the_backup_or_in_what_the_commands_say(backup: Backup, tmp_path):
    written = backup.file.read_bytes()
    new = with_keyring_of(backup.source, installation.new(tmp_path))
    said = new.run("restore", backup.file, "--key", backup.key)
    for word in (*CANARIES, "concept_measure", "django_migrations"):
        assert word.encode() not in written
        assert word not in said


def test_the_keys_of_the_installation_are_not_in_the_backup(backup: Backup):
    names = []
    with backup.file.open("rb") as file:
        for part in archive.read(file, keys.private(backup.key)):
            if isinstance(part, archive.Part):
                names.append(part.name)
    assert {name.partition("/")[0] for name in names} == {"database", "files"}


def test_the_manifest_says_what_the_backup_holds(backup: Backup):
    manifest = restoring.check(backup.file, keys.private(backup.key))
    assert manifest.rows["concept_measure"] == 2
    assert manifest.rows["concept_attachment"] == 2
    assert manifest.trail["events"] == 2
    assert "kernel.0001_initial" in manifest.migrations
    assert all(len(digest) == 64 for digest in manifest.parts.values())
    assert json.loads(json.dumps(manifest.rows)) == {
        table: len(rows) for table, rows in backup.source.rows().items()
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_byte_altered_anywhere_is_found(backup: Backup, data):
    whole = backup.file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    change = data.draw(st.integers(1, 255))
    altered = bytearray(whole)
    altered[place] ^= change
    with pytest.raises(BackupError) as told:
        read_all(bytes(altered), backup)
    assert str(told.value).endswith(".")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_backup_that_was_cut_or_lengthened_is_found(backup: Backup, data):
    whole = backup.file.read_bytes()
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    more = whole + data.draw(st.binary(min_size=1, max_size=100))
    for bad in (cut, more):
        with pytest.raises(BackupError):
            read_all(bad, backup)


def read_all(content: bytes, backup: Backup) -> None:
    for _ in archive.read(io.BytesIO(content), keys.private(backup.key)):
        pass


@pytest.mark.parametrize("harm", ["altered", "cut", "other key", "no backup", "no key", "no file"])
def test_a_bad_backup_is_told_in_one_sentence_before_anything_is_touched(
    backup: Backup, tmp_path, settings, harm
):
    """Without the database: pytest-django lets nothing near it here."""
    settings.MEDIA_ROOT = tmp_path / "files"
    whole = backup.file.read_bytes()
    file, key = tmp_path / "bad.backup", backup.key
    file.write_bytes(whole)
    if harm == "altered":
        file.write_bytes(whole[:-500] + bytes([whole[-500] ^ 1]) + whole[-499:])
    elif harm == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif harm == "no backup":
        file.write_bytes(b"Sehr geehrte Damen und Herren" * 100)
    elif harm == "no file":
        file.unlink()
    elif harm == "other key":
        key = tmp_path / "other"
        keys.new(key, tmp_path / "other.pub")
    else:
        key = tmp_path / "none"
    with pytest.raises(CommandError, match=r"^[^\n]+\.$"):
        call_command("restore", str(file), key=key, replace=True)
    assert not (tmp_path / "files").exists()


def test_a_dump_that_breaks_off_leaves_the_database_as_it_was(other, tmp_path):
    """The last wall: whatever goes wrong while the database is filled, all of it is undone."""
    new = installation.copy(other, tmp_path)
    before = new.rows()
    assert new.python("tests.operation.broken_load") == "BackupError\n"
    assert new.rows() == before


def manifest(**changes) -> archive.Manifest:
    """Of a backup that fits this version and this kind of database."""
    fitting = {
        "version": "9.9",
        "made_at": "2026-11-25T02:30:00+00:00",
        "database": databases.configured().vendor,
        "migrations": ["kernel.0001_initial"],
        "rows": {},
        "trail": {},
    }
    return archive.Manifest(**(fitting | changes))


def test_a_backup_of_another_kind_of_database_is_refused():
    with pytest.raises(BackupError, match="stammt aus Oracle"):
        restoring.refuse_misfit(manifest(database="Oracle"), databases.configured())


def test_a_backup_of_a_newer_version_is_refused():
    newer = manifest(migrations=["kernel.0001_initial", "kernel.0099_later"])
    with pytest.raises(BackupError, match=r"Version 9\.9"):
        restoring.refuse_misfit(newer, databases.configured())
    restoring.refuse_misfit(manifest(), databases.configured())


def test_a_list_of_erasures_that_is_not_there_is_told_before_anything_is_touched(
    backup: Backup, tmp_path
):
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("restore", str(backup.file), key=backup.key, erasures=tmp_path / "none")
