"""Two people change the same measure at the same time."""

from playwright.sync_api import Page, expect

from tests.journeys.stories import press


def test_two_people_edit_the_same_measure_and_nothing_is_lost(
    alice: Page, bob: Page, everyone: Page, plan
):
    everyone.goto(f"{plan.public}massnahmen/")
    edit = f"{plan.work}konzept/massnahmen/{plan.measure.pk}/bearbeiten/"
    alice.goto(edit)
    bob.goto(edit)
    alice.get_by_label("Titel", exact=True).fill("Sprachcafé im Rathaus")
    alice.get_by_label("Beschreibung").fill("Wie Alice es will.")
    press(alice, "Speichern")
    expect(alice.get_by_text("ist gespeichert")).to_be_visible()

    bob.get_by_label("Beschreibung").fill("Wie Bob es will.")
    bob.get_by_label("Zeitraum in Worten").fill("2026 bis 2028")
    told = bob.locator("#gesichert")
    expect(told).to_contain_text("Alice hat diesen Eintrag", timeout=15_000)
    press(bob, "Speichern")
    expect(bob.get_by_role("heading", level=1)).to_have_text("Zwei haben gleichzeitig geschrieben")

    rival = {name: bob.get_by_role("group", name=name) for name in ("Titel", "Beschreibung")}
    expect(rival["Beschreibung"]).to_contain_text("Wie Alice es will.")
    expect(rival["Beschreibung"]).to_contain_text("Wie Bob es will.")
    expect(rival["Beschreibung"].locator(":checked")).to_have_count(0)
    expect(rival["Titel"].get_by_label("Gespeichert von Alice")).to_be_checked()
    expect(bob.get_by_role("group", name="Zeitraum").get_by_label("Ihre Fassung")).to_be_checked()
    rival["Beschreibung"].get_by_label("Ihre Fassung").check()
    press(bob, "So speichern")

    expect(bob.get_by_role("heading", level=1)).to_have_text("Sprachcafé im Rathaus")
    expect(bob.get_by_text("Wie Bob es will.")).to_be_visible()
    expect(bob.get_by_text("2026 bis 2028")).to_be_visible()
    press(bob, "Verlauf")
    expect(bob.get_by_role("cell", name="Wie Alice es will.").first).to_be_visible()

    everyone.goto(f"{plan.public}massnahmen/")
    everyone.get_by_role("link", name="Sprachcafé im Rathaus").click()
    expect(everyone.get_by_text("Wie Bob es will.")).to_be_visible()
    expect(everyone.get_by_text("Wie Alice es will.")).to_have_count(0)


def test_somebody_sees_who_else_is_typing(alice: Page, bob: Page, plan):
    edit = f"{plan.work}konzept/massnahmen/{plan.measure.pk}/bearbeiten/"
    bob.goto(edit)
    bob.get_by_label("Beschreibung").fill("Bob schreibt")
    expect(bob.locator("#gesichert")).to_contain_text("Entwurf gesichert um", timeout=15_000)
    alice.goto(edit)
    expect(alice.get_by_text("Bob bearbeitet diesen Eintrag gerade")).to_be_visible()
    expect(alice.get_by_label("Beschreibung")).to_have_value("Wie bisher.")


def test_what_is_typed_into_a_deleted_measure_waits_for_its_return(
    alice: Page, bob: Page, everyone: Page, plan
):
    bob.goto(f"{plan.work}konzept/massnahmen/{plan.measure.pk}/bearbeiten/")
    bob.get_by_label("Beschreibung").fill("Bobs lange Arbeit")
    alice.goto(f"{plan.work}konzept/massnahmen/{plan.measure.pk}/loeschen/")
    press(alice, "Löschen")
    press(bob, "Speichern")
    expect(bob.get_by_text("ist als Entwurf gesichert")).to_be_visible()
    press(alice, "Gelöschtes")
    press(alice, "Ansehen und zurückholen")
    press(alice, "Diesen Stand wiederherstellen")
    bob.goto(f"{plan.work}konzept/massnahmen/{plan.measure.pk}/bearbeiten/")
    press(bob, "Entwurf übernehmen")
    expect(bob.get_by_label("Beschreibung")).to_have_value("Bobs lange Arbeit")
    everyone.goto(f"{plan.public}massnahmen/")
    everyone.get_by_role("link", name="Sprachcafé").click()
    expect(everyone.get_by_text("Bobs lange Arbeit")).to_have_count(0)
