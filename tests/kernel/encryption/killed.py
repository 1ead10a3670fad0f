"""Run as a process of its own: `python -m tests.kernel.encryption.killed WORD`.

The words: "prepare" (a town, 450 sealed notes, a new master key), "rewrap" (says
"mitten" after the first batch and waits to be killed), "look" (how many keys have which master, and
how many notes read as before).
"""

import json
import sys
import time
from collections import Counter
from typing import Any

import django

django.setup()


from miteinander.kernel import actor  # noqa: E402
from miteinander.kernel.actions import keys  # noqa: E402
from miteinander.kernel.encryption import records, vault  # noqa: E402
from miteinander.kernel.encryption.keyring import MASTER  # noqa: E402
from miteinander.kernel.models import DataKey  # noqa: E402
from miteinander.kernel.tenancy import all_towns, town_scope  # noqa: E402
from miteinander.network.models import Organisation  # noqa: E402
from tests import factories  # noqa: E402

CANARY = "Kanarienvogel-7291-geheim"
MANY = 450


def prepare() -> None:
    town = factories.town()
    with town_scope(town):
        for number in range(MANY):
            key = keys.make_data_key(by=actor.system(town.pk))
            kept = factories.organisation(town, f"Stelle {number}")
            kept.description = records.seal(CANARY, key=key, of=kept, field="description").hex()
            kept.save()
    keys.rotate(MASTER, by=actor.Operator())


def rewrap() -> None:
    steps = keys._rewrap_some

    def halting() -> int:
        done = steps()
        print("mitten", flush=True)
        time.sleep(60)
        return done

    keys._rewrap_some = halting
    keys.rewrap(by=actor.Operator())


def look() -> None:
    active = vault.active(MASTER).id
    with all_towns():
        rows = zip(DataKey.objects.order_by("pk"), Organisation.objects.order_by("pk"), strict=True)
        found: Counter[Any] = Counter()
        for key, kept in rows:
            box = bytes.fromhex(kept.description)
            found["read"] += records.unseal(box, key=key, of=kept, field="description") == CANARY
            found["new" if key.master_id == active else "old"] += 1
    print(json.dumps(found))


if __name__ == "__main__":
    {"prepare": prepare, "rewrap": rewrap, "look": look}[sys.argv[1]]()
