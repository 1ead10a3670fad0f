"""Production start: what it refuses, what it checks, what it runs."""

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from miteinander.operation import deployment
from tests.operation import installation
from tests.operation.installation import ROOT, Installation, free_port


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Installation:
    """An installation with a town in it."""
    made = installation.migrated(tmp_path_factory.mktemp("serve"))
    made.fill("Stadt")
    return made


@pytest.fixture(scope="module")
def served(migrated: Installation) -> Iterator[tuple[subprocess.Popen, int]]:
    """The same, started by the one command with two web processes and a worker."""
    port = free_port()
    command = [sys.executable, "-m", "miteinander", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=migrated.environment)
    end = time.monotonic() + 120
    while time.monotonic() < end and not is_up(port):
        time.sleep(0.1)
    yield process, port
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def is_up(port: int) -> bool:
    try:
        return get(port, "/zustand/bereit/")[0] == 200
    except OSError:
        return False


def get(port: int, path: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read().decode()
    finally:
        connection.close()


def test_one_command_starts_web_and_worker_with_collected_files(served):
    _, port = served
    end = time.monotonic() + 60
    while time.monotonic() < end and "worker: ok" not in get(port, "/zustand/bereit/")[2]:
        time.sleep(0.2)
    assert "worker: ok" in get(port, "/zustand/bereit/")[2]
    status, _, page = get(port, "/stadt-stadt/")
    assert status == 200
    sheet = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    status, headers, _ = get(port, sheet)
    assert status == 200
    assert "immutable" in headers["cache-control"]


def test_the_figures_of_all_web_processes_are_added_up(served):
    _, port = served
    for _ in range(20):
        get(port, "/zustand/")
    lines = get(port, "/zustand/zahlen/")[2].splitlines()
    (count,) = [line for line in lines if 'route="health"' in line and "requests_total" in line]
    assert float(count.rsplit(" ", 1)[1]) >= 20


def test_it_ends_in_order_on_sigterm(served):
    process, port = served
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert not is_up(port)


def test_it_does_not_start_on_tables_of_an_older_version(migrated: Installation, tmp_path):
    old = installation.copy(migrated, tmp_path)
    old.sql("DELETE FROM django_migrations WHERE app = 'concept'")
    said = old.run("serve", "--port", str(free_port()), fails=True)
    assert "nicht auf dem Stand dieser Version" in said
    assert "miteinander migrate" in said


def test_the_check_names_everything_that_is_missing(migrated: Installation):
    said = migrated.run("serve", "--check", fails=True)
    for word in ("HTTPS", "MITEINANDER_HOSTS", "Absender", "backup-keys new"):
        assert word in said


def test_the_check_is_content_with_a_complete_installation(migrated: Installation, tmp_path):
    ready = Installation(migrated.data, migrated.url)
    ready.run("backup-keys", "new", "--out", tmp_path / "private")
    ready.settings = {
        "MITEINANDER_HTTPS": "1",
        "MITEINANDER_HOSTS": "integration.example,127.0.0.1",
        "MITEINANDER_ORIGINS": "https://integration.example",
        "MITEINANDER_SECRET_KEY": "kJ8s0PqLmZ3xWv7NfRt5YbHc2GdEuAiOpQ9wXyZ1aBcDeFgHiJ",
        "MITEINANDER_MAIL_FROM": "miteinander@integration.example",
    }
    assert "in Ordnung" in ready.run("serve", "--check")


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("DEBUG", True, "MITEINANDER_DEBUG"),
        ("MITEINANDER_DEMO", True, "MITEINANDER_DEMO"),
        ("ALLOWED_HOSTS", ["*"], "MITEINANDER_HOSTS=*"),
        ("CSRF_TRUSTED_ORIGINS", ["http://a.example"], "beginnt nicht mit https"),
        ("SECRET_KEY", "kurz", "MITEINANDER_SECRET_KEY"),
        ("EMAIL_HOST", "mail.example", "MITEINANDER_SMTP_TLS"),
    ],
)
def test_every_unfit_setting_has_its_sentence(settings, name, value, word):
    setattr(settings, name, value)
    assert [problem for problem in deployment.problems() if word in problem]


def test_a_number_of_processes_below_one_is_refused(migrated: Installation):
    assert "ab 1" in migrated.run("serve", "--workers", "0", fails=True)
