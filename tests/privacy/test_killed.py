"""A process killed while it erases leaves whole batches, and running it again finishes."""

import json
import signal
import subprocess
import sys

import pytest

from tests.kernel import processes
from tests.privacy.killed import NUMBER


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """Of processes that share a database of their own."""
    return processes.environment(tmp_path, MITEINANDER_JOBS="immediate")


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "tests.privacy.killed", *words]


def _do(environment: dict[str, str], *words: str) -> dict:
    done = subprocess.run(
        _command(*words), env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def _kill_in_the_middle(environment: dict[str, str], where: str) -> None:
    command = _command("run", where)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "mitten\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def test_a_killed_deletion_leaves_whole_batches_and_goes_on_where_it_was(environment):
    before = _do(environment, "prepare")
    assert (before["Person"], before["ConceptImport"], before["files"]) == (NUMBER, NUMBER, NUMBER)

    _kill_in_the_middle(environment, "transaction")
    halfway = _do(environment, "look")
    gone = NUMBER - halfway["Person"]
    assert gone == 2  # the first batch whole, nothing of the second
    assert [halfway[name] for name in ("ErasureLog", "done", "erased")] == [gone, gone, gone]
    assert (halfway["events"], halfway["files"]) == (1, NUMBER)

    _kill_in_the_middle(environment, "files")
    without_files = _do(environment, "look")
    assert without_files["ConceptImport"] < NUMBER
    assert without_files["files"] == NUMBER

    after = _do(environment, "run", "whole")
    assert [after[name] for name in ("Person", "ConceptImport", "files")] == [0, 0, 0]
    assert [after[name] for name in ("ErasureLog", "done", "erased")] == [2 * NUMBER] * 3
    assert after["unfinished"] == 0
    assert _do(environment, "run", "whole") == after
