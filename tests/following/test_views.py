"""Tests of the pages for whoever wants news; every one is open to visitors."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from miteinander.concept.models import StatusReport
from miteinander.following import mail_links
from miteinander.following.actions import digests
from miteinander.following.models import Subscription
from miteinander.kernel import links, mail
from miteinander.kernel.actor import system
from miteinander.kernel.forms import visitors
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns, town_scope
from tests import factories as plan
from tests.factories.following import subscription


@pytest.fixture
def address(town) -> str:
    return reverse("public:follow", kwargs={"town": town.slug})


def path(full: str) -> str:
    """The path of a full address."""
    return "/" + full.split("/", 3)[3]


def order(visitor, address, monkeypatch, email="vera@example.org"):
    monkeypatch.setattr(visitors, "LEAST_SECONDS", -1)
    stamp = visitor.get(address).context["form"]["opened"].value()
    return visitor.post(address, {"email": email, "opened": stamp})


def test_a_visitor_orders_news_of_a_measure_and_is_told_to_look_into_the_mailbox(
    visitor, town, public, address, monkeypatch
):
    page = visitor.get(f"{address}?massnahme={public.first.pk}").content.decode()
    assert "Sprachcafé" in page
    response = order(visitor, f"{address}?massnahme={public.first.pk}", monkeypatch)
    assert response.status_code == 303
    assert "Postfach" in visitor.get(response["Location"]).content.decode()
    with all_towns():
        assert Subscription.objects.get().measure == public.first
        assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("query", ["massnahme=999", "feld=x", "massnahme=" + "9" * 40, "feld=-1"])
def test_what_is_not_public_cannot_be_followed(visitor, public, address, query):
    assert visitor.get(f"{address}?{query}").status_code == 404


def test_a_draft_cannot_be_followed(visitor, public, address):
    hidden = plan.measure(plan.goal(public.field), "Geheim", is_draft=True)
    assert visitor.get(f"{address}?massnahme={hidden.pk}").status_code == 404


def test_opening_the_link_confirms_nothing_pressing_the_button_does(visitor, town, public):
    mine = subscription(town, confirmed_at=None)
    address = path(mail_links.confirming(mine, town.slug))
    assert "Ja, bitte schicken" in visitor.get(address).content.decode()
    with all_towns():
        assert Subscription.objects.get().confirmed_at is None
    assert "Sie bekommen jetzt" in visitor.post(address).content.decode()
    with all_towns():
        assert Subscription.objects.get().confirmed_at


def test_an_altered_link_is_not_found(visitor, town, public):
    address = path(mail_links.confirming(subscription(town), town.slug))
    assert visitor.get(address[:-3] + "xx/").status_code == 404


def test_the_link_that_ends_does_not_confirm(visitor, town, public):
    mine = subscription(town, confirmed_at=None)
    token = path(mail_links.ending(mine, town.slug)).rstrip("/").rpartition("/")[2]
    address = reverse("public:follow_confirm", kwargs={"town": town.slug, "token": token})
    assert visitor.get(address).status_code == 404


def test_an_expired_link_says_so(visitor, town, public, monkeypatch):
    mine = subscription(town, confirmed_at=None)
    address = path(mail_links.confirming(mine, town.slug))
    over = links.Purpose(mail_links.CONFIRMING.name, -mail_links.CONFIRMING.holds)
    monkeypatch.setattr(mail_links, "CONFIRMING", over)
    response = visitor.get(address)
    assert response.status_code == 410
    assert "Noch einmal bestellen" in response.content.decode()


def test_one_click_in_the_mail_program_ends_it(town, public):
    """RFC 8058: the mail program posts without a cookie and without a form token."""
    address = path(mail_links.ending(subscription(town), town.slug))
    response = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    with all_towns():
        assert not Subscription.objects.exists()


def test_the_mails_own_button_ends_all_that_its_address_follows(
    visitor, town, public, inbox, settings
):
    """RFC 8058: the address stands in the mail's head; nothing of others is ended."""
    settings.MITEINANDER_SITE = "https://plan.example/"
    for what in ({}, {"measure": public.first}, {"field": public.field}):
        subscription(town, **what)
    subscription(town, "otto@example.org")
    plan.report(public.first)
    with town_scope(town):
        StatusReport.objects.update(published_at=timezone.now() - timedelta(hours=1))
        digests.send(town, by=system(town.pk))
    mail.send_waiting.call()
    veras = next(one for one in inbox.mails if one["To"] == "vera@example.org")
    assert veras["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = path(veras["List-Unsubscribe"].strip(" <>"))
    page = visitor.get(address).content.decode()
    assert "Sprachcafé" in page
    assert "Sprache" in page
    with all_towns():
        assert Subscription.objects.count() == 4
        Subscription.objects.filter(measure=public.first).delete()
    answer = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert "Abbestellt" in answer.content.decode()
    with all_towns():
        assert [one.email for one in Subscription.objects.all()] == ["otto@example.org"]
    assert "Abbestellt" in visitor.get(address).content.decode()


def test_the_link_that_ends_all_is_for_this_town_and_this_only(visitor, town, other_town, public):
    mine = subscription(town)
    address = path(mail_links.ending_all(town, mine.email))
    there = address.replace(f"/{town.slug}/", f"/{other_town.slug}/")
    assert visitor.post(there).status_code == 404
    single = path(mail_links.ending(mine, town.slug)).rstrip("/").rpartition("/")[2]
    whole = reverse("public:follow_end_all", kwargs={"town": town.slug, "token": single})
    assert visitor.post(whole).status_code == 404
    with all_towns():
        assert Subscription.objects.count() == 1


def test_ending_twice_says_the_same(visitor, town, public):
    address = path(mail_links.ending(subscription(town), town.slug))
    assert "Abbestellt" in visitor.post(address).content.decode()
    assert "Abbestellt" in visitor.post(address).content.decode()


def test_a_link_of_another_town_is_not_found(visitor, town, other_town, public):
    mine = subscription(town)
    token = path(mail_links.ending(mine, town.slug)).rstrip("/").rpartition("/")[2]
    address = reverse("public:follow_end", kwargs={"town": other_town.slug, "token": token})
    assert visitor.get(address).status_code == 404


def test_the_feed_of_a_measure_has_its_news_only(visitor, town, public):
    plan.report(public.first)
    plan.report(public.second)
    feed = reverse("public:feed", kwargs={"town": town.slug})
    whole = visitor.get(feed).content.decode()
    assert "Sprachcafé" in whole
    assert "Praktika" in whole
    one = visitor.get(f"{feed}?massnahme={public.first.pk}").content.decode()
    assert "Sprachcafé" in one
    assert "Praktika" not in one
    assert visitor.get(f"{feed}?feld=999").status_code == 404
