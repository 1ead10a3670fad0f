"""Giving other programs access, and taking it."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.accounts import queries, rules, secrets
from miteinander.accounts.actions import tokens
from miteinander.accounts.choices import Role, TokenScope
from miteinander.accounts.models import ApiToken
from miteinander.kernel.actor import Actor, system
from miteinander.kernel.choices import Door
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.queries import questions

LIST = "/teststadt/arbeit/schnittstelle/"
SECRET = re.compile(r"mit-[a-z0-9]{8}-[-_A-Za-z0-9]{43}")
SENT = {"name": "Kreis", "scopes": ["plan:read"], "days": "90"}


def make(by: Actor, **values) -> tuple[ApiToken, str]:
    return tokens.create(**{"name": "Kreis", "scopes": ["plan:read"], "days": 30, **values}, by=by)


def test_only_the_coordination_gives_programs_access(coordinator, editor, town):
    assert rules.can_manage_tokens(coordinator)
    assert not rules.can_manage_tokens(editor)
    assert not rules.can_manage_tokens(system(town.pk))
    program = Actor(town.pk, Door.API_TOKEN, 1, scopes=frozenset(TokenScope.values))
    assert not rules.can_manage_tokens(program)


def test_nobody_else_makes_or_revokes_one(in_town, coordinator, editor):
    token, _ = make(coordinator)
    with pytest.raises(NotAllowed):
        make(editor)
    with pytest.raises(NotAllowed):
        tokens.revoke(token, by=editor)


def test_the_secret_is_stored_nowhere(in_town, coordinator):
    token, secret = make(coordinator)
    assert SECRET.fullmatch(secret)
    row = ApiToken.objects.filter(pk=token.pk).values().get()
    hidden = secret.rpartition("-")[2]
    assert not [name for name, value in row.items() if hidden in str(value)]
    assert row["prefix"] == secret[:12]
    assert not AuditEvent.objects.filter(verb__contains=hidden).exists()


def test_creation_and_revocation_are_written_down(in_town, coordinator):
    token, _ = make(coordinator)
    tokens.revoke(token, by=coordinator)
    tokens.revoke(token, by=coordinator)
    events = AuditEvent.objects.filter(object_id=token.pk).order_by("pk")
    assert [event.verb for event in events] == ["token.created", "token.revoked"]


def test_nobody_hands_on_what_they_may_not_read_themselves(in_town, coordinator):
    with pytest.raises(NotAllowed, match="selbst"):
        make(coordinator, scopes=["trail:read"])
    with pytest.raises(NotAllowed):
        make(coordinator, scopes=["alles"])
    with pytest.raises(NotAllowed):
        make(coordinator, scopes=[])


@pytest.mark.parametrize("days", [0, -1, 366, 10_000])
def test_a_token_holds_at_most_a_year(in_town, coordinator, days):
    with pytest.raises(NotPossible, match="höchstens ein Jahr"):
        make(coordinator, days=days)


def test_there_are_no_endless_many(in_town, coordinator, monkeypatch):
    monkeypatch.setattr(tokens, "MOST", 1)
    token, _ = make(coordinator)
    with pytest.raises(NotPossible, match="sperren"):
        make(coordinator)
    tokens.revoke(token, by=coordinator)
    make(coordinator)


def test_the_secret_is_shown_once(as_coordinator):
    page = as_coordinator.post(f"{LIST}neu/", SENT)
    assert page.status_code == 200
    (secret,) = set(SECRET.findall(page.content.decode()))
    assert "no-store" in page["Cache-Control"]
    for address in (LIST, f"{LIST}neu/"):
        assert secret not in as_coordinator.get(address).content.decode()
    assert secret not in str(dict(as_coordinator.session))


def test_a_coordinator_who_does_not_audit_is_not_offered_the_trail(as_coordinator):
    page = as_coordinator.get(f"{LIST}neu/").content.decode()
    assert "plan:read" in page
    assert "trail:read" not in page
    refused = as_coordinator.post(f"{LIST}neu/", {**SENT, "scopes": ["trail:read"]})
    assert refused.context["form"].errors["scopes"]


def test_what_is_missing_is_said_and_nothing_stored(as_coordinator, town):
    page = as_coordinator.post(f"{LIST}neu/", {"days": "4000"})
    assert set(page.context["form"].errors) == {"name", "scopes", "days"}
    with all_towns():
        assert not ApiToken.objects.exists()


def test_the_list_says_which_hold_and_which_do_not(as_coordinator, town):
    for name in ("gilt noch", "ist alt", "ist gesperrt"):
        factories.token(town, TokenScope.PLAN, name=name)
    with all_towns():
        now = ApiToken.objects.first().created_at
        ApiToken.objects.filter(name="ist alt").update(expires_at=now - timedelta(days=1))
        pk = ApiToken.objects.get(name="ist gesperrt").pk
    assert as_coordinator.get(f"{LIST}{pk}/sperren/").status_code == 200
    assert as_coordinator.post(f"{LIST}{pk}/sperren/").status_code == 302
    rows = as_coordinator.get(LIST).context["rows"]
    assert {token.name: state[0] for token, state, _ in rows} == {
        "gilt noch": "gilt",
        "ist alt": "abgelaufen",
        "ist gesperrt": "gesperrt",
    }


def test_a_token_of_somebody_who_left_rests(in_town, coordinator, town):
    make(coordinator)
    town.membership_set.filter(role=Role.COORDINATION).delete()
    ((_, roles),) = queries.tokens()
    assert rules.scopes_of(roles) == frozenset()


def test_the_list_costs_as_many_queries_for_three_as_for_one(
    as_coordinator, town, django_assert_num_queries, django_assert_max_num_queries
):
    factories.token(town, TokenScope.PLAN)
    as_coordinator.get(LIST)
    with django_assert_max_num_queries(20) as first:
        as_coordinator.get(LIST)
    factories.token(town, TokenScope.PLAN)
    factories.token(town, TokenScope.PLAN)
    with django_assert_num_queries(len(questions(first))):
        as_coordinator.get(LIST)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_a_secret(text):
    prefix = secrets.prefix(text)
    assert prefix == "" or text.startswith(f"{prefix}-")
    assert not secrets.fits(text, secrets.hashed(f"{text}x"))


def test_secrets_are_random_and_fit_only_themselves():
    made = {secrets.new() for _ in range(100)}
    assert len(made) == 100
    for secret in made:
        assert secrets.fits(secret, secrets.hashed(secret))
        assert secrets.prefix(secret) == secret[:12]
