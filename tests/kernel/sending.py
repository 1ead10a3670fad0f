"""Run as a process of its own that is killed: `python -m tests.kernel.sending WORD`.

The words: "prepare" (a town and as many mails as the next word says),
"send" (send what waits; with "claimed", "handed" or "taken" say "mitten" at this stage of the
second mail and wait to be killed), "later" (let the longest pause pass), "keep_trying" (both, so
often) and "look" (number of mails by state, and the addresses of the uncertain ones).
"""

import json
import sys
import time
from collections import Counter
from datetime import timedelta

import django

django.setup()

from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402

from miteinander.kernel import mail  # noqa: E402
from miteinander.kernel.actor import system  # noqa: E402
from miteinander.kernel.choices import MailState  # noqa: E402
from miteinander.kernel.models import OutgoingMail  # noqa: E402
from miteinander.kernel.tenancy import all_towns, town_scope  # noqa: E402
from tests import factories  # noqa: E402

# Stage -> the function before or after which the process stops.
STAGES = {"claimed": "_send", "handed": "_mark", "taken": "_mark"}


def prepare(number: str) -> None:
    town = factories.town()
    by = system(town.pk)
    with town_scope(town):
        OutgoingMail.objects.bulk_create(
            mail.written(to=f"a{one}@partner.example", subject="x", body="y", by=by)
            for one in range(int(number))
        )


def send(stage: str = "") -> None:
    if stage:
        _stop_at(stage)
    mail.send_waiting.call()


def _stop_at(stage: str) -> None:
    inner = getattr(mail, STAGES[stage])
    seen: Counter[str] = Counter()

    def stopped(one: OutgoingMail, **values: object) -> object:
        if (stage == "taken" and "sent_at" in values) or stage == "claimed":
            _wait(seen)
        done = inner(one, **values)
        if stage == "handed" and "handed_at" in values:
            _wait(seen)
        return done

    setattr(mail, STAGES[stage], stopped)


def _wait(seen: Counter[str]) -> None:
    seen["mails"] += 1
    if seen["mails"] == 2:
        print("mitten", flush=True)
        time.sleep(600)  # until it is killed


def later() -> None:
    pause = mail.LONGEST_PAUSE + timedelta(minutes=1)
    with all_towns():
        OutgoingMail.objects.update(
            claimed_at=F("claimed_at") - pause, handed_at=F("handed_at") - pause
        )


def keep_trying(times: str) -> None:
    for _ in range(int(times)):
        send()
        later()


def look() -> dict[str, object]:
    with all_towns():
        mails = list(OutgoingMail.objects.all())
    states = {one.to: one.state(timezone.now()) for one in mails}
    return {
        **Counter(states.values()),
        "uncertain_to": [to for to, state in states.items() if state == MailState.UNCERTAIN],
    }


if __name__ == "__main__":
    word, *more = sys.argv[1:]
    words = {"prepare": prepare, "send": send, "later": later, "keep_trying": keep_trying}
    words.get(word, lambda *_: None)(*more)
    print(json.dumps(look()), flush=True)
