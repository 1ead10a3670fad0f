"""Chapters of stories that several journeys tell, as a person would click them."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from miteinander.kernel import setup_code


def press(page: Page, words: str) -> None:
    """Press the button or follow the link with these words, and wait for the next page."""
    found = page.locator("main").get_by_role("button", name=words)
    target = found if found.count() else page.locator("main").get_by_role("link", name=words)
    target.first.click()
    page.wait_for_load_state()


def set_up_a_town(page: Page, name: str, key: str) -> None:
    """From the set-up page of an empty installation to the workspace."""
    page.goto("/einrichten/")
    page.get_by_label("Einrichtungscode").fill(setup_code.code())
    page.get_by_label("Amtlicher Gemeindeschlüssel").fill(key)
    page.get_by_label("Name der Kommune").fill(name)
    page.get_by_label("Ihr Name").fill("Alice Adler")
    page.get_by_label("Ihre E-Mail").fill("alice@stadt.example")
    page.get_by_label("Passwort").fill("ein langes Passwort")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Willkommen")).to_be_visible()


def hand_in(page: Page, document: Path) -> None:
    """Upload a document and wait until it can be reviewed."""
    press(page, "Dokument einlesen")
    page.locator("input[type=file]").set_input_files(document)
    press(page, "Hochladen und lesen")
    page.wait_for_url("**/durchsicht/**", timeout=60_000)


def entry(page: Page, words: str) -> Locator:
    """The recognised entry whose title contains the words, in the review."""
    title = page.locator(".m-node__title", has_text=words)
    return page.locator("li.m-node").filter(has=title).last


def correct_title(page: Page, words: str, title: str) -> None:
    """Give a recognised entry a better title."""
    entry(page, words).get_by_role("link", name="Bearbeiten").first.click()
    page.get_by_label("Titel").fill(title)
    press(page, "Speichern")


def leave_out(page: Page, words: str) -> None:
    """Do not take a recognised entry over."""
    entry(page, words).get_by_role("button", name="Weglassen").first.click()
    expect(entry(page, words).get_by_text("weggelassen").first).to_be_visible()


def take_over_and_publish(page: Page) -> None:
    """Take the reviewed document over as the plan, and make the edition public."""
    press(page, "Weiter zur Übernahme")
    press(page, "Jetzt übernehmen")
    press(page, "Texte und Veröffentlichung")
    press(page, "Veröffentlichen")
    expect(page.get_by_text("Öffentlich seit")).to_be_visible()
