"""Tests of ending the weekly mail: in "Mein Konto" and by the link in the mail."""

import pytest
from django.test import Client

from miteinander.accounts import digest_links
from miteinander.accounts.actions import digests
from miteinander.accounts.choices import Role
from miteinander.accounts.models import WeeklyDigest
from miteinander.kernel import links
from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import Door
from miteinander.kernel.errors import NotAllowed
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns, town_scope
from tests import factories
from tests.signing_in import signed_in

CHOICE = "/konto/wochenueberblick/teststadt/"


@pytest.fixture
def digest(town) -> WeeklyDigest:
    """Alice's."""
    with all_towns():
        return WeeklyDigest.objects.create(municipality=town, user=factories.coordinator(town))


@pytest.fixture
def address(digest) -> str:
    """The path of the link in her mail."""
    return "/" + digest_links.ending(digest).split("/", 3)[3]


def wanted() -> list[bool]:
    with all_towns():
        return list(WeeklyDigest.objects.values_list("is_wanted", flat=True))


def test_in_the_own_account_it_is_ended_and_ordered_again(town):
    browser = signed_in(factories.editor(town))
    assert "kommt an bob@teststadt.example" in browser.get("/konto/").content.decode()
    page = browser.post(CHOICE, follow=True).content.decode()
    assert "Der Wochenüberblick von Teststadt kommt nicht mehr." in page
    assert "Wieder bestellen" in page
    browser.post(CHOICE, {"wanted": "on"})
    assert wanted() == [True]
    with all_towns():
        verbs = AuditEvent.objects.filter(verb__startswith="digest.").order_by("pk")
        assert sorted(verbs.values_list("verb", flat=True)) == ["digest.ended", "digest.ordered"]


def test_who_gets_none_is_offered_none(town):
    browser = signed_in(factories.member(town, "Gerda", Role.COMMITTEE))
    assert "Wochenüberblick" not in browser.get("/konto/").content.decode()
    assert browser.post(CHOICE).status_code == 403
    assert wanted() == []


def test_a_stranger_chooses_nothing_in_another_municipality(town):
    other = factories.town("Nachbarstadt")
    browser = signed_in(factories.coordinator(other, "Nora"))
    assert browser.post(CHOICE).status_code == 404
    assert Client().post(CHOICE)["Location"].startswith("/konto/login/")


def test_opening_the_link_ends_nothing_pressing_the_button_does(digest, address):
    assert "Keinen Wochenüberblick mehr?" in Client().get(address).content.decode()
    assert wanted() == [True]
    assert "Abbestellt" in Client().post(address).content.decode()
    assert wanted() == [False]
    assert "Abbestellt" in Client().post(address).content.decode()


def test_one_click_in_the_mail_program_ends_it(digest, address):
    """RFC 8058: the mail program posts without a cookie and without a form token."""
    client = Client(enforce_csrf_checks=True)
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert wanted() == [False]


def test_an_altered_link_and_one_for_something_else_end_nothing(digest, address):
    assert Client().post(address[:-4] + "xxx/").status_code == 404
    parts = {"municipality_id": digest.municipality_id, "object_id": digest.pk}
    state = digest_links.state(digest)
    other = links.Purpose("following.end", digest_links.ENDING.holds)
    foreign = links.sign(other, **parts, state=state)
    assert Client().post(f"/konto/wochenueberblick/ende/{foreign}/").status_code == 404
    spent = links.sign(digest_links.ENDING, **parts, state=["somebody else"])
    assert Client().post(f"/konto/wochenueberblick/ende/{spent}/").status_code == 200
    assert wanted() == [True]


def test_the_link_of_a_deleted_account_says_that_nothing_comes(digest, address):
    with all_towns():
        digest.user.delete()
    assert "kommt nicht mehr" in Client().post(address).content.decode()


def test_the_link_of_one_ends_no_other(town, digest):
    with all_towns():
        other = WeeklyDigest.objects.create(municipality=town, user=factories.editor(town))
    by = Actor(town.pk, Door.MAIL_LINK, link=("accounts.digest", digest.pk))
    with town_scope(town), pytest.raises(NotAllowed):
        digests.end(other, by=by)
    assert wanted() == [True, True]
