"""What an operator wants to know: numbers over all municipalities, no content."""

import shutil
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min, Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from miteinander.kernel.mail import MOST_ATTEMPTS
from miteinander.kernel.models import LONGEST_HANDING_OVER, AuditSeal, OutgoingMail
from miteinander.kernel.tenancy import all_towns
from miteinander.operation import state


@dataclass(frozen=True)
class Installation:
    """An installation at one moment. Times in seconds, sizes in bytes; None: nothing known."""

    mails_waiting: int
    mails_failed: int
    jobs_waiting: int
    jobs_failed: int
    oldest_job_seconds: float | None
    worker_seconds: float | None
    backup_at: datetime | None
    database_bytes: int
    disk_free: int
    disk_total: int
    trail_seals: int


def installation() -> Installation:
    """Count what waits and what failed, in a constant number of queries."""
    # Given up, or of unknown fate: somebody has to look.
    failed = Q(failed_at__isnull=False) | Q(attempts__gte=MOST_ATTEMPTS)
    failed |= Q(handed_at__lt=timezone.now() - LONGEST_HANDING_OVER)
    with all_towns():
        mails = OutgoingMail.objects.filter(sent_at=None).aggregate(
            failed=Count("pk", filter=failed), waiting=Count("pk", filter=~failed)
        )
        seals = AuditSeal.objects.count()
    jobs = DBTaskResult.objects.ready().aggregate(waiting=Count("pk"), oldest=Min("enqueued_at"))
    disk = shutil.disk_usage(settings.DATA)
    return Installation(
        mails_waiting=mails["waiting"],
        mails_failed=mails["failed"],
        jobs_waiting=jobs["waiting"],
        jobs_failed=DBTaskResult.objects.failed().count(),
        oldest_job_seconds=_age(jobs["oldest"]),
        worker_seconds=state.last_beat(),
        backup_at=last_backup(),
        database_bytes=_database_bytes(),
        disk_free=disk.free,
        disk_total=disk.total,
        trail_seals=seals,
    )


def last_backup() -> datetime | None:
    """When the last backup was made from this data folder."""
    made_at = state.read("backup").get("made_at")
    return datetime.fromisoformat(made_at) if made_at else None


def pending_migrations() -> list[str]:
    """Names of migrations that this version has and the database does not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{one.app_label}.{one.name}" for one, _ in plan]


_seen_migrated: set[str] = set()


def is_migrated() -> bool:
    """Whether the tables are up to date; once they are, they stay so for this process' code."""
    name = str(connection.settings_dict["NAME"])
    if name not in _seen_migrated and not pending_migrations():
        _seen_migrated.add(name)
    return name in _seen_migrated


def _age(at: datetime | None) -> float | None:
    return (timezone.now() - at).total_seconds() if at else None


def _database_bytes() -> int:
    words = {
        "postgresql": "SELECT pg_database_size(current_database())",
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    }
    with connection.cursor() as cursor:
        cursor.execute(words[connection.vendor])
        return int(cursor.fetchone()[0])
