"""Passkeys and the town's own service in a real browser, under the strict content security policy.

The device is Chromium's virtual authenticator.
https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/
"""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from miteinander.accounts.actions import members, sign_in_settings
from miteinander.accounts.models import User
from miteinander.accounts.queries import actor_in
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns, town_scope
from tests import factories
from tests.accounts.test_second_factor import code
from tests.browser import no_axe_violations, no_side_scroll, sign_in, sound_in_all_variants

pytestmark = pytest.mark.browser
PASSWORD = "ein-langes-passwort"


@pytest.fixture
def device(page: Page):
    """A device with a fingerprint reader whose owner holds the finger on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def set_verified(is_verified: bool) -> None:
        values = {"authenticatorId": made["authenticatorId"], "isUserVerified": is_verified}
        session.send("WebAuthn.setUserVerified", values)

    return set_verified


def add_passkey(page: Page, name: str = "Diensthandy") -> None:
    page.goto("/konto/passkeys/neu/")
    page.get_by_label("Name des Passkeys").fill(name)
    page.get_by_role("button", name="Passkey hinzufügen").click()
    expect(page.get_by_role("heading", name="Ersatzcodes")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_alone(page: Page, town, device):
    sign_in(page, factories.editor(town))
    add_passkey(page)
    page.get_by_role("link", name="Ich habe die Codes gesichert").click()
    expect(page.get_by_text("Diensthandy", exact=True)).to_be_visible()
    page.context.clear_cookies()
    page.goto("/konto/login/?next=/teststadt/arbeit/zugaenge/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/teststadt/arbeit/zugaenge/")
    expect(page.get_by_role("heading", level=1, name="Zugänge")).to_be_visible()


def test_after_the_password_a_passkey_is_the_second_step(page: Page, town, device):
    bob = factories.editor(town)
    sign_in(page, bob)
    add_passkey(page)
    page.context.clear_cookies()
    page.goto("/konto/login/")
    page.get_by_label("E-Mail").fill(bob.email)
    page.get_by_role("textbox", name="Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("heading", name="Zweiter Schritt")).to_be_visible()
    sound_in_all_variants(page)
    page.get_by_role("button", name="Passkey benutzen").click()
    page.wait_for_url("**/teststadt/arbeit/")


def test_a_device_that_does_not_recognise_its_owner_gets_nobody_in(page: Page, town, device):
    sign_in(page, factories.editor(town))
    add_passkey(page)
    page.context.clear_cookies()
    device(False)
    page.goto("/konto/login/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_text("Das hat nicht geklappt")).to_be_visible()
    no_axe_violations(page)


def test_a_passkey_confirms_who_one_is_and_is_removed(page: Page, town, device):
    bob = factories.editor(town)
    sign_in(page, bob)
    add_passkey(page)
    User.objects.filter(pk=bob.pk).update(password="!")
    page.context.clear_cookies()
    page.goto("/konto/login/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/teststadt/arbeit/")
    page.goto("/konto/bestaetigen/passkey/?next=/konto/")
    page.get_by_role("button", name="Passkey benutzen").click()
    page.wait_for_url("**/konto/")
    page.get_by_role("link", name="Diensthandy entfernen").click()
    page.get_by_role("button", name="Passkey entfernen").click()
    expect(page.get_by_text("Noch kein Passkey.")).to_be_visible()
    assert not Authenticator.objects.filter(user=bob).exists()


def test_an_invitation_is_taken_up_with_a_passkey(page: Page, town, device, live_server):
    by = actor_in(factories.coordinator(town), town)
    details = {"name": "Dana", "email": "dana@teststadt.example", "roles": ["editor"]}
    with town_scope(town):
        members.add(**details, site=live_server.url, by=by)
    with all_towns():
        body = OutgoingMail.objects.get().body
    (link,) = (line for line in body.splitlines() if line.startswith("http"))
    page.goto(link)
    sound_in_all_variants(page)
    page.get_by_label("Mit einem Passkey").check()
    page.get_by_role("button", name="Einladung annehmen").click()
    page.get_by_role("button", name="Passkey hinzufügen").click()
    page.get_by_role("link", name="Ich habe die Codes gesichert").click()
    page.context.clear_cookies()
    page.goto("/konto/login/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/teststadt/arbeit/")
    page.goto(link)
    expect(page.get_by_text("Diese Einladung gilt nicht mehr")).to_be_visible()


def test_a_town_s_own_service_signs_in(page: Page, town, issuer):
    by = actor_in(factories.coordinator(town), town)
    values = {"name": "der Stadt Teststadt", "issuer": issuer.url, "client_id": issuer.client_id}
    with town_scope(town):
        sign_in_settings.store_provider(
            **values,
            secret=issuer.secret,
            trusted_domains="",
            is_active=True,
            must_tell_two_factors=False,
            by=by,
        )
    factories.editor(town)
    page.goto("/konto/login/?next=/teststadt/arbeit/zugaenge/")
    sound_in_all_variants(page)
    # The provider's own page would load a font from the internet.
    page.route("https://fonts.googleapis.com/**", lambda route: route.fulfill(body=""))
    page.get_by_role("button", name="Mit dem Konto der Stadt Teststadt anmelden").click()
    page.locator("input[name=login]").fill("bob@teststadt.example")
    page.locator("input[name=password]").fill("x")
    page.locator("button[type=submit]").click()
    page.wait_for_url("**/teststadt/arbeit/zugaenge/")
    page.goto("/konto/")
    expect(page.get_by_text("über den Anmeldedienst Ihrer Kommune angemeldet")).to_be_visible()


def test_an_app_is_set_up_without_a_script(scriptless_page: Page, town):
    page = scriptless_page
    sign_in(page, factories.coordinator(town))
    page.goto("/konto/app/einrichten/")
    assert page.get_by_alt_text("QR-Code").evaluate("image => image.naturalWidth") > 0
    page.get_by_label("Code, den die App jetzt zeigt").fill(code(page.locator("code").inner_text()))
    page.get_by_role("button", name="Einrichten").click()
    assert page.locator("ul code").count() == 10


PAGES = [
    *("", "passkeys/neu/", "app/einrichten/", "password/change/", "bestaetigen/", "logout/"),
    *("zweiter-faktor/teststadt/", "einladung/x/", "ersatzcodes/neu/", "kommune-abgebrochen/"),
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound_in_all_variants(page: Page, town, path):
    sign_in(page, factories.coordinator(town))
    page.goto(f"/konto/{path}")
    assert page.get_by_role("heading", level=1).count() == 1
    sound_in_all_variants(page)


@pytest.mark.parametrize("path", ["kommune/anmeldung/", "kommune/anmeldung/dienst/"])
def test_the_settings_are_sound_at_320_pixels(page: Page, town, path):
    sign_in(page, factories.coordinator(town))
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"/teststadt/arbeit/{path}")
    no_side_scroll(page)
    no_axe_violations(page)
