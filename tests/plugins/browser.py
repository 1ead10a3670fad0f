"""A real browser for tests: `browser` for the session, `page` for one test."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

# A machine that does much else at the same time answers late; that is no failure.
expect.set_options(timeout=20_000)


def program() -> str | None:
    """The path of this machine's Chromium, or None."""
    found = (shutil.which(name) for name in PROGRAMS)
    return os.environ.get("CHROMIUM") or next(filter(None, found), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of this machine; without one the test is skipped, but never in CI."""
    path = program()
    if path is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("Kein Chromium gefunden: apt-get install chromium")
    # Playwright runs an event loop in this thread; the tests' own queries are not in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """An empty tab of the running site; `page.goto("/...")` is enough.

    Fails at the end if a script failed or the content security policy stopped something.
    """
    context = browser.new_context(
        base_url=live_server.url, locale="de-DE", reduced_motion="reduce", java_script_enabled=True
    )
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: _note(message, complaints))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    context.close()
    assert not complaints, complaints


@pytest.fixture
def scriptless_page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """An empty tab with JavaScript switched off."""
    context = browser.new_context(
        base_url=live_server.url, locale="de-DE", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def _note(message: ConsoleMessage, complaints: list[str]) -> None:
    # A test that asks for a page that does not exist expects the browser to say so.
    if message.type == "error" and "responded with a status of 4" not in message.text:
        complaints.append(message.text)
