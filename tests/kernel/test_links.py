"""Tests of links in mails: forwarded, replayed, expired, altered, used twice, object changed."""

from datetime import timedelta

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from miteinander.kernel import links
from miteinander.kernel.choices import Door
from miteinander.kernel.links import Standing

REPORT = links.Purpose("report", holds=timedelta(days=7))
OTHER = links.Purpose("invitation", holds=timedelta(days=7))
OPEN, DONE = ["open", None], ["done", "2026-11-25"]


@pytest.fixture
def clock(monkeypatch):
    """The time by which links are signed and judged; a list of one number of seconds."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(signing.time, "time", lambda: now[0])
    return now


def signed(**changes):
    details = {"municipality_id": 3, "object_id": 8, "holder_id": 5, "state": OPEN} | changes
    return links.sign(REPORT, **details)


def test_a_link_says_where_it_belongs_and_whose_it_is(clock):
    link = links.opened(REPORT, signed())
    assert (link.municipality_id, link.object_id, link.holder_id) == (3, 8, 5)
    assert link.standing(OPEN) is Standing.VALID


def test_who_acts_by_a_link_comes_through_its_door_and_holds_no_role(clock):
    actor = links.opened(REPORT, signed()).actor("Verein", organisation_ids=[4])
    assert actor.door == Door.MAIL_LINK
    assert (actor.municipality_id, actor.user_id, actor.roles) == (3, 5, frozenset())
    assert actor.organisation_ids == {4}


def test_a_link_is_spent_by_its_use_also_when_forwarded_or_played_again(clock):
    """Whoever opens it then, the object's state is no longer the one that was signed."""
    token = signed()
    assert links.opened(REPORT, token).standing(OPEN) is Standing.VALID
    assert links.opened(REPORT, token).standing(DONE) is Standing.SPENT


def test_a_link_is_spent_when_the_object_changed_without_it(clock):
    assert links.opened(REPORT, signed()).standing(["open", "anders"]) is Standing.SPENT


def test_a_link_expires_to_the_second(clock):
    token = signed()
    clock[0] += REPORT.holds.total_seconds() - 1
    assert links.opened(REPORT, token).standing(OPEN) is Standing.VALID
    clock[0] += 2
    assert links.opened(REPORT, token).standing(OPEN) is Standing.EXPIRED


def test_an_expired_link_of_a_changed_object_offers_nothing(clock):
    token = signed()
    clock[0] += REPORT.holds.total_seconds() + 1
    assert links.opened(REPORT, token).standing(DONE) is Standing.SPENT


def test_a_link_for_one_purpose_opens_no_page_of_another(clock):
    assert links.opened(OTHER, signed()) is None


def test_a_link_signed_with_another_secret_key_is_refused(clock, settings):
    token = signed()
    settings.SECRET_KEY = "another-key-of-another-installation"
    assert links.opened(REPORT, token) is None


def test_no_letter_of_a_link_may_be_altered(clock):
    token = signed()
    for place, letter in enumerate(token):
        other = "A" if letter != "A" else "B"
        altered = token[:place] + other + token[place + 1 :]
        link = links.opened(REPORT, altered)
        # The last letter of base64 may carry bits that mean nothing.
        same = link == links.opened(REPORT, token)
        assert link is None or (same and place == len(token) - 1), (place, altered)


def test_the_state_cannot_be_read_from_the_link(clock):
    token = signed(state=["pbkdf2_sha256$geheim"])
    parts = signing.TimestampSigner(salt="kernel.links:report").unsign_object(token)
    assert "geheim" not in str(parts)
    assert "geheim" not in token


@given(st.text(max_size=200))
def test_whatever_stands_in_the_address_it_is_no_error(text):
    assert links.opened(REPORT, text) is None


@given(st.lists(st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.dates())))
def test_every_state_is_recognised_and_no_longer_one(state):
    link = links.opened(REPORT, signed(state=state))
    assert link.standing(state) is Standing.VALID
    assert link.standing([*state, "mehr"]) is Standing.SPENT
