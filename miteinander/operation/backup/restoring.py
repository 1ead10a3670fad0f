"""Brings a backup back: first all of it is checked, then it replaces what is there."""

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from nacl.public import PrivateKey

from miteinander import __version__
from miteinander.kernel import retention
from miteinander.kernel.encryption import keyring
from miteinander.kernel.mail import MOST_ATTEMPTS
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns
from miteinander.operation.backup import archive, databases
from miteinander.operation.backup.errors import BackupError

Say = Callable[[str], None]


def check(path: Path, key: PrivateKey) -> archive.Manifest:
    """Read all of the backup, changing nothing; the manifest once everything proved unaltered."""
    manifest = None
    try:
        with path.open("rb") as file:
            for part in archive.read(file, key):
                manifest = part if isinstance(part, archive.Manifest) else None
    except OSError as error:
        raise BackupError(f"{path} lässt sich nicht lesen: {error.strerror}.") from error
    assert manifest
    return manifest


def restore(
    path: Path, key: PrivateKey, *, replaces: bool, erasures: Path | None, say: Say
) -> None:
    """Replace database and uploaded files by the backup's, prove it, and say what was done."""
    _refuse_unknown_erasures(erasures)
    manifest = check(path, key)
    say(f"Die Sicherung vom {manifest.made_at} ist vollständig und unverändert.")
    database = databases.configured()
    refuse_misfit(manifest, database)
    refuse_without_keys(manifest)
    if not replaces:
        _refuse_what_is_there()
    _replace(path, key, database)
    _compare(manifest)
    say(
        f"Zurückgeholt: {sum(manifest.rows.values())} Zeilen in {len(manifest.rows)} Tabellen und "
        f"{_file_count(manifest)} hochgeladene Dateien; die Zahlen stimmen mit der Sicherung "
        "überein."
    )
    call_command("migrate", verbosity=0)
    say("Die Tabellen sind auf dem Stand dieser Version, die Mauern zwischen den Kommunen stehen.")
    _end_sessions(say)
    _give_up_mail(say)
    _erase_again(erasures, say)
    _verify_trail(say)


def refuse_misfit(manifest: archive.Manifest, database: databases.Database) -> None:
    """Raise where the backup is of another kind of database or of a newer version."""
    if manifest.database != database.vendor:
        raise BackupError(
            f"Die Sicherung stammt aus {manifest.database}, eingestellt ist {database.vendor}. "
            "Bitte stellen Sie sie dort wieder her, wo dieselbe Datenbank läuft (DATABASE_URL)."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not known.issuperset(manifest.migrations):
        raise BackupError(
            f"Die Sicherung stammt aus Version {manifest.version}, die mehr kennt als diese "
            f"({__version__}). Bitte spielen Sie zuerst die neuere Version ein."
        )


def refuse_without_keys(manifest: archive.Manifest) -> None:
    """Raise where the keyring of the installation from which the backup came is not here."""
    path = Path(settings.KEYS)
    try:
        ring = keyring.load(path) if manifest.trail.get("keys") else None
    except FileNotFoundError:
        ring = keyring.Keyring(())
    except keyring.KeyringError as error:
        raise BackupError(str(error)) from error
    wanted = manifest.trail.get("keys", [])
    if ring and not all(ring.find(one, keyring.TRAIL) for one in wanted):
        raise BackupError(
            f"Im Schlüsselbund {path} fehlt der Schlüssel, mit dem diese Sicherung geschrieben "
            "wurde. Bitte spielen Sie zuerst seine Kopie hierher zurück (docs/operations.md, "
            "„Keys“). Geändert wurde nichts."
        )


def _refuse_what_is_there() -> None:
    has_files = any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))
    with databases.configured().snapshot() as snapshot:
        has_rows = not snapshot.contents.is_empty
    if has_rows or has_files:
        raise BackupError(
            "Hier liegen schon Daten. Sollen sie durch die Sicherung ersetzt werden, halten Sie "
            "Miteinander bitte an und geben Sie --replace dazu. Was jetzt hier ist, ist dann fort."
        )


def _replace(path: Path, key: PrivateKey, database: databases.Database) -> None:
    """Files aside first, then the database in one transaction, then the files into place."""
    files = Path(settings.MEDIA_ROOT)
    aside = files.with_name(f"{files.name}.restored")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True, mode=0o700)
    try:
        _unpack_files(path, key, aside)
        database.load(_dump(path, key))
        _change_places(aside, files)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _unpack_files(path: Path, key: PrivateKey, folder: Path) -> None:
    with path.open("rb") as file:
        for part in archive.read(file, key):
            if isinstance(part, archive.Part) and part.name.startswith(archive.FILES):
                target = folder / part.name.removeprefix(archive.FILES)
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as unpacked:
                    unpacked.writelines(part.steps)
                target.chmod(0o600)


def _dump(path: Path, key: PrivateKey) -> Iterator[bytes]:
    with path.open("rb") as file:
        for part in archive.read(file, key):
            if isinstance(part, archive.Part) and part.name.startswith(archive.DATABASE):
                yield from part.steps


def _change_places(new: Path, files: Path) -> None:
    old = files.with_name(f"{files.name}.before")
    shutil.rmtree(old, ignore_errors=True)
    if files.exists():
        files.rename(old)
    new.rename(files)
    shutil.rmtree(old, ignore_errors=True)


def _compare(manifest: archive.Manifest) -> None:
    with databases.configured().snapshot() as snapshot:
        held = snapshot.contents
    if (held.rows, held.migrations, held.trail) != (
        manifest.rows,
        manifest.migrations,
        manifest.trail,
    ):
        tables = {name for name, _ in set(held.rows.items()) ^ set(manifest.rows.items())}
        raise BackupError(
            "Nach dem Zurückholen stimmen die Zahlen nicht mit der Sicherung überein "
            f"({', '.join(sorted(tables)) or 'Protokoll'}). Bitte geben Sie nichts frei."
        )


def _file_count(manifest: archive.Manifest) -> int:
    return sum(name.startswith(archive.FILES) for name in manifest.parts)


def _verify_trail(say: Say) -> None:
    call_command("audit", "verify", stdout=io.StringIO())
    say("Das Protokoll ist geprüft und lückenlos.")


def _end_sessions(say: Say) -> None:
    """Whoever signed out, or was signed out, since the backup must not be signed in again."""
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    say(
        "Alle Anmeldungen sind beendet. Zugänge, die nach der Sicherung entzogen oder gesperrt "
        "wurden, gelten wieder: Bitte lassen Sie die Koordination „Zugänge“ und „Schnittstelle“ "
        "durchsehen."
    )


def _give_up_mail(say: Say) -> None:
    """What waited when the backup was made has most likely gone out since."""
    with all_towns():
        waiting = OutgoingMail.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS)
        number = waiting.update(attempts=MOST_ATTEMPTS, failed_at=timezone.now())
    if number:
        say(
            f"Mails, die beim Sichern noch warteten, gehen kein zweites Mal hinaus: {number}. Wer "
            "eine Einladung nicht bekam, lässt sich unter „Zugänge“ noch einmal einladen."
        )


def _refuse_unknown_erasures(path: Path | None) -> None:
    if path and not path.is_file():
        raise BackupError(f"{path} gibt es nicht. Bitte prüfen Sie --erasures.")


def _erase_again(path: Path | None, say: Say) -> None:
    if path is None:
        say("Ohne --erasures: Was nach der Sicherung gelöscht wurde, ist jetzt wieder da.")
        return
    number = retention.reapply(path)
    say(f"Was nach der Sicherung gelöscht wurde, ist wieder gelöscht: {number} Einträge.")
