"""What a token opens, and when it opens nothing any more."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from miteinander.accounts import tokens
from miteinander.accounts.choices import Role, TokenScope
from miteinander.accounts.models import ApiToken, Membership, User
from miteinander.concept.choices import Status
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns
from miteinander.kernel.trail import sealing
from tests import factories
from tests.queries import questions

PLAN, TRAIL = "/api/v1/teststadt/plan", "/api/v1/teststadt/trail"


PROGRAMS: list[Client] = []


@pytest.fixture(autouse=True)
def _nothing_counted(db) -> None:
    cache.clear()
    PROGRAMS[:] = [Client()]


@pytest.fixture
def secret(town) -> str:
    """A token of the town that may read the plan."""
    return factories.token(town, TokenScope.PLAN)


def ask(address: str, secret: str):
    return PROGRAMS[0].get(address, headers={"Authorization": f"Bearer {secret}"})


def status(address: str, secret: str) -> int:
    return ask(address, secret).status_code


def change(**values) -> None:
    with all_towns():
        ApiToken.objects.update(**values)


def test_the_plan_shows_drafts_and_unpublished_reports(town, secret):
    edition = factories.edition(town, is_published=False)
    field = factories.field(edition, "Noch nicht fertig", is_draft=True)
    measure = factories.measure(field, is_draft=True)
    factories.report(measure, Status.PAUSED, is_published=False, note="Wir warten.")
    plan = ask(PLAN, secret).json()
    assert plan["is_published"] is False
    assert [(one["title"], one["is_draft"]) for one in plan["fields"]] == [
        ("Noch nicht fertig", True)
    ]
    (told,) = plan["measures"]
    (report,) = told["reports"]
    assert (report["note"], report["is_published"], told["status"]) == ("Wir warten.", False, None)


def test_internal_notes_are_not_even_read(town, secret):
    factories.measure(factories.field(factories.edition(town)), internal_notes="VERBORGEN")
    with CaptureQueriesContext(connection) as queries:
        answer = ask(PLAN, secret)
    assert answer.status_code == 200
    assert b"VERBORGEN" not in answer.content
    assert not [query["sql"] for query in queries if "internal_notes" in query["sql"]]


def of_content(captured: CaptureQueriesContext) -> list[str]:
    """What was asked, without the counter of requests: it costs less on its second use."""
    return [sql for sql in questions(captured) if "kernel_cache" not in sql]


def test_the_plan_costs_as_many_queries_for_three_measures_as_for_one(town, secret):
    edition = factories.edition(town)

    def grow() -> None:
        field = factories.field(edition)
        goal = factories.goal(field, topic=factories.topic(field))
        measure = factories.measure(goal, lead=factories.organisation(town))
        factories.report(measure, is_published=False)

    grow()
    ask(PLAN, secret)
    with CaptureQueriesContext(connection) as first:
        ask(PLAN, secret)
    grow()
    grow()
    with CaptureQueriesContext(connection) as then:
        ask(PLAN, secret)
    assert len(of_content(then)) == len(of_content(first))


def test_the_plan_comes_page_by_page(town, secret):
    field = factories.field(factories.edition(town))
    keys = [factories.measure(field).pk for _ in range(3)]
    first = ask(f"{PLAN}?limit=2", secret).json()
    second = ask(first["next"], secret).json()
    assert [one["id"] for one in first["measures"] + second["measures"]] == keys
    assert second["next"] is None


def test_the_trail_goes_on_where_a_program_stopped(town):
    secret = factories.token(town, TokenScope.TRAIL)
    assert ask(TRAIL, secret).json()["events"] == []
    sealing.seal(town.pk)
    events = ask(TRAIL, secret).json()["events"]
    assert [one["verb"] for one in events] == ["token.created", "token.used"]
    assert set(events[0]) == {*("id", "at", "user_id", "door", "verb"), "object_kind", "object_id"}
    assert ask(f"{TRAIL}?after={events[-1]['id']}", secret).json() == {"events": [], "next": None}
    page = ask(f"{TRAIL}?limit=1", secret).json()
    assert [one["verb"] for one in ask(page["next"], secret).json()["events"]] == ["token.used"]


def test_a_token_opens_no_more_than_its_scopes(town, secret):
    factories.edition(town)
    assert status(PLAN, secret) == 200
    assert status(TRAIL, secret) == 403
    assert status(PLAN, factories.token(town, TokenScope.TRAIL)) == 403


def test_a_token_opens_nothing_in_another_town(town, secret):
    factories.edition(factories.town("Nachbarstadt"))
    assert status("/api/v1/nachbarstadt/plan", secret) == 401


def test_a_token_opens_no_page_of_the_workspace(town, secret):
    answer = ask("/teststadt/arbeit/", secret)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/login/")


@pytest.mark.parametrize(
    "wrong",
    ["", "x", "mit-", "mit-abcdefgh-", "mit-abcdefgh-x", "Bearer", "ä", "a" * 5000, "mit--x"],
)
def test_what_is_no_secret_opens_nothing(town, secret, wrong):
    answer = ask(PLAN, wrong)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_the_right_beginning_with_a_wrong_rest_opens_nothing(town, secret):
    factories.edition(town)
    assert status(PLAN, secret[:-1] + ("a" if secret[-1] != "a" else "b")) == 401
    assert status(PLAN, secret[:13] + "x") == 401
    assert status(PLAN, secret.upper()) == 401


def test_a_secret_in_the_address_opens_nothing(town, secret):
    assert Client().get(f"{PLAN}?access_token={secret}").status_code == 401


def test_a_revoked_token_opens_nothing(town, secret):
    factories.edition(town)
    assert status(PLAN, secret) == 200
    change(revoked_at=timezone.now())
    assert status(PLAN, secret) == 401


def test_an_expired_token_opens_nothing(town, secret):
    change(expires_at=timezone.now() - timedelta(seconds=1))
    assert status(PLAN, secret) == 401


def test_a_token_dies_when_its_maker_is_coordinator_no_more(town, secret):
    with all_towns():
        Membership.objects.filter(role=Role.COORDINATION).update(role=Role.EDITOR)
    assert status(PLAN, secret) == 401


def test_a_token_reads_the_trail_only_while_its_maker_audits(town):
    secret = factories.token(town, TokenScope.PLAN, TokenScope.TRAIL)
    factories.edition(town)
    assert status(TRAIL, secret) == 200
    with all_towns():
        Membership.objects.filter(role=Role.AUDITOR).delete()
    assert status(TRAIL, secret) == 403
    assert status(PLAN, secret) == 200


def test_a_token_dies_with_its_maker_s_account(town, secret):
    User.objects.update(is_active=False)
    assert status(PLAN, secret) == 401


def test_use_is_written_down_once_a_day(town, secret):
    factories.edition(town)
    for _ in range(3):
        assert status(PLAN, secret) == 200
    with all_towns():
        token = ApiToken.objects.get()
        used = AuditEvent.objects.filter(verb="token.used")
        assert [(one.door, one.user_id, one.object_id) for one in used] == [
            ("api_token", token.made_by_id, token.pk)
        ]
        assert token.last_used_on == timezone.localdate()
        change(last_used_on=timezone.localdate() - timedelta(days=1))
        assert status(PLAN, secret) == 200
        assert used.all().count() == 2


def test_a_refused_token_is_written_down_once_an_hour_and_is_not_used(town, secret):
    for _ in range(3):
        assert status(PLAN, secret + "x") == 401
    change(revoked_at=timezone.now())
    assert status(PLAN, secret) == 401
    with all_towns():
        token = ApiToken.objects.get()
        refused = AuditEvent.objects.filter(verb="token.refused")
        assert [(one.door, one.user_id, one.object_id) for one in refused] == [
            ("system", None, token.pk)
        ]
        assert token.last_used_on is None


def test_an_invented_secret_writes_nothing(town, secret):
    with all_towns():
        before = AuditEvent.objects.count()
        assert status(PLAN, "mit-abcdefgh-x") == 401
        assert AuditEvent.objects.count() == before


def test_who_asks_too_often_waits(town, secret, monkeypatch):
    factories.edition(town)
    monkeypatch.setattr(tokens, "MOST_PER_MINUTE", 2)
    answers = [ask(PLAN, secret) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


def test_who_guesses_waits_but_holds_up_no_right_token(town, secret, monkeypatch):
    factories.edition(town)
    monkeypatch.setattr(tokens, "MOST_WRONG_PER_MINUTE", 2)
    assert [status(PLAN, "mit-abcdefgh-x") for _ in range(3)] == [401, 401, 429]
    assert status(PLAN, secret) == 200


def test_behind_a_proxy_who_guesses_holds_up_no_other_visitor(town, monkeypatch, settings):
    """What the client itself wrote into the header does not count, what the proxy added does."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(tokens, "MOST_WRONG_PER_MINUTE", 2)

    def guess(addresses: str) -> int:
        headers = {"Authorization": "Bearer mit-abcdefgh-x", "X-Forwarded-For": addresses}
        return Client().get(PLAN, headers=headers).status_code

    assert [guess(f"10.0.0.{number}, 203.0.113.5") for number in range(3)] == [401, 401, 429]
    assert guess("10.0.0.1, 203.0.113.6") == 401
