"""A town with a small public plan, and browsers of the people in it."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import Page

from miteinander.concept.choices import Status
from tests import factories
from tests.browser import sign_in


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def plan(town, transactional_db):
    """A public plan: a field, a goal, three measures; the first has a report."""
    field = factories.field(factories.edition(town), "Sprache", number="1")
    goal = factories.goal(field, "Alle lernen Deutsch", number="1.1")
    first, *others = (
        factories.measure(goal, title, number=number, description="Wie bisher.")
        for number, title in (("1.1.1", "Sprachcafé"), ("1.1.2", "Kurse"), ("1.1.3", "Lesepaten"))
    )
    factories.report(first, Status.STARTED, note="Das Café ist offen.")
    names = {"town": town, "field": field, "goal": goal, "measure": first, "others": others}
    return SimpleNamespace(work=f"/{town.slug}/arbeit/", public=f"/{town.slug}/konzept/", **names)


def _tab(browser, live_server) -> Page:
    context = browser.new_context(base_url=live_server.url, locale="de-DE", reduced_motion="reduce")
    return context.new_page()


@pytest.fixture
def everyone(browser, live_server):
    """A tab of somebody who has no account."""
    tab = _tab(browser, live_server)
    yield tab
    tab.context.close()


@pytest.fixture
def bob(browser, live_server, town):
    """A tab of Bob, who edits."""
    tab = _tab(browser, live_server)
    sign_in(tab, factories.editor(town))
    yield tab
    tab.context.close()


@pytest.fixture
def alice(page, town) -> Page:
    """A tab of Alice, the coordinator; scripts must not fail in it."""
    sign_in(page, factories.coordinator(town))
    return page
