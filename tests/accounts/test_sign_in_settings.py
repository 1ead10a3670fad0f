"""Tests of setting up a municipality's own sign-in service, against a real OpenID provider."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.accounts.actions import sign_in_settings as actions
from miteinander.accounts.forms.sign_in_settings import ProviderForm
from miteinander.accounts.models import IdentityProvider
from miteinander.kernel.errors import NotAllowed
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns, town_scope
from tests.plugins.oidc import Issuer

PAGE = "/teststadt/arbeit/kommune/anmeldung/"
FORM = f"{PAGE}dienst/"


def answers(real: Issuer, **changes: str) -> dict[str, str]:
    known = {"name": "der Stadt Teststadt", "issuer": real.url, "client_id": real.client_id}
    return {**known, "secret": real.secret, "trusted_domains": "", "is_active": "on"} | changes


def said(answer) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def stored() -> IdentityProvider:
    with all_towns():
        return IdentityProvider.objects.get()


def test_the_coordination_sets_up_the_service_and_the_connection_is_checked(as_coordinator, issuer):
    page = as_coordinator.get(FORM).content.decode()
    assert "http://testserver/konto/kommune/teststadt/zurueck/" in page
    answer = as_coordinator.post(FORM, answers(issuer), follow=True)
    assert said(answer) == "Gespeichert. Die Verbindung klappt."
    assert stored().is_active
    answer = as_coordinator.post(f"{FORM}pruefen/", follow=True)
    assert said(answer) == "Die Verbindung klappt."
    with all_towns():
        assert AuditEvent.objects.last().verb == "identity_provider.changed"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"secret": "falsch"}, "kennt Kennung oder Geheimnis nicht"),
        ({"client_id": "fremd"}, "kennt Kennung oder Geheimnis nicht"),
        ({"issuer": "http://127.0.0.1:9/"}, "antwortet kein Anmeldedienst"),
    ],
)
def test_what_does_not_work_is_said_with_what_to_do(as_coordinator, issuer, changes, sentence):
    answer = as_coordinator.post(FORM, answers(issuer, **changes), follow=True)
    assert sentence in said(answer)


def test_another_name_for_the_same_service_is_told(as_coordinator, issuer, settings):
    """The issuer in the tokens would not be the one that was typed."""
    settings.MITEINANDER_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
    other = issuer.url.replace("127.0.0.1", "localhost")
    answer = as_coordinator.post(FORM, answers(issuer, issuer=other), follow=True)
    assert "nennt sich selbst anders" in said(answer)


def test_an_address_inside_is_not_asked(as_coordinator, issuer, settings):
    settings.MITEINANDER_PRIVATE_HOSTS = []
    page = as_coordinator.post(FORM, answers(issuer)).content.decode()
    assert "die mit https:// beginnt" in page
    inside = issuer.url.replace("http://", "https://")
    answer = as_coordinator.post(FORM, answers(issuer, issuer=inside), follow=True)
    assert "internen Netz" in said(answer)


def test_the_stored_secret_is_never_shown_and_stays_when_nothing_is_typed(as_coordinator, issuer):
    as_coordinator.post(FORM, answers(issuer))
    assert issuer.secret not in as_coordinator.get(FORM).content.decode()
    before = stored().sealed_secret
    as_coordinator.post(FORM, answers(issuer, secret="", name="der neuen Stadt"))
    assert stored().sealed_secret == before
    assert stored().name == "der neuen Stadt"


def test_an_editor_and_a_stranger_set_up_nothing(as_editor, as_stranger, editor, issuer):
    for path in (PAGE, FORM):
        assert as_editor.get(path).status_code == 403
        assert as_editor.post(path, answers(issuer)).status_code == 403
        assert as_stranger.get(path).status_code == 404
    assert as_editor.post(f"{FORM}pruefen/").status_code == 403
    with town_scope(editor.municipality_id), pytest.raises(NotAllowed):
        actions.require_second_factor(is_required=True, by=editor)


@pytest.mark.parametrize(
    "address",
    ["http://sso.muster.example", "https://a@sso.example", "https://x.example/?a=b", "ftp://x.y"],
)
def test_an_address_that_cannot_be_an_issuer_is_refused(issuer, address):
    form = ProviderForm(answers(issuer, issuer=address), stored=None)
    assert "issuer" in form.errors


@given(st.dictionaries(st.sampled_from(["name", "issuer", "client_id", "secret"]), st.text()))
def test_whatever_is_typed_the_form_answers(values):
    form = ProviderForm(values, stored=None)
    if form.is_valid():
        assert form.cleaned_data["issuer"].startswith("https://")


def test_the_coordination_demands_that_the_service_tells_two_factors(as_coordinator, issuer):
    page = as_coordinator.post(FORM, answers(issuer), follow=True).content.decode()
    assert "werden nicht geprüft" in page
    assert not stored().must_tell_two_factors
    demanding = answers(issuer, must_tell_two_factors="on")
    page = as_coordinator.post(FORM, demanding, follow=True).content.decode()
    assert "muss der Dienst bestätigen" in page
    assert stored().must_tell_two_factors
    assert "checked" in as_coordinator.get(FORM).content.decode().partition("must_tell")[2][:200]
