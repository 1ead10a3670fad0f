"""Tests of the `demo` command as a real process."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

START_SECONDS = 300


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(port: int, folder: Path) -> "subprocess.Popen[str]":
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"MITEINANDER_DATA": str(folder), "MITEINANDER_JOBS": "worker"}
    command = [sys.executable, "-m", "miteinander", "demo", "--port", str(port)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def page(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return str(answer.read().decode())


def wait_for(process: "subprocess.Popen[str]") -> str:
    """What it prints until it says how to end it."""
    end, printed = time.monotonic() + START_SECONDS, ""
    assert process.stdout
    while "Strg+C" not in printed and time.monotonic() < end and process.poll() is None:
        printed += process.stdout.readline()
    return printed


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [found for child in children for found in (int(child), *family(int(child)))]


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_demonstration_starts_shows_the_town_and_leaves_nothing_behind(port, tmp_path, number):
    process = start(port, tmp_path)
    try:
        printed = wait_for(process)
        assert f"http://127.0.0.1:{port}/musterstadt/" in printed
        assert "(Renate Overhage, Koordination in Musterkreis)" in printed
        assert "katharina.wellmann@musterstadt.example" in printed
        assert "Musterstadt" in page(port, "/musterstadt/")
        children = family(process.pid)
        assert len(children) >= 2
        process.send_signal(number)
        assert process.wait(30) == 0
        assert not [pid for pid in children if is_alive(pid)]
    finally:
        if process.poll() is None:
            process.kill()


def test_a_busy_port_is_told_in_a_sentence(port, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process = start(port, tmp_path)
        assert process.wait(60) == 1
