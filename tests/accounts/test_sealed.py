"""Secrets of second factors and services lie sealed with the keyring, and follow its rotation."""

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client

import miteinander
from miteinander.accounts.actions import sign_in_settings
from miteinander.accounts.models import IdentityProvider
from miteinander.accounts.sealed import FACTOR, place_of
from miteinander.kernel.actions import keys
from miteinander.kernel.actor import Operator
from miteinander.kernel.encryption import texts, vault
from miteinander.kernel.encryption.boxes import Unreadable
from miteinander.kernel.encryption.keyring import MASTER
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.queries import uses_of_key
from miteinander.kernel.tenancy import all_towns, town_scope
from tests import factories
from tests.accounts.test_second_factor import add_app, code, is_signed_in, sign_in
from tests.signing_in import signed_in

SECRET = "ein-geheimnis-des-dienstes"


@pytest.fixture
def ring(db, settings, tmp_path):
    """A keyring of this test alone."""
    settings.KEYS = tmp_path / "keys.json"
    return vault.keyring()


@pytest.fixture
def provider(ring, town, coordinator) -> IdentityProvider:
    values = {"name": "x", "issuer": "https://dienst.example", "client_id": "x", "secret": SECRET}
    with town_scope(town):
        return sign_in_settings.store_provider(
            **values,
            trusted_domains="",
            is_active=True,
            must_tell_two_factors=False,
            by=coordinator,
        )


@pytest.fixture
def bob(ring, town):
    """Somebody with an app and spare codes."""
    bob = factories.editor(town)
    add_app(bob)
    data = {"seed": texts.seal("samen", FACTOR), "used_mask": 3}
    codes = Authenticator.Type.RECOVERY_CODES
    Authenticator.objects.create(user=bob, type=codes, data=data)
    return bob


def test_a_rotation_takes_all_of_them_along(provider, bob):
    old = vault.active(MASTER).id
    assert uses_of_key(old) == 3
    keys.rotate(MASTER, by=Operator())
    with pytest.raises(NotPossible, match="3-mal"):
        keys.retire(old, by=Operator())
    assert keys.rewrap(by=Operator()) == 3
    assert keys.rewrap(by=Operator()) == 0
    keys.retire(old, by=Operator())
    with all_towns():
        stored = IdentityProvider.objects.get()
    assert texts.unseal(stored.sealed_secret, *place_of(stored)) == SECRET
    seed = Authenticator.objects.get(user=bob, type=Authenticator.Type.RECOVERY_CODES).data
    assert (texts.unseal(seed["seed"], FACTOR), seed["used_mask"]) == ("samen", 3)
    browser = Client()
    sign_in(browser, bob)
    browser.post("/konto/login/code/", {"code": code()})
    assert is_signed_in(browser)


def test_another_secret_key_of_the_site_costs_nobody_their_second_factor(bob, settings):
    settings.SECRET_KEY = "x" * 60
    browser = Client()
    sign_in(browser, bob)
    browser.post("/konto/login/code/", {"code": code()})
    assert is_signed_in(browser)


def test_codes_of_an_older_kind_follow_too_and_passkeys_are_left_alone(ring, town):
    user = factories.editor(town)
    kinds = Authenticator.Type
    old = {"migrated_codes": [texts.seal("1", FACTOR), texts.seal("2", FACTOR)]}
    Authenticator.objects.create(user=user, type=kinds.RECOVERY_CODES, data=old)
    passkey = Authenticator.objects.create(user=user, type=kinds.WEBAUTHN, data={"name": "x"})
    keys.rotate(MASTER, by=Operator())
    assert keys.rewrap(by=Operator()) == 1
    stored = Authenticator.objects.get(type=kinds.RECOVERY_CODES).data["migrated_codes"]
    assert [texts.unseal(one, FACTOR) for one in stored] == ["1", "2"]
    assert Authenticator.objects.get(pk=passkey.pk).data == {"name": "x"}


def test_the_secret_of_one_town_opens_for_no_other(provider):
    stolen = IdentityProvider(
        municipality=factories.town("Fremdstadt"), sealed_secret=provider.sealed_secret
    )
    with pytest.raises(Unreadable):
        texts.unseal(stolen.sealed_secret, *place_of(stolen))


def test_every_room_that_seals_texts_says_which_rows_hold_them():
    """Else `keys rewrap` would forget them, and `keys retire` would make them unreadable."""
    package = Path(miteinander.__file__).parent
    files = [path for path in package.rglob("*.py") if "texts.seal(" in path.read_text("utf-8")]
    rooms = {path.relative_to(package).parts[0] for path in files}
    assert "accounts" in rooms
    assert all((package / room / "sealed.py").exists() for room in rooms)


@pytest.mark.parametrize("text", ["", "kein Kasten", "AQ==", "ä"])
def test_what_is_no_box_is_told_and_harms_no_other(bob, text, capsys):
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).update(data={"secret": text})
    with pytest.raises(Unreadable):
        texts.unseal(text, FACTOR)
    call_command("keys", "status")
    assert "1-mal gebraucht" in capsys.readouterr().out
    keys.rotate(MASTER, by=Operator())
    with pytest.raises(NotPossible, match="Ein versiegeltes Geheimnis"):
        keys.rewrap(by=Operator())


def test_the_pages_still_show_and_take_the_service(provider, town):
    browser = signed_in(factories.coordinator(town))
    page = browser.get("/teststadt/arbeit/kommune/anmeldung/dienst/").content.decode()
    assert SECRET not in page
    assert "https://dienst.example" in page
