"""Figures for the supervision, in the text format of Prometheus: counts, never content.

Requests are counted per process. Where several web processes share a port, `serve` names a folder
(PROMETHEUS_MULTIPROC_DIR) in which each keeps its counts, and any of them answers with the sum.
Everything else is read from the database when somebody asks.
https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from miteinander.operation import queries

_own = CollectorRegistry()
_requests = Counter(
    "miteinander_requests", "Requests answered", ["route", "method", "status"], registry=_own
)
_seconds = Histogram(
    "miteinander_request_seconds",
    "Time to answer",
    ["route"],
    registry=_own,
    buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def note_request(route: str, method: str, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    _requests.labels(route, method, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def as_text() -> bytes:
    """All figures, as a scraper reads them."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
        counted = generate_latest(registry)
    else:
        counted = generate_latest(_own)
    state = CollectorRegistry()
    state.register(_State())
    return counted + generate_latest(state)


class _State:
    """What the database and the notes of the machine say now."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, (meaning, value) in _gauges(queries.installation()).items():
            if value is not None:
                yield GaugeMetricFamily(f"miteinander_{name}", meaning, value=value)


def _gauges(now: queries.Installation) -> dict[str, tuple[str, float | None]]:
    backup = now.backup_at.timestamp() if now.backup_at else None
    return {
        "mails_waiting": ("Mails to be sent", now.mails_waiting),
        "mails_failed": ("Mails given up after the last attempt", now.mails_failed),
        "jobs_waiting": ("Jobs that could start now", now.jobs_waiting),
        "jobs_failed": ("Jobs that failed", now.jobs_failed),
        "oldest_job_seconds": ("Age of the job that waits longest", now.oldest_job_seconds),
        "worker_seen_seconds": ("Time since a worker was heard of", now.worker_seconds),
        "backup_timestamp_seconds": ("When the last backup was made", backup),
        "database_bytes": ("Size of the database", now.database_bytes),
        "disk_free_bytes": ("Space left in the data folder", now.disk_free),
        "trail_seals": ("Seals in all chains of the trail", now.trail_seals),
    }
