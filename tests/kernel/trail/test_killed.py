"""A process killed while it writes or seals loses nothing that it had acknowledged."""

import json
from pathlib import Path

import pytest

from tests.kernel import processes

MODULE = "tests.kernel.trail.killed"
ACKNOWLEDGED = 1000
AT_A_TIME = 240  # a kill after so many, wherever it is then


@pytest.fixture
def env(tmp_path: Path) -> processes.Environment:
    env = processes.environment(tmp_path)
    # Jobs go into the queue, as with a worker; the process seals by itself.
    env["MITEINANDER_JOBS"] = "worker"
    processes.run(MODULE, "prepare", env=env)
    return env


def test_kills_during_a_thousand_writes_lose_no_acknowledged_one(env):
    acknowledged: list[str] = []
    while len(acknowledged) < ACKNOWLEDGED:
        process = processes.start(MODULE, "write", env=env)
        assert process.stdout
        acknowledged += [process.stdout.readline().strip() for _ in range(AT_A_TIME)]
        acknowledged += processes.kill(process)
    found = json.loads(processes.run(MODULE, "look", env=env))
    assert found["problem"] == ""
    assert set(acknowledged) - set(found["ids"]) == set()
    assert found["numbers"] == list(range(1, len(found["numbers"]) + 1))
    assert found["sealed"] >= ACKNOWLEDGED // 2


def test_two_who_seal_at_once_make_one_chain(env):
    processes.run(MODULE, "many", env=env)
    sealers = [processes.start(MODULE, "seal", env=env) for _ in range(2)]
    for sealer in sealers:
        assert sealer.stdout
        assert sealer.stdout.readline() == "bereit\n"
    for sealer in sealers:
        assert sealer.stdin
        sealer.stdin.write("\n")
        sealer.stdin.flush()
    counts = [int(sealer.communicate()[0]) for sealer in sealers]
    assert [sealer.returncode for sealer in sealers] == [0, 0]
    assert sum(counts) == 3000
    found = json.loads(processes.run(MODULE, "look", env=env))
    assert found["problem"] == ""
    assert found["sealed"] == 3000
    assert found["numbers"] == list(range(1, 61))
