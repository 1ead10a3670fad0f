"""`miteinander worker`: does the jobs, and gives a sign of life every ten seconds."""

import os
import socket
from threading import Event, Thread
from typing import Any

from django_tasks_db.management.commands import db_worker

from miteinander.operation import state

EVERY = 10.0


class Command(db_worker.Command):
    """The worker of the job queue, with a heart."""

    help = "Erledigt Aufträge: Mails senden, Dokumente lesen."

    def handle(self, **options: Any) -> None:
        name = f"worker-{socket.gethostname()}-{os.getpid()}"
        over = Event()
        heart = Thread(target=_beat, args=(name, over), daemon=True)
        heart.start()
        try:
            super().handle(**options)
        finally:
            over.set()
            heart.join()
            state.ended(name)


def _beat(name: str, over: Event) -> None:
    """A thread of its own: a long job is no silence, but a process that is gone is."""
    state.forget_dead()
    state.beat(name)
    while not over.wait(EVERY):
        state.beat(name)
