"""Run as a process of its own that is killed: `python -m tests.workspace.sending WORD`.

The words: "prepare" (a town in which a measure is late, three people who hear of
it), "digest" (the command; with "noted" or "stored" say "mitten" when the second person's week is
noted or the transaction is through, and wait to be killed) and "send" (what lies in the outbox).
"""

import sys
import time
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from miteinander.kernel import mail  # noqa: E402
from miteinander.workspace.actions import digests  # noqa: E402
from tests import factories  # noqa: E402

PEOPLE = ("Alice", "Bob", "Carla")


def prepare() -> None:
    town = factories.town()
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.measure(factories.field(factories.edition(town)), ends_on=yesterday)
    for name in PEOPLE:
        factories.coordinator(town, name)


def digest(stage: str = "") -> None:
    seen: Counter[str] = Counter()

    def wait(*args: object, **values: object) -> None:
        seen["people"] += 1
        if seen["people"] == 2:
            print("mitten", flush=True)
            time.sleep(600)  # until it is killed

    def noted(*args: object) -> None:
        wait()
        queue(*args)

    queue = digests._queue
    if stage == "noted":
        digests._queue = noted
    if stage == "stored":
        mail.send_waiting = SimpleNamespace(enqueue=wait)
    call_command("weekly_digest")


if __name__ == "__main__":
    word, *more = sys.argv[1:]
    {"prepare": prepare, "digest": digest, "send": mail.send_waiting.call}[word](*more)
