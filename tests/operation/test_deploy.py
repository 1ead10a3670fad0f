"""The files below deploy/: the units are sound, the compose file has its shape, the proxy works."""

import http.client
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.operation.installation import ROOT, missing
from tests.operation.proxy import Proxy, ask

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
COMMAND = re.compile(r"^ExecStart=/opt/miteinander/bin/miteinander (\S+) ?(.*)$", re.MULTILINE)


def test_every_unit_is_sound(tmp_path):
    if not shutil.which("systemd-analyze"):
        missing("systemd-analyze", "systemd")
    for unit in UNITS:
        # The verifier wants to see the program; here it stands elsewhere.
        text = unit.read_text().replace("/opt/miteinander/bin/miteinander", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    ended = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("unit", [one for one in UNITS if one.suffix == ".service"], ids=str)
def test_every_unit_calls_a_command_that_exists_with_options_that_it_knows(unit: Path):
    (found,) = COMMAND.findall(unit.read_text())
    name, words = found
    ended = subprocess.run(
        [sys.executable, "-m", "miteinander", name, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for option in re.findall(r"--[a-z-]+", words):
        assert option in ended.stdout


def test_every_service_of_the_night_has_its_timer():
    names = {unit.name for unit in UNITS}
    for name in ("backup", "nightly"):
        assert {f"miteinander-{name}.service", f"miteinander-{name}.timer"} <= names


@pytest.fixture(scope="module")
def compose() -> dict:
    """The compose file as an engine would read it."""
    return yaml.safe_load((DEPLOY / "compose.yml").read_text("utf-8"))


def test_the_compose_file_has_everything_that_runs(compose):
    assert set(compose["services"]) == {
        *("postgres", "pgbouncer", "migrate", "app", "worker", "backup")
    }
    for name, service in compose["services"].items():
        assert {"image", "environment"} <= set(service), name
        for needed in service.get("depends_on", {}):
            assert needed in compose["services"]
    named = {
        one.split(":")[0] for s in compose["services"].values() for one in s.get("volumes", [])
    }
    assert {name for name in named if not name.startswith(".")} == set(compose["volumes"])


def test_only_the_owner_s_commands_know_the_owner(compose):
    knows = {
        name
        for name, service in compose["services"].items()
        if "MITEINANDER_OWNER_URL" in service["environment"]
    }
    assert knows == {"migrate", "backup"}


def test_no_password_stands_in_the_compose_file(compose):
    for service in compose["services"].values():
        for name, value in service["environment"].items():
            if "PASSWORD" in name or "SECRET" in name or "URL" in name:
                assert "${" in value


def test_nothing_of_the_compose_file_listens_beyond_this_machine(compose):
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:8000:8000"]


def test_plain_http_leads_to_https(proxy: Proxy):
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=60)
    connection.request("GET", "/stadt-stadt/", headers={"Host": "integration.example"})
    answer = connection.getresponse()
    assert answer.status == 301
    assert answer.getheader("Location") == "https://integration.example/stadt-stadt/"


def test_pages_come_through_with_all_their_headers_although_one_server_is_down(proxy: Proxy):
    for _ in range(6):
        answer = ask(proxy, "GET", "/stadt-stadt/")
        assert answer.status == 200
        assert "max-age=31536000" in answer.getheader("Strict-Transport-Security")
        assert "default-src 'none'" in answer.getheader("Content-Security-Policy")
        assert answer.getheader("X-Frame-Options") == "DENY"
        assert len(answer.getheader("X-Request-ID")) == 32
        assert "nginx/" not in answer.getheader("Server", "")


def test_cookies_are_for_https_only(proxy: Proxy):
    cookie = ask(proxy, "GET", "/konto/login/").getheader("Set-Cookie")
    assert "Secure" in cookie


def test_a_forged_forwarding_header_changes_nothing(proxy: Proxy):
    forged = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "boese.example"}
    assert ask(proxy, "GET", "/stadt-stadt/", **forged).status == 200
    assert "boese" not in ask(proxy, "GET", "/sitemap.xml", **forged).body


def test_the_figures_are_not_for_the_world(proxy: Proxy):
    assert ask(proxy, "GET", "/zustand/zahlen/").status == 404


def test_fifty_megabytes_come_through_and_more_do_not(proxy: Proxy):
    path, kind = "/konto/login/", {"Content-Type": "application/octet-stream"}
    assert ask(proxy, "POST", path, b"x" * 50 * 1024 * 1024, **kind).status == 403  # no form token
    refused = ask(proxy, "POST", path, b"x" * 52 * 1024 * 1024, **kind)
    assert (refused.status, "höchstens 50 MB" in refused.body) == (413, True)


def test_whoever_is_refused_in_the_middle_of_an_upload_shuts_nobody_out(proxy: Proxy):
    """A server that answers and hangs up while the proxy still writes looks broken to it."""
    kind = {"Content-Type": "application/octet-stream"}
    for _ in range(3):
        body = b"x" * 50 * 1024 * 1024
        assert ask(proxy, "POST", "/konto/login/", body, **kind).status == 403  # no form token
        assert ask(proxy, "GET", "/stadt-stadt/").status == 200
    assert "sending request to upstream" not in proxy.complaints.read_text()
    assert "no live upstreams" not in proxy.complaints.read_text()


def test_the_log_of_the_proxy_holds_no_address_and_no_path(proxy: Proxy):
    ask(proxy, "GET", "/stadt-stadt/massnahmen/?suche=Kanarienvogel")
    written = proxy.log.read_text()
    assert "GET 200" in written
    assert "127.0.0.1" not in written
    assert "Kanarienvogel" not in written
    assert "stadt" not in written


def test_whoever_asks_too_often_is_told_to_wait(proxy: Proxy):
    """From an address of its own, for it uses up its burst."""
    answers = [ask(proxy, "GET", "/static/nichts.css", source="127.0.0.2") for _ in range(310)]
    assert {answer.status for answer in answers} == {404, 429}
    assert "Bitte warten Sie" in answers[-1].body
    assert "client: 127.0.0.2" in proxy.complaints.read_text()
    assert proxy.troubles.read_text() == ""  # neither address nor page of who was refused
