"""The order of the plan is changed without a mouse."""

from playwright.sync_api import Page, expect


def press(page: Page, key: str) -> None:
    """Press a key once the page has come to rest, as a person does who waits for the answer."""
    moving = page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
    expect(moving).to_have_count(0)
    page.keyboard.press(key)


def _public_order(page: Page, plan) -> list[str]:
    page.goto(f"{plan.public}massnahmen/")
    text = page.locator("main").inner_text()
    return sorted(("Sprachcafé", "Kurse", "Lesepaten"), key=text.index)


def test_the_order_is_changed_by_keyboard_alone(alice: Page, everyone: Page, plan):
    assert _public_order(everyone, plan) == ["Sprachcafé", "Kurse", "Lesepaten"]
    alice.goto(f"{plan.work}konzept/")
    button = f"runter-measure-{plan.measure.pk}"
    alice.locator(f"#bearbeiten-measure-{plan.measure.pk}").focus()
    alice.keyboard.press("Tab")
    alice.keyboard.press("Tab")
    expect(alice.locator(f"#{button}")).to_be_focused()
    said = alice.locator("#ansage")

    press(alice, "Enter")
    expect(said).to_contain_text("Sprachcafé“ nach unten verschoben")
    expect(alice.locator(f"#{button}")).to_be_focused()
    press(alice, "Space")
    expect(alice.locator(".m-node--measure").last).to_contain_text("Sprachcafé")
    expect(alice.locator(f"#{button}")).to_be_focused()
    press(alice, "Enter")
    expect(said).to_contain_text("steht schon ganz unten")
    expect(alice.locator(f"#{button}")).to_be_focused()

    alice.reload()
    expect(alice.locator(".m-node--measure").last).to_contain_text("Sprachcafé")
    assert _public_order(everyone, plan) == ["Kurse", "Lesepaten", "Sprachcafé"]


def test_a_form_in_the_plan_takes_the_focus_and_gives_it_back(alice: Page, everyone: Page, plan):
    alice.goto(f"{plan.work}konzept/")
    edit = alice.locator(f"#bearbeiten-measure-{plan.measure.pk}")
    edit.focus()
    press(alice, "Enter")
    expect(alice.locator(".m-form-title")).to_be_focused()
    alice.get_by_label("Titel", exact=True).focus()
    alice.keyboard.press("End")
    alice.keyboard.type(" im Rathaus")
    press(alice, "Enter")
    expect(alice.locator("#ansage")).to_contain_text("ist gespeichert")
    expect(alice.locator(f"#bearbeiten-measure-{plan.measure.pk}")).to_be_focused()
    everyone.goto(f"{plan.public}massnahmen/")
    expect(everyone.get_by_role("link", name="Sprachcafé im Rathaus")).to_be_visible()


def test_giving_up_a_form_leads_back_to_where_it_was_opened(alice: Page, plan):
    alice.goto(f"{plan.work}konzept/")
    alice.locator(f"#bearbeiten-measure-{plan.measure.pk}").focus()
    press(alice, "Enter")
    alice.get_by_role("link", name="Abbrechen").focus()
    press(alice, "Enter")
    expect(alice.locator(f"#bearbeiten-measure-{plan.measure.pk}")).to_be_focused()
