"""Run as a process of its own: `python -m tests.kernel.trail.killed WORD`.

The words: "prepare" (a town), "write" (an event per transaction for ever,
sealed now and then, each id printed once it is committed), "many" (3,000 events that wait), "seal"
(all of them, once a line comes in), "look" (every id, and whether the chain verifies).
"""

import json
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from miteinander.kernel import actor, audit  # noqa: E402
from miteinander.kernel.models import AuditEvent, AuditSeal, Municipality  # noqa: E402
from miteinander.kernel.tenancy import town_scope  # noqa: E402
from miteinander.kernel.trail import sealing, verifying  # noqa: E402
from tests import factories  # noqa: E402

SEAL_EVERY = 20


def prepare() -> None:
    factories.town()


def write() -> None:
    town = Municipality.objects.get()
    number = 0
    while True:
        with town_scope(town), transaction.atomic():
            event = audit.record(actor.system(town.pk), "town.changed", town)
        print(event.pk, flush=True)
        number += 1
        if number % SEAL_EVERY == 0:
            sealing.seal(town.pk)


def many() -> None:
    town = Municipality.objects.get()
    with town_scope(town):
        audit.record_all(actor.system(town.pk), "town.changed", [town] * 3000)


def seal() -> None:
    town = Municipality.objects.get()
    sealing.LARGEST = 50
    print("bereit", flush=True)
    sys.stdin.readline()
    print(sealing.seal(town.pk))


def look() -> None:
    town = Municipality.objects.get()
    with town_scope(town):
        outcome = verifying.verify(town.pk)
        found = {
            "ids": [str(pk) for pk in AuditEvent.objects.values_list("pk", flat=True)],
            "numbers": list(AuditSeal.objects.order_by("number").values_list("number", flat=True)),
            "sealed": AuditEvent.objects.exclude(seal=None).count(),
            "problem": outcome.problem,
        }
    print(json.dumps(found))


if __name__ == "__main__":
    words = {"prepare": prepare, "write": write, "many": many, "seal": seal, "look": look}
    words[sys.argv[1]]()
