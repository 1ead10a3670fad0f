"""A process killed in the middle of an import leaves the plan as it was, and it can be repeated."""

import json
import signal
import subprocess
import sys

import pytest

from tests.kernel import processes

PLAN = ("Field", "Measure", "Organisation")


@pytest.fixture
def database(tmp_path):
    """The environment of processes that share a database of their own."""
    return processes.environment(tmp_path, MITEINANDER_JOBS="immediate")


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "tests.concept.imports.killed", *words]


def _run(environment: dict[str, str], *words: str) -> dict:
    done = subprocess.run(
        _command(*words), env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)


def _kill_in_the_middle(environment: dict[str, str], word: str) -> None:
    process = subprocess.Popen(_command(word), env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "mitten\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def test_a_killed_import_leaves_the_plan_as_it_was_and_can_be_repeated(database):
    before = _run(database, "prepare")
    assert before["state"] == "review"

    _kill_in_the_middle(database, "read")
    halfway = _run(database, "look")
    assert halfway["state"] == "reading"
    assert [halfway[name] for name in (*PLAN, "Proposal")] == [0, 0, 0, before["Proposal"]]
    again = _run(database, "read", "whole")
    assert (again["state"], again["Proposal"]) == ("review", before["Proposal"])

    _kill_in_the_middle(database, "take_over")
    assert _run(database, "look") == again
    after = _run(database, "take_over", "whole")
    assert after["state"] == "taken_over"
    assert [after[name] for name in PLAN] == [2, 3, 3]
