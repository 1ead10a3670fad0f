"""The partner's page in a real browser."""

import pytest
from playwright.sync_api import expect

from miteinander.kernel.tenancy import all_towns
from miteinander.rounds import personal_links
from miteinander.rounds.models import Answer, Inquiry
from tests import factories
from tests.browser import sign_in
from tests.factories import rounds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(town) -> Inquiry:
    """An institution that is asked about one measure."""
    edition = factories.edition(town)
    measure = factories.measure(factories.field(edition))
    asking = rounds.a_round(edition, measure)
    inquiry = rounds.inquiry(asking, factories.organisation(town))
    rounds.answer(inquiry, measure)
    return inquiry


def the_answer(inquiry):
    with all_towns():
        return Answer.objects.get(inquiry=inquiry)


def test_typing_is_saved_and_keeps_the_focus(asked, live_server, page):
    key = the_answer(asked).pk
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{live_server.url}/teststadt/bericht/{personal_links.token(asked)}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator(f"#id_{key}-note").focus()
    page.keyboard.type("Drei Kurse laufen.")
    page.wait_for_selector(f"#gesichert-{key}:has-text('Gespeichert um')")
    assert page.evaluate("document.activeElement.id") == f"id_{key}-note"
    page.keyboard.type(" Vier folgen.")
    expect(page.locator(f"#id_{key}-based_on")).to_have_value("3")
    assert the_answer(asked).note == "Drei Kurse laufen. Vier folgen."
    with all_towns():
        assert Inquiry.objects.get(pk=asked.pk).opened_at


def test_an_answer_is_handed_in_by_keyboard(asked, live_server, page):
    key = the_answer(asked).pk
    page.goto(f"{live_server.url}/teststadt/bericht/{personal_links.token(asked)}/")
    page.locator(f"#id_{key}-status").select_option("started")
    page.get_by_role("button", name="Abgeben").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/danke/")
    assert the_answer(asked).state == "answered"


def test_the_board_waits_with_looking_again_while_a_menu_is_open(asked, town, live_server, page):
    board = f"{live_server.url}/teststadt/arbeit/berichtsrunden/{asked.round_id}/"
    sign_in(page, factories.coordinator(town))
    page.goto(board)
    page.evaluate(
        """() => {
            const stand = document.querySelector("#stand");
            stand.setAttribute("hx-trigger", "look");
            htmx.process(stand);
        }"""
    )
    menu = page.locator("#stand details").first
    menu.locator("summary").click()
    look = "htmx.trigger(document.querySelector('#stand'), 'look')"
    page.evaluate("document.querySelector('#stand').dataset.seen = 'before'")
    page.evaluate(look)
    page.wait_for_timeout(500)
    expect(menu).to_have_attribute("open", "")
    expect(page.locator("#stand[data-seen]")).to_have_count(1)
    menu.locator("summary").click()
    page.evaluate(look)
    expect(page.locator("#stand[data-seen]")).to_have_count(0)
