"""What somebody typed or deleted comes back."""

from playwright.sync_api import Page, expect

from tests.journeys.stories import press


def test_what_was_typed_survives_a_closed_tab(alice: Page, everyone: Page, plan):
    edit = f"{plan.work}konzept/massnahmen/{plan.measure.pk}/bearbeiten/"
    tab = alice.context.new_page()
    tab.goto(edit)
    tab.get_by_label("Beschreibung").fill("Zwei Stunden Arbeit")
    tab.get_by_label("Interne Notizen").fill("Nur für uns")
    expect(tab.locator("#gesichert")).to_contain_text("Entwurf gesichert um", timeout=15_000)
    tab.close()

    alice.goto(edit)
    expect(alice.get_by_label("Beschreibung")).to_have_value("Wie bisher.")
    expect(alice.get_by_text("Sie haben einen nicht gespeicherten Entwurf")).to_be_visible()
    everyone.goto(f"{plan.public}massnahmen/")
    everyone.get_by_role("link", name="Sprachcafé").click()
    expect(everyone.get_by_text("Zwei Stunden Arbeit")).to_have_count(0)

    press(alice, "Entwurf übernehmen")
    expect(alice.get_by_label("Beschreibung")).to_have_value("Zwei Stunden Arbeit")
    press(alice, "Speichern")
    alice.goto(edit)
    expect(alice.get_by_text("Sie haben einen nicht gespeicherten Entwurf")).to_have_count(0)
    everyone.reload()
    expect(everyone.get_by_text("Zwei Stunden Arbeit")).to_be_visible()
    expect(everyone.get_by_text("Nur für uns")).to_have_count(0)


def test_a_deleted_goal_comes_back_with_everything(alice: Page, everyone: Page, plan):
    alice.goto(f"{plan.work}konzept/ziele/{plan.goal.pk}/loeschen/")
    expect(alice.get_by_text("„1.1.1 Sprachcafé“")).to_be_visible()
    alice.get_by_label("Mit löschen").check()
    press(alice, "Löschen")
    expect(alice.get_by_text("ist gelöscht")).to_be_visible()
    expect(alice.get_by_text("Sprachcafé")).to_have_count(0)
    everyone.goto(f"{plan.public}massnahmen/")
    expect(everyone.get_by_role("link", name="Sprachcafé")).to_have_count(0)

    press(alice, "Gelöschtes")
    alice.get_by_role("listitem").filter(has_text="Alle lernen Deutsch").get_by_role(
        "link", name="Ansehen und zurückholen"
    ).click()
    press(alice, "Diesen Stand wiederherstellen")
    alice.goto(f"{plan.work}konzept/")
    expect(alice.locator(".m-node--measure")).to_have_count(3)
    alice.get_by_role("link", name="Sprachcafé").click()
    expect(alice.get_by_text("Das Café ist offen.")).to_be_visible()
    everyone.reload()
    everyone.get_by_role("link", name="Sprachcafé").click()
    expect(everyone.get_by_text("Das Café ist offen.")).to_be_visible()
    alice.goto(f"{plan.work}konzept/geloescht/")
    expect(alice.get_by_text("Nichts ist gelöscht.")).to_be_visible()
