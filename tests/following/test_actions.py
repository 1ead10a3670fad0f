"""Tests of asking for news, confirming, ending, and of the mails that go out."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from miteinander.concept.choices import Succession
from miteinander.concept.models import MeasureSuccession, StatusReport
from miteinander.following.actions import digests, subscriptions
from miteinander.following.models import Subscription
from miteinander.kernel.actor import Actor, system
from miteinander.kernel.choices import Door
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent, OutgoingMail
from miteinander.kernel.tenancy import all_towns, town_scope
from tests import factories as plan
from tests.factories.following import subscription

VERA = "vera@example.org"


@pytest.fixture
def anyone(town) -> Actor:
    """Whoever fills in the form."""
    return system(town.pk, "Abonnement")


@pytest.fixture(autouse=True)
def scope(town):
    with town_scope(town):
        yield


def ask(town, by, email=VERA, **what) -> None:
    subscriptions.ask(town, email=email, by=by, **what)


def mails() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.order_by("pk"))


def said(measure, **values):
    """A report that was published an hour ago."""
    report = plan.report(measure, **values)
    StatusReport.objects.filter(pk=report.pk).update(
        published_at=timezone.now() - timedelta(hours=1)
    )
    return report


def test_nothing_is_sent_but_a_question_before_the_address_is_confirmed(town, public, anyone):
    ask(town, anyone, measure=public.first)
    said(public.first)
    digests.send(town, by=anyone)
    [question] = mails()
    assert question.to == VERA
    assert "Sprachcafé" in question.body
    assert "/konzept/folgen/ja/" in question.body


def test_an_address_is_asked_once_an_hour_at_most(town, public, anyone):
    ask(town, anyone)
    ask(town, anyone, email=VERA.upper())
    assert len(mails()) == 1
    Subscription.objects.update(asked_at=timezone.now() - timedelta(hours=2))
    ask(town, anyone)
    assert len(mails()) == 2
    assert Subscription.objects.count() == 1


def test_who_follows_already_gets_no_mail_so_that_nobody_learns_of_it(town, public, anyone):
    subscription(town)
    ask(town, anyone)
    assert mails() == []


def test_a_flood_of_requests_is_stopped(town, public, anyone, monkeypatch):
    monkeypatch.setattr(subscriptions, "MOST_PER_HOUR", 2)
    ask(town, anyone, email="a@example.org")
    ask(town, anyone, email="b@example.org")
    with pytest.raises(NotPossible, match="in einer Stunde"):
        ask(town, anyone, email="c@example.org")
    assert Subscription.objects.count() == 2


def test_only_the_link_of_this_subscription_confirms_or_ends_it(town, public):
    mine, other = subscription(town, confirmed_at=None), subscription(town, "o@example.org")
    by_other = Actor(town.pk, Door.MAIL_LINK, link=("following.confirm", other.pk))
    with pytest.raises(NotAllowed):
        subscriptions.confirm(mine, by=by_other)
    with pytest.raises(NotAllowed):
        subscriptions.end(mine, by=by_other)
    subscriptions.confirm(
        mine, by=Actor(town.pk, Door.MAIL_LINK, link=("following.confirm", mine.pk))
    )
    mine.refresh_from_db()
    assert mine.confirmed_at


def test_confirming_twice_does_not_skip_news(town, public, anyone):
    mine = subscription(town, confirmed_at=None)
    by = Actor(town.pk, Door.MAIL_LINK, link=("following.confirm", mine.pk))
    subscriptions.confirm(mine, by=by)
    first = Subscription.objects.get().told_until
    subscriptions.confirm(mine, by=by)
    assert Subscription.objects.get().told_until == first
    with all_towns():
        assert AuditEvent.objects.filter(verb="subscription.confirmed").count() == 1


def test_one_mail_tells_all_that_is_new_in_what_somebody_follows(town, public, anyone):
    subscription(town, measure=public.first)
    subscription(town, field=public.second.field)
    said(public.first, note="Der Treff ist eröffnet.")
    said(public.second)
    assert digests.send(town, by=anyone) == 1
    [mail] = mails()
    assert "Sprachcafé: begonnen" in mail.body
    assert "Praktika: begonnen" in mail.body
    assert mail.body.count("/konzept/folgen/abbestellen/") == 2


def test_a_follower_hears_only_of_what_she_follows(town, public, anyone):
    subscription(town, measure=public.first)
    said(public.second)
    assert digests.send(town, by=anyone) == 0
    assert mails() == []


def test_whoever_followed_a_measure_hears_of_what_became_of_it(town, public, anyone):
    subscription(town, measure=public.first)
    subscription(town, "feld@example.org", field=public.field)
    later = plan.edition(town)
    field = plan.field(later, "Sprache", predecessor=public.field)
    onward = plan.measure(field, "Sprachcafé Nord")
    MeasureSuccession.objects.create(
        municipality=town,
        edition=later,
        predecessor=public.first,
        successor=onward,
        kind=Succession.CONTINUES,
    )
    said(onward)
    assert digests.send(town, by=anyone) == 2
    assert all("Sprachcafé Nord" in mail.body for mail in mails())


def test_nobody_is_told_twice(town, public, anyone):
    subscription(town)
    said(public.first)
    assert digests.send(town, by=anyone) == 1
    assert digests.send(town, by=anyone) == 0


def test_what_was_published_a_moment_ago_is_told_the_next_time(town, public, anyone):
    subscription(town)
    plan.report(public.first)
    assert digests.send(town, by=anyone) == 0
    Subscription.objects.update(told_until=timezone.now() - timedelta(days=1))
    said(public.second)
    assert digests.send(town, by=anyone) == 1


def test_unpublished_reports_and_drafts_are_never_told(town, public, anyone):
    subscription(town)
    plan.report(public.first, is_published=False, note="intern")
    hidden = plan.measure(plan.goal(public.field), "Geheim", is_draft=True)
    said(hidden)
    assert digests.send(town, by=anyone) == 0


def test_only_the_system_sends_news(town, public, coordinator):
    with pytest.raises(NotAllowed):
        digests.send(town, by=coordinator)


def test_the_command_tells_the_followers_of_every_town(town, other_town, public, capsys):
    subscription(town)
    said(public.first)
    call_command("tell_followers")
    assert capsys.readouterr().out == f"{town.slug}: 1 Mails\n"


def test_the_number_of_queries_does_not_grow_with_the_measures(
    town, public, anyone, django_assert_num_queries
):
    subscription(town)
    said(public.first)
    with django_assert_num_queries(9):
        digests.send(town, by=anyone)
    for title in ("Dritte", "Vierte"):
        said(plan.measure(plan.goal(public.field), title))
    Subscription.objects.update(told_until=timezone.now() - timedelta(days=1))
    with django_assert_num_queries(9):
        digests.send(town, by=anyone)
