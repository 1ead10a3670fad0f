"""A report goes from the person who writes it to everyone."""

from playwright.sync_api import Page, expect

from miteinander.concept.addresses import measure_path
from tests.journeys.stories import press

NOTE = "Zwei neue Gruppen haben begonnen."


def test_a_report_is_public_when_the_coordinator_says_so(
    alice: Page, bob: Page, everyone: Page, plan
):
    public = measure_path(plan.town.slug, plan.measure)
    bob.goto(f"{plan.work}massnahmen/{plan.measure.pk}/")
    press(bob, "Stand berichten")
    bob.get_by_label("Stand", exact=True).select_option("advanced")
    bob.get_by_label("Was getan wurde").fill(NOTE)
    expect(bob.get_by_role("button", name="Speichern und veröffentlichen")).to_have_count(0)
    press(bob, "Speichern")
    expect(bob.get_by_text("Öffentlich ist er erst nach der Veröffentlichung")).to_be_visible()
    expect(bob.locator("main").get_by_role("button", name="veröffentlichen")).to_have_count(0)

    before = everyone.goto(public)
    expect(everyone.get_by_text(NOTE)).to_have_count(0)
    alice.goto(f"{plan.work}massnahmen/?pruefen=on")
    press(alice, "Sprachcafé")
    alice.get_by_role("button", name="veröffentlichen").click()
    expect(alice.get_by_text("Der Bericht ist veröffentlicht.")).to_be_visible()

    after = everyone.goto(public)
    assert after.status == 200
    assert after.headers["etag"] != before.headers["etag"]
    expect(everyone.get_by_text(NOTE)).to_be_visible()
    expect(everyone.get_by_text("fortgeschritten").first).to_be_visible()
    again = everyone.context.request.get(public, headers={"If-None-Match": after.headers["etag"]})
    assert again.status == 304

    alice.get_by_role("button", name="zurücknehmen").first.click()
    expect(alice.get_by_text("Der Bericht ist nicht mehr öffentlich.")).to_be_visible()
    everyone.goto(public)
    expect(everyone.get_by_text(NOTE)).to_have_count(0)
