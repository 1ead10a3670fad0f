"""The command of the weekly mail, killed while it writes; against a real mail server."""

import signal
import subprocess
import sys
from collections import Counter

from tests.workspace.sending import PEOPLE


def started(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.workspace.sending", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def do(environment: dict[str, str], *words: str) -> None:
    with started(environment, *words) as process:
        process.communicate()
    assert process.returncode == 0


def test_killed_before_and_after_the_transaction_everybody_gets_exactly_one(environment, inbox):
    """Before it is through there is neither note nor mail, afterwards there are both."""
    do(environment, "prepare")
    for stage in ("noted", "stored"):
        with started(environment, "digest", stage) as process:
            assert process.stdout
            assert process.stdout.readline() == "mitten\n"
            process.send_signal(signal.SIGKILL)
    for _ in range(2):
        do(environment, "digest")
        do(environment, "send")
    got = Counter(str(one["To"]) for one in inbox.mails)
    assert got == {f"{name.lower()}@teststadt.example": 1 for name in PEOPLE}
