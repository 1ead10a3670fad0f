"""200 partners who answer within the same minute, against a real server with two workers.

Runs on SQLite (`answering`) and on PostgreSQL (`answering_pg`).
"""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from random import Random
from urllib.parse import urlencode

from django.db import connection, connections

from benchmarks import rounds, server, towns
from benchmarks.figures import Figure, at_most, equal
from miteinander.accounts.queries import actor_in
from miteinander.kernel import processes
from miteinander.kernel.models import AuditEvent, Municipality
from miteinander.kernel.tenancy import town_scope
from miteinander.network.models import Organisation
from miteinander.rounds import personal_links
from miteinander.rounds.actions import sending
from miteinander.rounds.choices import AnswerState
from miteinander.rounds.models import Answer, AnswerVersion, Inquiry

PARTNERS, SECONDS, ALONE = 200, 60, 25
SLOWER = 4  # times the time of somebody who is alone
TOKEN = "a" * 32
_BASED_ON = re.compile(r'name="(\d+)-based_on" value="(\d+)"')


def figures() -> list[Figure]:
    """What was lost or doubled (nothing), and how much slower a save is than alone."""
    towns.migrate()
    links, town = _asked()
    os.environ["MITEINANDER_JOBS"] = "worker"
    with server.running() as running, _worker():
        alone = [_answer(running.port, link) for link in links[:ALONE]]
        many = _within_a_minute(running.port, links[ALONE:])
    kind = connection.vendor
    ratio = _p95(many) / _p95(alone)
    return [
        Figure(f"saving alone, p95 ({kind})", round(_p95(alone) * 1000), "ms"),
        Figure(f"saving among {PARTNERS}, p95 ({kind})", round(_p95(many) * 1000), "ms"),
        at_most(f"among {PARTNERS} / alone ({kind})", ratio, "ratio", SLOWER),
        *_kept(town, len(links), kind),
    ]


def _asked() -> tuple[list[str], Municipality]:
    """The links of a running round that asks so many institutions, each about a few measures."""
    towns.ORGANISATIONS = PARTNERS + ALONE
    town = towns.town("antworten", towns.ORGANISATIONS)
    by = actor_in(towns.coordinator(town), town)
    if by is None:
        raise RuntimeError("nobody may run a round")
    asking = rounds.prepared(town, by)
    with town_scope(town):
        sending.send(asking=asking, by=by)
        found = Inquiry.objects.filter(organisation__in=Organisation.objects.all()).order_by("pk")
        return [f"/{town.slug}/bericht/{personal_links.token(one)}/" for one in found], town


@contextmanager
def _worker() -> Iterator[None]:
    """The worker seals the trail and sends mail beside it, as in operation."""
    child = subprocess.Popen(processes.worker(), stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        child.terminate()
        child.wait(30)


def _within_a_minute(port: int, links: list[str]) -> list[float]:
    """Everybody comes at a moment of the minute that chance decides; seconds of each save."""
    chance, begin = Random(1), time.monotonic()

    def come(link: str, at: float) -> float:
        time.sleep(max(0.0, begin + at - time.monotonic()))
        return _answer(port, link)

    moments = [chance.uniform(0, SECONDS) for _ in links]
    with ThreadPoolExecutor(len(links)) as pool:
        return list(pool.map(come, links, moments))


def _answer(port: int, link: str) -> float:
    """Open the page, write about every measure and hand all in; seconds until it is stored."""
    browser = HTTPConnection("127.0.0.1", port, timeout=120)
    browser.request("GET", link)
    page = browser.getresponse().read().decode()
    values = {"csrfmiddlewaretoken": TOKEN, "name": "Frau Muster", "tun": "abgeben"}
    for key, version in _BASED_ON.findall(page):
        (status,) = re.findall(rf'name="{key}-status".*?<option value="(\w+)"', page, re.DOTALL)
        values |= {f"{key}-based_on": version, f"{key}-status": status}
        values[f"{key}-note"] = f"Es ging voran mit {key}."
    kind = "application/x-www-form-urlencoded"
    headers = {"Content-Type": kind, "Cookie": f"csrftoken={TOKEN}"}
    begin = time.perf_counter()
    browser.request("POST", link, urlencode(values), headers)
    answer = browser.getresponse()
    answer.read()
    browser.close()
    if answer.status != 302:
        raise RuntimeError(f"not handed in: {answer.status}")
    return time.perf_counter() - begin


def _kept(town: Municipality, links: int, kind: str) -> list[Figure]:
    """Every answer is there once, with its own words, one version and one event."""
    connections.close_all()
    with town_scope(town):
        answers = list(Answer.objects.all())
        right = sum(
            one.state == AnswerState.ANSWERED and one.note == f"Es ging voran mit {one.pk}."
            for one in answers
        )
        versions = AnswerVersion.objects.count()
        events = AuditEvent.objects.filter(verb="answer.handed_in").count()
    return [
        equal(f"answers kept ({kind})", right, "answers", len(answers)),
        equal(f"versions of them ({kind})", versions, "versions", len(answers)),
        equal(f"events of them ({kind})", events, "events", len(answers)),
    ]


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]
