"""A stop answers what has begun; a rolling restart loses no answered request."""

import http.client
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from miteinander.kernel import processes
from tests.operation.installation import ROOT, free_port

SLOW_APP = "tests.operation.slow_app:application"


def start(port: int) -> subprocess.Popen:
    """The web server as `serve` starts it, with an application that takes its time."""
    server = subprocess.Popen([*processes.server(port)[:-1], SLOW_APP], cwd=ROOT)
    wait_for(port)
    return server


def wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            assert ask(port, "/", 0)
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not come up")


def ask(port: int, path: str, seconds: float) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", f"{path}?{seconds}")
        return connection.getresponse().read()
    finally:
        connection.close()


def test_what_is_in_flight_at_a_stop_is_answered():
    port = free_port()
    server = start(port)
    with ThreadPoolExecutor(2) as pool:
        begun = [pool.submit(ask, port, f"/{number}", 3) for number in range(2)]
        time.sleep(1.5)
        server.send_signal(signal.SIGTERM)
        answers = [one.result() for one in begun]
    assert answers == [b"/0", b"/1"]
    assert server.wait(60) == 0


def test_a_rolling_restart_of_two_servers_loses_no_answer():
    """As behind a proxy: who cannot connect to one is sent to the other."""
    ports = [free_port(), free_port()]
    servers = [start(port) for port in ports]
    answers: list[bytes] = []

    def through_proxy(number: int) -> bytes:
        for port in (ports[number % 2], ports[(number + 1) % 2]):
            try:
                return ask(port, f"/{number}", 0.1)
            except ConnectionError:
                continue  # no answer began: the next one takes it, as nginx does with a GET
        raise AssertionError("no server took it")

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(through_proxy, number) for number in range(200)]
        time.sleep(0.5)
        for place, port in enumerate(ports):
            servers[place].send_signal(signal.SIGTERM)
            assert servers[place].wait(60) == 0
            servers[place] = start(port)
        answers = [one.result() for one in running]
    for server in servers:
        server.terminate()
        server.wait(60)
    assert answers == [f"/{number}".encode() for number in range(200)]
