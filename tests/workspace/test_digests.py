"""Tests of the weekly mail: to whom, of what, how often, and how it is ended."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from miteinander.accounts.actions import digests as own
from miteinander.accounts.choices import Role
from miteinander.accounts.models import User, WeeklyDigest
from miteinander.accounts.queries import actor_in
from miteinander.concept.models import Measure
from miteinander.kernel import mail
from miteinander.kernel.actor import system
from miteinander.kernel.errors import NotAllowed
from miteinander.kernel.models import AuditEvent, OutgoingMail
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.rounds.choices import AnswerState
from miteinander.workspace.actions import digests
from tests import factories
from tests.factories import rounds

NAME = "List-Unsubscribe"


@pytest.fixture
def late(town):
    """A plan in which one measure is over its time."""
    yesterday = timezone.localdate() - timedelta(days=1)
    measure = factories.measure(factories.field(factories.edition(town)), ends_on=yesterday)
    with town_scope(town):
        return Measure.objects.select_related("edition", "field").get(pk=measure.pk)


@pytest.fixture
def alice(town) -> User:
    return factories.coordinator(town)


def run(town) -> list[OutgoingMail]:
    """The command; gives the mails that lie in the outbox."""
    call_command("weekly_digest")
    with all_towns():
        return list(OutgoingMail.objects.order_by("pk"))


def test_coordination_and_editors_get_it_and_nobody_else(town, late, alice, capsys):
    factories.editor(town)
    for role in set(Role) - {Role.COORDINATION, Role.EDITOR}:
        factories.member(town, f"Person {role}", role)
    found = run(town)
    assert [one.to for one in found] == ["alice@teststadt.example", "bob@teststadt.example"]
    assert capsys.readouterr().out == "2 Wochenüberblicke sind auf dem Weg.\n"


def test_it_says_what_waits_with_links_to_the_lists(town, late, alice, settings):
    settings.MITEINANDER_SITE = "https://plan.example/"
    asking = rounds.a_round(late.edition, late, title="Runde 7")
    office = factories.organisation(town, email="amt@partner.example")
    asked = rounds.inquiry(asking, office, email="weg@partner.example")
    rounds.answer(asked, late, state=AnswerState.RETURNED, question="Wie viele?")
    factories.report(late, is_published=False)
    [found] = run(town)
    base = "https://plan.example/teststadt/arbeit/"
    board = f"{base}berichtsrunden/{asking.pk}/"
    lines = found.body.splitlines()
    for words, address in (
        ("    1  Runde 7: Rückfragen ohne Antwort", f"{board}?zeigen=zurueck"),
        ("    1  Runde 7: Gefragt, aber nicht im Verzeichnis", f"{board}?zeigen=gegangen"),
        ("    1  Berichte prüfen und veröffentlichen", f"{base}massnahmen/?pruefen=on"),
        (
            "    1  Maßnahmen: Ende vorbei, nicht abgeschlossen",
            f"{base}massnahmen/?achtung=ueberfaellig",
        ),
    ):
        assert lines[lines.index(words) + 1].strip() == address


def test_its_links_open_lists_that_show_what_was_counted(town, late, alice, as_coordinator):
    found = run(town)[0].body.splitlines()
    for number, address in pairwise(found):
        if "massnahmen/?" in address:
            page = as_coordinator.get("/" + address.strip().split("/", 3)[3]).context["page"]
            assert len(page.items) == int(number.split()[0]) == 1


def test_nothing_waits_nothing_is_sent(town, alice):
    assert run(town) == []
    factories.report(factories.measure(factories.field(factories.edition(town)), lead=office(town)))
    assert run(town) == []
    with all_towns():
        assert not WeeklyDigest.objects.filter(sent_for__isnull=False).exists()


def office(town):
    return factories.organisation(town, email="amt@partner.example")


def test_a_draft_alone_is_no_reason_to_write(town, alice):
    measure = factories.measure(
        factories.field(factories.edition(town)), lead=office(town), is_draft=True
    )
    factories.report(measure)
    assert run(town) == []


def test_once_a_week_and_again_in_the_next(town, late, alice):
    assert len(run(town)) == 1
    assert len(run(town)) == 1
    with all_towns():
        digest = WeeklyDigest.objects.get()
        assert digest.sent_for.weekday() == 0
        WeeklyDigest.objects.update(sent_for=digest.sent_for - timedelta(days=7))
    assert len(run(town)) == 2


def test_each_municipality_writes_for_itself(town, late, alice):
    other = factories.town("Nachbarstadt", email="amt@nachbarstadt.example")
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.measure(
        factories.field(factories.edition(other)), "Geheimes Vorhaben", ends_on=yesterday
    )
    with all_towns():
        alice.memberships.create(municipality=other, role=Role.EDITOR)
    by_town = {one.municipality_id: one for one in run(town)}
    assert set(by_town) == {town.pk, other.pk}
    assert "/nachbarstadt/" not in by_town[town.pk].body
    assert by_town[other.pk].reply_to == "amt@nachbarstadt.example"


def test_editors_are_not_told_to_publish(town, late):
    factories.editor(town)
    factories.report(late, is_published=False)
    [found] = run(town)
    assert "Berichte warten auf die Koordination" in found.body


def test_who_never_took_up_the_invitation_gets_none(town, late):
    with all_towns():
        User.objects.filter(pk=factories.coordinator(town).pk).update(password="!")
    assert run(town) == []


def test_only_the_system_sends_it(town, late, alice, coordinator):
    with town_scope(town), pytest.raises(NotAllowed):
        digests.send(town, alice, by=coordinator)


def test_the_trail_says_that_one_went_out(town, late, alice):
    run(town)
    with all_towns():
        assert AuditEvent.objects.filter(verb="digest.sent").count() == 1


def test_the_number_of_queries_does_not_grow(town, late, alice, django_assert_num_queries):
    asking = rounds.a_round(late.edition, late)
    rounds.answer(rounds.inquiry(asking, office(town)), late)
    with town_scope(town):
        reader = actor_in(alice, town)
        with django_assert_num_queries(7):
            digests.waiting(town, reader)
        for name in ("Zwei", "Drei"):
            more = factories.measure(late.field, name, ends_on=late.ends_on)
            asked = rounds.inquiry(
                rounds.a_round(late.edition, more), factories.organisation(town, name)
            )
            rounds.answer(asked, more)
        with django_assert_num_queries(7):
            digests.waiting(town, reader)


def test_the_real_mail_reads_well_and_can_be_ended(town, late, alice, inbox, settings):
    settings.MITEINANDER_SITE = "https://plan.example/"
    run(town)
    assert mail.send_waiting.call() == 1
    [got] = inbox.mails
    assert got["Subject"] == "Das wartet diese Woche: Teststadt"
    assert got["To"] == "alice@teststadt.example"
    assert got.get_content_type() == "text/plain"
    text = got.get_content().replace("\r\n", "\n")
    assert text.startswith("Guten Tag Alice,\n\ndas wartet in Teststadt auf Sie:\n\nMaßnahmen\n\n")
    assert "\n\n\n" not in text
    address = got[NAME].strip(" <>")
    assert address in text
    assert got[f"{NAME}-Post"] == "List-Unsubscribe=One-Click"
    path = address.removeprefix("https://plan.example")
    Client(enforce_csrf_checks=True).post(path, {NAME: "One-Click"})
    with all_towns():
        WeeklyDigest.objects.update(sent_for=None)
    assert len(run(town)) == 1


def test_who_ended_it_gets_it_no_more_until_ordered_again(town, late, alice):
    actor = actor_in(alice, town)
    with town_scope(town):
        own.choose(is_wanted=False, by=actor)
    assert run(town) == []
    with town_scope(town):
        own.choose(is_wanted=True, by=actor)
    assert len(run(town)) == 1


def test_a_partner_has_nothing_to_choose(town):
    with town_scope(town), pytest.raises(NotAllowed):
        own.choose(is_wanted=True, by=actor_in(factories.partner(office(town)), town))


def test_the_system_is_no_reader(town):
    with town_scope(town), pytest.raises(NotAllowed):
        own.choose(is_wanted=True, by=system(town.pk))
