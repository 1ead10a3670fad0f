"""Answering against the running server: huge files, and two people who save at once."""

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

import pytest

from tests.operation import installation
from tests.operation.cluster import descendants, wait_until
from tests.operation.installation import ROOT, Installation, free_port

TOKEN = "a" * 32
MEGABYTE = 1024 * 1024
ANSWERS = 8
FORM = "application/x-www-form-urlencoded"


@dataclass
class Served:
    """A server with two web processes, and who is asked there."""

    installation: Installation
    process: subprocess.Popen
    port: int
    temporary: Path
    town: str = ""
    link: str = ""
    desk: str = ""
    session: str = ""
    answers: tuple[int, ...] = ()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def get(self, path: str) -> int:
        connection = self.connect()
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status

    def post(self, path: str, values: dict[str, str], session: str = "") -> tuple[int, str]:
        cookie = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
        headers = {"Content-Type": FORM, "Cookie": cookie}
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **values})
        connection = self.connect()
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def peak(self) -> int:
        """Bytes that the web processes have held at most, all together."""
        return sum(map(_peak, descendants(self.process.pid)))


def _peak(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    """Started as in production, without proxy and worker."""
    folder = tmp_path_factory.mktemp("answering")
    made, port, temporary = installation.migrated(folder), free_port(), folder / "temporary"
    temporary.mkdir()
    asked = json.loads(made.python("tests.operation.asked", str(ANSWERS)))
    made.settings = {"TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "miteinander", "serve", "--only", "web", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=made.environment)
    found = Served(made, process, port, temporary, **asked)
    wait_until(lambda: _is_up(found))
    yield found
    process.terminate()
    process.wait(60)


def _is_up(served: Served) -> bool:
    try:
        return served.get("/zustand/") == 200
    except OSError:
        return False


class Upload:
    """A form with one file, whose bytes are sent when the test wants it."""

    def __init__(self, served: Served, path: str, megabytes: int, token: str = TOKEN) -> None:
        line = "--grenze\r\nContent-Disposition: form-data; name="
        field = f'{line}"csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        file = f'{line}"file"; filename="plan.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7'
        self.head, self.tail = (field + file).encode(), b"\r\n--grenze--\r\n"
        self.left = megabytes
        self.connection = served.connect()
        self.connection.putrequest("POST", path)
        length = len(self.head) + megabytes * MEGABYTE + len(self.tail)
        self.connection.putheader("Content-Length", str(length))
        self.connection.putheader("Content-Type", "multipart/form-data; boundary=grenze")
        self.connection.putheader("Cookie", f"csrftoken={TOKEN}")
        self.connection.endheaders(self.head)

    def send(self, megabytes: int) -> None:
        for _ in range(megabytes):
            self.connection.send(b"x" * MEGABYTE)
        self.left -= megabytes

    def answer(self) -> tuple[int, str]:
        """Send the rest; gives status and page."""
        self.send(self.left)
        self.connection.send(self.tail)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.connection.close()
        return answer.status, text


def test_a_hundred_megabytes_are_refused_in_words_and_leave_nothing_behind(served: Served):
    path = f"{served.link}antwort/{served.answers[0]}/dateien/"
    stored = served.installation.sql("SELECT count(*) FROM rounds_answerfile")
    kept = sorted(served.installation.files.rglob("*"))
    status, page = Upload(served, path, 100).answer()
    assert (status, "Diese Datei ist größer als 20 MB. Bitte verkleinern Sie sie." in page) == (
        *(200, True),
    )
    assert served.installation.sql("SELECT count(*) FROM rounds_answerfile") == stored
    assert sorted(served.installation.files.rglob("*")) == kept
    assert list(served.temporary.iterdir()) == []


def test_the_server_holds_no_huge_file_in_its_memory(served: Served):
    path, before = f"{served.link}antwort/{served.answers[0]}/dateien/", served.peak()
    assert Upload(served, path, 300).answer()[0] == 200
    # A process that answers its first request loads what it needs; that is less.
    assert served.peak() - before < 100 * MEGABYTE


def test_whoever_has_no_token_is_heard_out_and_refused(served: Served):
    """Else the connection would break in the middle, and a proxy would blame the server."""
    status, page = Upload(served, "/konto/login/", 100, token="falsch").answer()
    assert (status, "Das wurde nicht gespeichert" in page) == (403, True)


def test_others_are_served_while_huge_files_come_in(served: Served):
    path = f"{served.link}antwort/{served.answers[0]}/dateien/"
    uploads = [Upload(served, path, 60) for _ in range(2)]
    for upload in uploads:
        upload.send(30)
    assert {served.get(f"{served.town}?n={number}") for number in range(20)} == {200}
    assert [upload.answer()[0] for upload in uploads] == [200, 200]


def test_of_a_partner_and_the_coordination_who_save_at_once_none_loses_a_word(served: Served):
    """Processes of the server and real connections; on SQLite and on PostgreSQL."""
    start = Barrier(2, timeout=120)

    def hand_in(path: str, session: str, word: str) -> dict[int, tuple[int, str]]:
        """Hand in one answer after the other, each at the same moment as the other person."""
        answered = {}
        for pk in served.answers:
            start.wait()
            values = {f"{pk}-based_on": "1", f"{pk}-status": "started", "tun": f"abgeben-{pk}"}
            values |= {f"{pk}-note": f"{word} zu {pk}", "name": word}
            answered[pk] = served.post(path, values, session)
        return answered

    with ThreadPoolExecutor(2) as pool:
        people = [(served.link, "", "Partnerin"), (served.desk, served.session, "Koordination")]
        ours, theirs = pool.map(hand_in, *zip(*people, strict=True))
    stored = dict(served.installation.sql("SELECT id, note FROM rounds_answer"))
    versions = served.installation.sql("SELECT answer_id FROM rounds_answerversion")
    for pk in served.answers:
        statuses = {"Partnerin": ours[pk], "Koordination": theirs[pk]}
        (winner,) = [word for word, (status, _) in statuses.items() if status == 302]
        ((status, page),) = [found for word, found in statuses.items() if word != winner]
        (loser,) = set(statuses) - {winner}
        assert stored[pk] == f"{winner} zu {pk}"
        assert (status, f"{loser} zu {pk}" in page, f"{winner} zu {pk}" in page) == (
            *(200, True, True),
        )
    assert sorted(versions) == sorted(zip(served.answers, strict=True))
