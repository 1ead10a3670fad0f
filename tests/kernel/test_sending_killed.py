"""Workers that are killed while they send, against a real mail server on loopback.

Whatever the moment: nobody gets a mail twice, and whoever got none stands among the uncertain ones.
"""

import json
import random
import signal
import subprocess
import sys
from collections import Counter

import pytest

from tests.plugins.mail import Inbox

MANY = 85
ATTEMPTS = "8"  # four hours each


def started(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.kernel.sending", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def do(environment: dict[str, str], *words: str) -> dict:
    with started(environment, *words) as process:
        out, _ = process.communicate()
    assert process.returncode == 0
    return json.loads(out.splitlines()[-1])


def kill_at(environment: dict[str, str], stage: str) -> None:
    with started(environment, "send", stage) as process:
        assert process.stdout
        assert process.stdout.readline() == "mitten\n"
        process.send_signal(signal.SIGKILL)


def received(inbox: Inbox) -> Counter[str]:
    return Counter(str(one["To"]) for one in inbox.mails)


def test_a_worker_killed_at_each_stage_sends_nothing_twice(environment, inbox):
    do(environment, "prepare", "8")

    kill_at(environment, "claimed")  # nothing was handed over: it is simply tried again
    assert "uncertain" not in do(environment, "later")
    kill_at(environment, "handed")  # the server got nothing, and nobody can know
    kill_at(environment, "taken")  # the server has it, and nobody noted it
    do(environment, "later")
    do(environment, "send")

    end = do(environment, "later")
    got = received(inbox)
    assert (end["sent"], end["uncertain"]) == (6, 2)
    assert set(got.values()) == {1}
    missing = {f"a{one}@partner.example" for one in range(8)} - set(got)
    assert len(missing) == 1
    assert missing < set(end["uncertain_to"])


@pytest.mark.parametrize("seed", [1, 2])
def test_a_worker_killed_at_random_moments_sends_each_mail_once(environment, inbox, seed):
    """The mail server strikes when it has seen a number of words that nobody knows before."""
    do(environment, "prepare", str(MANY))
    chance = random.Random(seed)
    for _ in range(3):
        with started(environment, "send") as process:
            inbox.strike(process.pid, after=chance.randrange(1, MANY))
            process.wait()
        inbox.spare()
        do(environment, "later")
    do(environment, "send")

    end = do(environment, "later")
    got = received(inbox)
    assert set(got.values()) == {1}
    assert end.get("sent", 0) + end.get("uncertain", 0) == MANY
    assert {f"a{one}@partner.example" for one in range(MANY)} - set(got) <= set(end["uncertain_to"])


def test_a_server_that_is_away_or_refuses_for_a_weekend_loses_nothing(environment, inbox):
    do(environment, "prepare", "5")
    inbox.go_away()
    do(environment, "keep_trying", ATTEMPTS)
    inbox.refuses = True
    inbox.come_back()
    do(environment, "keep_trying", ATTEMPTS)
    assert inbox.mails == []
    inbox.refuses = False
    assert do(environment, "send")["sent"] == 5
    assert set(received(inbox).values()) == {1}
