"""The state of an installation in words: what is so, is it well, and what to do if not."""

from dataclasses import dataclass
from datetime import timedelta

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.timesince import timesince

from miteinander.operation import queries, readiness

BACKUP_OLD = timedelta(hours=36)
JOB_LATE = 15 * 60.0
LEAST_FREE = 0.1


@dataclass(frozen=True)
class Reading:
    """One row of the page; `advice` stands there only where something is to be done."""

    name: str
    value: str
    is_fine: bool = True
    advice: str = ""


def readings(now: queries.Installation, pending: list[str]) -> list[Reading]:
    """Every row, in the order in which an operator looks."""
    return [
        _tables(pending),
        _database(now),
        _worker(now),
        _jobs(now),
        _failed_jobs(now),
        _mails(now),
        _backup(now),
        _disk(now),
    ]


def _row(name: str, value: str, is_fine: bool, advice: str) -> Reading:
    return Reading(name, value, is_fine, "" if is_fine else advice)


def _tables(pending: list[str]) -> Reading:
    value = f"{len(pending)} Änderungen stehen aus" if pending else "auf dem Stand dieser Version"
    return _row("Tabellen", value, not pending, "Auf dem Server: miteinander migrate")


def _database(now: queries.Installation) -> Reading:
    return Reading("Datenbank", f"antwortet, {filesizeformat(now.database_bytes)}")


def _worker(now: queries.Installation) -> Reading:
    is_fine = readiness.worker().is_fine
    value = "läuft" if is_fine else "meldet sich nicht"
    advice = (
        "Mails und das Einlesen von Dokumenten warten. Auf dem Server: "
        "systemctl restart miteinander-worker"
    )
    return _row("Hintergrunddienst", value, is_fine, advice)


def _jobs(now: queries.Installation) -> Reading:
    late = now.oldest_job_seconds or 0.0
    value = f"{now.jobs_waiting} warten" if now.jobs_waiting else "keine warten"
    if now.jobs_waiting:
        value += f", der älteste seit {_span(late)}"
    advice = "Läuft der Hintergrunddienst? Wenn ja, einen zweiten starten: --worker-processes 2"
    return _row("Aufträge", value, late < JOB_LATE, advice)


def _failed_jobs(now: queries.Installation) -> Reading:
    value = f"{now.jobs_failed} in den letzten zwei Wochen" if now.jobs_failed else "keine"
    advice = "Warum, steht im Protokoll des Hintergrunddienstes: journalctl -u miteinander-worker"
    return _row("Gescheiterte Aufträge", value, not now.jobs_failed, advice)


def _mails(now: queries.Installation) -> Reading:
    value = f"{now.mails_waiting} warten, {now.mails_failed} aufgegeben"
    advice = (
        "Nimmt der Mailserver an? Bitte MITEINANDER_SMTP_HOST prüfen und den Mailserver fragen."
    )
    return _row("Mails", value, not now.mails_failed, advice)


def _backup(now: queries.Installation) -> Reading:
    if now.backup_at is None:
        value, is_fine = "noch keine", False
    else:
        age = timezone.now() - now.backup_at
        local = timezone.localtime(now.backup_at)
        value = f"{local:%d.%m.%Y, %H:%M} Uhr, vor {_span(age.total_seconds())}"
        is_fine = age < BACKUP_OLD
    advice = "Auf dem Server: miteinander backup --out ORDNER. Läuft miteinander-backup.timer?"
    return _row("Letzte Sicherung", value, is_fine, advice)


def _disk(now: queries.Installation) -> Reading:
    value = f"{filesizeformat(now.disk_free)} von {filesizeformat(now.disk_total)} frei"
    advice = "Bitte Platz schaffen oder die Platte vergrößern, bevor das Speichern scheitert."
    return _row("Platz im Datenordner", value, now.disk_free > now.disk_total * LEAST_FREE, advice)


def _span(seconds: float) -> str:
    end = timezone.now()
    return timesince(end - timedelta(seconds=seconds), end, depth=1)
