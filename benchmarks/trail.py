"""The trail: what marks and seals cost a writer, and how long a verification takes."""

import time
from collections.abc import Callable
from threading import Event, Thread

from django.db import connection, transaction

from benchmarks import towns
from benchmarks.figures import Figure, at_most
from miteinander.kernel import audit
from miteinander.kernel.actor import system
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import town_scope
from miteinander.kernel.trail import marks, sealing, verifying

WRITES, ROUNDS = 1000, 3
MANY, BATCH = 100_000, 1000


def figures() -> list[Figure]:
    """Writing while another thread seals against writing alone; marks; verification."""
    towns.migrate()
    town = towns.town("protokoll", 1)
    sealing.soon = _nothing  # the sealer below is the only one
    alone = min(_seconds(lambda: _write(town)) for _ in range(ROUNDS))
    sealed = min(_while_sealing(town) for _ in range(ROUNDS))
    per_second = WRITES / alone
    sealing.seal(town.pk)
    half = _verification(town, MANY // 2)
    whole = _verification(town, MANY // 2)
    return [
        Figure("events written, each in a transaction", round(per_second), "1/s"),
        at_most("writing while sealing / without", sealed / alone, "ratio", 1.5),
        at_most("a mark / a written event", _mark(town) / (alone / WRITES), "ratio", 0.2),
        Figure(f"verification of {MANY} events", round(whole, 2), "s CPU"),
        at_most("verifying twice as many events", whole / half, "ratio", 2.5),
    ]


def _cpu_seconds(work: Callable[[], object]) -> float:
    """Of this process, in which SQLite works too: others on the machine do not count."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _nothing() -> None:
    return


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _write(town: Municipality) -> None:
    by = system(town.pk)
    for _ in range(WRITES):
        with town_scope(town), transaction.atomic():
            audit.record(by, "measure.changed", town)


def _while_sealing(town: Municipality) -> float:
    """Seconds for the writes while a sealer takes what waits ten times a second."""
    is_over = Event()

    def keep_sealing() -> None:
        while not is_over.wait(0.1):
            sealing.seal(town.pk)
        connection.close()

    sealer = Thread(target=keep_sealing)
    sealer.start()
    try:
        return _seconds(lambda: _write(town))
    finally:
        is_over.set()
        sealer.join()


def _mark(town: Municipality) -> float:
    """Seconds of CPU for one mark."""
    event = marks.row(audit._event(system(town.pk), "measure.changed", "concept.measure", 1))
    secret = marks.secret_of(event["key_id"])
    assert secret
    return _cpu_seconds(lambda: [marks.mark_of(event, secret) for _ in range(1000)]) / 1000


def _verification(town: Municipality, more: int) -> float:
    """Seconds of CPU to verify the trail after so many more events."""
    with town_scope(town):
        for _ in range(more // BATCH):
            audit.record_all(system(town.pk), "measure.changed", [town] * BATCH)
        sealing.seal(town.pk)
        found: list[verifying.Outcome] = []
        seconds = _cpu_seconds(lambda: found.append(verifying.verify(town.pk)))
        if not found[0].is_whole:
            raise RuntimeError(found[0].problem)
        return seconds
