"""What every answer tells the browser, word for word, per class of route.

Each route of the resolver belongs to exactly one row. A new page below an existing prefix falls
into its row; a route that belongs to none, or to two, fails here.
"""

import re
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client

from miteinander.kernel.headers import PERMISSIONS
from tests.house.doors import full_town
from tests.house.routes import Route, patterns, routes

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'; object-src 'none'; frame-src 'none'"
)
DATA = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
OWN, OTHERS = "same-origin", "cross-origin"
KEPT_BY_NOBODY = "private, no-store"
ASKED_AGAIN = "public, no-cache"
# Addresses of the workspace that answer with a file.
FILES = (
    r"(dateien/<int:pk>/|bericht/geschrieben/<int:pk>/datei/|anfragen/<int:pk>/antwort/<int:key>/anhang/<int:file>/|"
    r"[^^]*\.(csv|xlsx|docx|pdf)|\^.*\(\?P<ending>csv\|xlsx\)\$)"
)
ALWAYS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}


@dataclass(frozen=True)
class Row:
    """Routes and what their answers say: what may run, who may load them, who keeps them."""

    routes: str
    policy: str
    loaded_by: str
    cache: str


TABLE = [
    # sign-in, account, set-up, health, components: about a person or this machine
    Row(r"(konto|einrichten|anmeldung|zustand|bausteine)/.*", PAGE, OWN, KEPT_BY_NOBODY),
    # the list of towns and the description of the API, whose head knows who is signed in
    Row(r"|api/", PAGE, OWN, KEPT_BY_NOBODY),
    Row(r"robots\.txt|sitemap\.xml", PAGE, OWN, "public, max-age=3600"),
    Row(r"\.well-known/security\.txt", PAGE, OWN, "public, max-age=86400"),
    # the API: open data, and what needs a token
    Row(r"api/v1/(openapi\.json|towns|)", DATA, OTHERS, ASKED_AGAIN),
    Row(
        r"api/v1/<slug:town>/(editions|concept|measures(/<int:pk>)?|needs|judgements|courses)",
        DATA,
        OTHERS,
        ASKED_AGAIN,
    ),
    Row(r"api/v1/<slug:town>/(plan|trail)", DATA, OWN, KEPT_BY_NOBODY),
    # the workspace: its files, and its pages
    Row(rf"<slug:town>/arbeit/{FILES}", DATA, OWN, KEPT_BY_NOBODY),
    Row(rf"<slug:town>/arbeit/(?!{FILES}$).*", PAGE, OWN, KEPT_BY_NOBODY),
    # what is answered by a personal link: its pages, and the files that came with an answer
    Row(
        r"<slug:town>/bericht/<str:token>/(antwort/<int:key>/anhang/<int:file>/|fragebogen\.\w+)",
        DATA,
        OWN,
        KEPT_BY_NOBODY,
    ),
    Row(
        r"<slug:town>/bericht/<str:token>/(?!.*<int:file>/$|fragebogen).*",
        PAGE,
        OWN,
        KEPT_BY_NOBODY,
    ),
    # the public pages: a form, pages and lists, exports and feeds, files
    Row(r"<slug:town>/(kontakt|konzept/folgen)/", PAGE, OWN, KEPT_BY_NOBODY),
    Row(r"<slug:town>/(kurse/melden|platz)/<str:token>/.*", PAGE, OWN, KEPT_BY_NOBODY),
    Row(r"<slug:town>/kurse/<slug:slug>-<int:pk>/anmelden/", PAGE, OWN, KEPT_BY_NOBODY),
    Row(r"<slug:town>/kurse/(danke/|<slug:slug>-<int:pk>/)?", PAGE, OWN, ASKED_AGAIN),
    Row(r"<slug:town>/kurse/(kurse|<slug:slug>-<int:pk>/kurs)\.ics", DATA, OTHERS, ASKED_AGAIN),
    Row(r"<slug:town>/kurse/kurse\.(csv|xlsx|json)", DATA, OTHERS, ASKED_AGAIN),
    Row(r"<slug:town>/konzept/folgen/(gefragt/|.*<str:token>/)", PAGE, OWN, KEPT_BY_NOBODY),
    Row(
        r"<slug:town>/(kontakt/danke/|impressum/|datenschutz/|sicherheit/|barrierefreiheit/|sitemap\.xml|"
        r"konzept/((entstehung|downloads|massnahmen|(handlungsfelder|massnahmen)/<slug:slug>-<int:pk>)/)?)?",
        PAGE,
        OWN,
        ASKED_AGAIN,
    ),
    Row(
        r"<slug:town>/konzept/(bedarfe/|fassungen/(<int:fassung>/((entstehung|massnahmen|downloads|"
        r"vergleich/<int:before>|am|am/<str:day>)/)?)?)",
        PAGE,
        OWN,
        ASKED_AGAIN,
    ),
    Row(
        r"<slug:town>/konzept/(massnahmen\.(csv|xlsx)|konzept\.json|"
        r"massnahmen/<int:pk>/datenblatt\.pdf|"
        r"fassungen/<int:fassung>/(konzept\.json|"
        r"(massnahmen|vergleich/<int:before>/tabelle)\.(csv|xlsx)))",
        DATA,
        OTHERS,
        ASKED_AGAIN,
    ),
    Row(r"<slug:town>/konzept/(fassungen/<int:fassung>/)?neues\.xml", PAGE, OTHERS, ASKED_AGAIN),
    Row(r"<slug:town>/konzept/dateien/<int:pk>/", DATA, OTHERS, KEPT_BY_NOBODY),
]
WATCHED = {*ALWAYS, "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Cache-Control"}
# Nothing tells what runs here, nor what the browser should not be told any more.
ABSENT = {"Server", "X-Powered-By", "Pragma", "X-XSS-Protection", "P3P"}


@pytest.fixture
def all_routes(town, settings, tmp_path) -> list[Route]:
    """Every route of the site."""
    settings.MEDIA_ROOT = tmp_path
    return routes(full_town(town))


def rows_of(pattern: str) -> list[Row]:
    return [row for row in TABLE if re.fullmatch(row.routes, pattern)]


def said(answer: HttpResponse) -> dict[str, object]:
    """The watched headers; a policy is compared as a set, its order means nothing."""
    found: dict[str, object] = {name: answer[name] for name in WATCHED if name in answer}
    found["Content-Security-Policy"] = parts(answer.get("Content-Security-Policy", ""))
    return found


def parts(policy: str) -> frozenset[str]:
    return frozenset(part.strip() for part in policy.split(";"))


def expected(row: Row) -> dict[str, object]:
    return {
        **ALWAYS,
        "Content-Security-Policy": parts(row.policy),
        "Cross-Origin-Resource-Policy": row.loaded_by,
        "Cache-Control": row.cache,
    }


def test_every_route_belongs_to_exactly_one_row():
    wrong = {pattern: len(rows_of(pattern)) for pattern, _ in patterns()}
    assert {pattern: number for pattern, number in wrong.items() if number != 1} == {}


@pytest.mark.parametrize("who", ["visitor", "coordinator"])
def test_every_answer_says_what_its_row_says(who, all_routes, as_coordinator):
    client = Client() if who == "visitor" else as_coordinator
    seen: dict[str, set[Row]] = {"right": set()}
    wrong = []
    for route in all_routes:
        answer = client.get(route.address)
        if answer.status_code == 301:
            answer = client.get(answer["Location"])
        (row,) = rows_of(route.pattern)
        if answer.status_code == 200:
            seen["right"].add(row)
            if said(answer) != expected(row):
                wrong.append((route.pattern, said(answer).items() ^ expected(row).items()))
    assert wrong == []
    if who == "coordinator":
        silent = {row.routes for row in TABLE} - {row.routes for row in seen["right"]}
        # What only a link of its own opens, and what needs a token.
        links = r"<slug:town>/(kurse/melden|platz)/<str:token>/.*"
        assert silent == {r"api/v1/<slug:town>/(plan|trail)", links}


@pytest.mark.parametrize("method", ["get", "head", "post", "options", "put", "delete", "trace"])
def test_refusals_and_errors_are_as_strict(method, all_routes, as_coordinator):
    wrong = []
    for client in (Client(), as_coordinator):
        for route in all_routes[::3]:
            answer = getattr(client, method)(route.address)
            policy = answer.get("Content-Security-Policy", "")
            is_strict = parts(policy) in (parts(PAGE), parts(DATA))
            right = is_strict and said(answer).items() >= ALWAYS.items()
            if not right or (answer.status_code >= 400 and answer["Cache-Control"] == ASKED_AGAIN):
                wrong.append((method, route.pattern, answer.status_code))
    assert wrong == []


def test_every_text_says_in_which_letters_it_is_written(all_routes, as_coordinator):
    wrong = []
    for route in all_routes:
        kind = as_coordinator.get(route.address, follow=True)["Content-Type"]
        is_text = kind.startswith("text/") or "xml;" in kind or kind.endswith("xml")
        if not kind or (is_text and "charset=utf-8" not in kind):
            wrong.append((route.pattern, kind))
    assert wrong == []


def test_nothing_tells_what_runs_here(all_routes, as_coordinator):
    for route in all_routes:
        names = {name.title() for name in as_coordinator.get(route.address).headers}
        assert not names & {name.title() for name in ABSENT}, route.pattern


def test_an_error_of_our_own_is_as_strict_and_tells_nothing(town, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("geheimer Pfad")

    monkeypatch.setattr("miteinander.portal.views.towns.public.current_edition", broken)
    answer = Client(raise_request_exception=False).get("/teststadt/")
    assert answer.status_code == 500
    assert said(answer) == {
        **ALWAYS,
        "Content-Security-Policy": parts(PAGE),
        "Cross-Origin-Resource-Policy": OWN,
        "Cache-Control": KEPT_BY_NOBODY,
    }
    assert "geheim" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/static/ui/icon.svg", "/static/vendor/app.css"])
def test_static_files_are_for_this_site_only(db, address):
    answer = Client().get(address)
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer
    headers = said(answer)
    assert headers.pop("Cache-Control") == "max-age=60, public"
    assert headers == {
        **ALWAYS,
        "Content-Security-Policy": parts(PAGE),
        "Cross-Origin-Resource-Policy": OWN,
    }


@pytest.mark.parametrize(
    "address",
    ["/static/", "/static/ui/", "/static/../config/settings.py", "/static/%2e%2e/kernel/walls.py"],
)
def test_there_is_no_way_out_of_the_static_files(db, address):
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "PATCH", "DELETE", "OPTIONS", "XYZ"])
def test_no_page_knows_other_methods(town, method, as_coordinator):
    for address in (
        "/",
        "/teststadt/",
        "/teststadt/kontakt/",
        "/konto/login/",
        "/teststadt/arbeit/",
    ):
        answer = as_coordinator.generic(method, address)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, POST"


def test_no_page_takes_its_method_from_a_header_or_a_field(town, as_coordinator):
    answer = as_coordinator.post(
        "/teststadt/arbeit/zugaenge/",
        {"_method": "GET"},
        headers={"X-HTTP-Method-Override": "GET"},
    )
    assert answer.status_code == 405
