"""Tests of how the processes start and end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from miteinander.kernel import processes


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_free_port_is_not_refused():
    assert processes.refusal(0) == ""


def test_a_busy_port_is_told_with_what_to_do(taken_port):
    assert "belegt" in processes.refusal(taken_port)


def test_a_number_that_is_no_port_is_told():
    assert "kein Port" in processes.refusal(99999)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "gibt-es-nicht.invalid"])
def test_an_address_of_another_machine_is_told(host):
    assert f"keine Adresse {host}" in processes.refusal(0, host)


def test_a_child_that_ends_by_itself_ends_all_with_a_word(capfd):
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
        group = processes.Group([[sys.executable, "-c", ""], sleeper], {})
        assert group.wait() == 1
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert [child.poll() for child in group.children] == [0, -signal.SIGTERM]
    assert "unerwartet" in capfd.readouterr().err


PARENT = """
import sys
from miteinander.kernel.processes import Group
group = Group([[sys.executable, "-c", "import time; time.sleep(60)"]], {})
print(group.children[0].pid, flush=True)
group.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a killed parent")
def test_a_parent_that_is_killed_leaves_no_child_behind():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = Path("/proc") / parent.stdout.readline().strip() / "stat"
    assert child.exists()
    parent.kill()
    parent.wait()
    end = time.monotonic() + 10
    while time.monotonic() < end and is_alive(child):
        time.sleep(0.05)
    assert not is_alive(child)


def is_alive(stat: Path) -> bool:
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_data_folder_that_cannot_be_one_is_told_without_a_traceback(tmp_path: Path):
    file = tmp_path / "data"
    file.touch()
    ended = subprocess.run(
        [sys.executable, "-m", "miteinander", "serve"],
        env=os.environ | {"MITEINANDER_DATA": str(file)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "MITEINANDER_DATA" in ended.stderr
    assert "Traceback" not in ended.stderr
