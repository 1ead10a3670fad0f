"""The pages of data protection: who sees what, and what happens on a click."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from miteinander.accounts.choices import Role
from miteinander.accounts.models import Membership, User
from miteinander.kernel.models import LegalHold
from miteinander.kernel.retention import discovery
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.network.models import Person
from miteinander.privacy.models import RetentionDecision, RetentionRun
from tests import factories
from tests.factories.privacy import known
from tests.queries import questions
from tests.signing_in import signed_in

BASE = "/teststadt/arbeit/datenschutz/"
OLD = timedelta(days=5 * 366)


@pytest.fixture
def as_auditor(town) -> Client:
    """A browser signed in as somebody who watches over data protection and edits nothing."""
    user = User.objects.create_user("pruefung@teststadt.example", "Petra Prüfung")
    with all_towns():
        Membership.objects.create(municipality=town, user=user, role=Role.AUDITOR)
    return signed_in(user)


def old_contacts(town, *names: str) -> list[Person]:
    """Contact persons whom nobody has touched for five years."""
    with all_towns():
        office = factories.organisation(town)
        rows = [
            Person.objects.create(municipality=town, organisation=office, last_name=name)
            for name in names
        ]
        keys = [row.pk for row in rows]
        Person.objects.filter(pk__in=keys).update(changed_at=timezone.now() - OLD)
    return rows


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_overview_says_for_every_rule_what_why_how_long_and_what_then(as_auditor):
    page = text(as_auditor.get(BASE))
    for table, rule in discovery.rules():
        for words in (table.title, rule.title, rule.purpose):
            assert words.replace("„", "„") in page.replace("&quot;", '"'), words
    assert "30 Tage, ab dem Versand" in page
    assert "(nach Bestätigung durch eine Person)" in page


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_overview_is_a_table_too(as_auditor, ending):
    answer = as_auditor.get(f"{BASE}aufbewahrung.{ending}")
    assert answer.status_code == 200
    assert f"aufbewahrung.{ending}" in answer["Content-Disposition"]
    if ending == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + len(discovery.rules())
        assert lines[0].startswith("Was;Wen es betrifft;Welche Angaben")


@pytest.mark.parametrize("page", ["", "loeschen/", "sperren/", "aufbewahrung.csv", "auskunft/"])
def test_an_editor_sees_no_page_of_data_protection(as_editor, page):
    assert as_editor.get(f"{BASE}{page}").status_code == 403


def test_the_auditor_sees_numbers_and_no_names(as_auditor, town):
    old_contacts(town, "Geheim")
    page = text(as_auditor.get(f"{BASE}loeschen/"))
    assert "Ansprechpersonen, an denen lange niemand etwas geändert hat" in page
    assert "Geheim" not in page
    assert as_auditor.get(f"{BASE}loeschen/contacts/").status_code == 403
    assert as_auditor.post(f"{BASE}loeschen/contacts/").status_code == 403
    assert as_auditor.get(f"{BASE}auskunft/").status_code == 403


def test_the_coordination_looks_excepts_and_confirms(
    as_coordinator, town, django_capture_on_commit_callbacks
):
    gone, kept = old_contacts(town, "Alt", "Nochgebraucht")
    address = f"{BASE}loeschen/contacts/"
    page = text(as_coordinator.get(address))
    assert "Alt" in page
    assert "Nochgebraucht" in page
    sent = {"gezeigt": [gone.pk, kept.pk], "loeschen": [gone.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        run = as_coordinator.post(address, sent)["Location"]
    answer = as_coordinator.get(run)
    assert "Dieser Löschlauf ist fertig" in text(answer)
    assert "1 von 1" in text(answer)
    with town_scope(town):
        assert list(Person.objects.values_list("pk", flat=True)) == [kept.pk]
        choices = dict(RetentionDecision.objects.values_list("key", "choice"))
    assert choices == {str(gone.pk): "erase", str(kept.pk): "except"}


@pytest.mark.parametrize("loeschen", [[], ["999999"], ["x"], ["9" * 30]])
def test_nothing_goes_that_was_not_seen_and_due(as_coordinator, town, loeschen):
    (person,) = old_contacts(town, "Alt")
    sent = {"gezeigt": [person.pk], "loeschen": loeschen}
    page = text(as_coordinator.post(f"{BASE}loeschen/contacts/", sent))
    assert "noch einmal durch" in page or "mindestens einen Eintrag" in page
    with town_scope(town):
        assert Person.objects.count() == 1
        assert not RetentionRun.objects.exists()


def test_a_rule_that_does_not_exist_or_belongs_to_no_town_is_not_found(as_coordinator):
    for code in ("nothing", "accounts", "sessions", "measures"):
        assert as_coordinator.get(f"{BASE}loeschen/{code}/").status_code == 404


def test_a_hold_set_after_the_confirmation_still_stops_it(as_coordinator, town, coordinator):
    from miteinander.privacy.actions import job

    (person,) = old_contacts(town, "Alt")
    with town_scope(town):
        run = RetentionRun.objects.create(municipality=town, rule="contacts", total=1, user_id=1)
        RetentionDecision.objects.create(
            municipality=town, run=run, key=str(person.pk), choice="erase"
        )
        LegalHold.objects.create(
            municipality=town, kind="network.person", key=str(person.pk), reason="x"
        )
    assert job.finish(town.pk, run.pk) == 0
    page = text(as_coordinator.get(f"{BASE}laeufe/{run.pk}/"))
    assert "Nicht mehr fällig oder inzwischen gesperrt" in page
    with town_scope(town):
        assert Person.objects.exists()


def test_a_run_that_stopped_goes_on_when_somebody_asks(
    as_coordinator, town, django_capture_on_commit_callbacks
):
    (person,) = old_contacts(town, "Alt")
    with town_scope(town):
        run = RetentionRun.objects.create(municipality=town, rule="contacts", total=1, user_id=1)
        RetentionDecision.objects.create(
            municipality=town, run=run, key=str(person.pk), choice="erase"
        )
    address = f"{BASE}laeufe/{run.pk}/"
    assert "Fortsetzen" in text(as_coordinator.get(address))
    with django_capture_on_commit_callbacks(execute=True):
        as_coordinator.post(address)
    assert "ist fertig" in text(as_coordinator.get(address))
    assert "schon fertig" in text(as_coordinator.post(address, follow=True))


def test_the_auditor_holds_and_the_deletion_leaves_it_out(as_auditor, as_coordinator, town):
    (person,) = old_contacts(town, "Alt")
    sent = {"kind": "network.person", "key": person.pk, "reason": "Az. 12/26", "until": ""}
    assert "Die Sperre gilt ab sofort" in text(
        as_auditor.post(f"{BASE}sperren/", sent, follow=True)
    )
    page = text(as_coordinator.get(f"{BASE}loeschen/contacts/"))
    assert "Einige Einträge sind gesperrt" in page
    assert "Alt <" not in page
    with town_scope(town):
        hold = LegalHold.objects.get()
    page = text(as_auditor.post(f"{BASE}sperren/{hold.pk}/beenden/", follow=True))
    assert "Die Sperre ist beendet" in page
    assert "Alt <" in text(as_coordinator.get(f"{BASE}loeschen/contacts/"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"key": "999"}, "gibt es in dieser Kommune nicht"),
        ({"kind": "accounts.user", "key": "999"}, "gibt es in dieser Kommune nicht"),
        ({"until": "2020-01-01"}, "schon vorbei"),
        ({"kind": "sessions.session"}, "gültige Auswahl"),
        ({"reason": ""}, "zwingend erforderlich"),
    ],
)
def test_a_hold_that_makes_no_sense_is_refused(as_auditor, town, wrong, sentence):
    (person,) = old_contacts(town, "Alt")
    sent = {"kind": "network.person", "key": person.pk, "reason": "Az.", "until": "", **wrong}
    page = text(as_auditor.post(f"{BASE}sperren/", sent))
    assert sentence in page
    with town_scope(town):
        assert not LegalHold.objects.exists()


def test_an_account_of_another_town_cannot_be_held(as_auditor, town):
    other = factories.editor(factories.town("Fremdstadt"))
    sent = {"kind": "accounts.user", "key": other.pk, "reason": "Az.", "until": ""}
    assert "gibt es in dieser Kommune nicht" in text(as_auditor.post(f"{BASE}sperren/", sent))


@pytest.fixture
def me(town, settings, tmp_path):
    """Somebody of whom everything is stored."""
    settings.MEDIA_ROOT = tmp_path
    return known(town, "Kanarienvogel")


def test_a_person_is_searched_reviewed_and_handed_out(as_coordinator, town, me):
    page = text(as_coordinator.post(f"{BASE}auskunft/", {"suche": "kanarien"}))
    assert "hat Zugang zum Arbeitsbereich" in page
    assert "Ansprechperson bei" in page
    page = text(as_coordinator.post(f"{BASE}auskunft/pruefen/", {"konto": me.user.pk}))
    assert "Was über Kanarienvogel Muster gespeichert ist" in page
    assert "nennt die Person nur" in page
    answer = as_coordinator.post(f"{BASE}auskunft/herunterladen/", {"konto": me.user.pk})
    assert answer["Content-Type"] == "application/zip"
    assert answer.content.startswith(b"PK")


def test_an_account_of_another_town_is_never_shown(as_coordinator, town):
    other = factories.editor(factories.town("Fremdstadt"))
    for page in ("pruefen", "herunterladen", "loeschen"):
        for sent in ({"konto": other.pk}, {}, {"konto": "x"}, {"mail": "ab"}):
            answer = as_coordinator.post(f"{BASE}auskunft/{page}/", {**sent, "sicher": "1"})
            assert answer.status_code == 302, (page, sent)
    assert User.objects.filter(pk=other.pk).exists()


def test_how_somebody_signs_in_is_not_shown_while_another_town_knows_them(as_coordinator, town, me):
    """A coordinator gives anybody a role by their address; their devices are nothing to see."""
    sent = {"konto": me.user.pk}
    assert "Anmeldungen in Browsern" in text(as_coordinator.post(f"{BASE}auskunft/pruefen/", sent))
    with all_towns():
        Membership.objects.create(
            municipality=factories.town("Fremdstadt"), user=me.user, role=Role.EDITOR
        )
    page = text(as_coordinator.post(f"{BASE}auskunft/pruefen/", sent))
    assert "Benutzerkonten" in page
    assert "Anmeldungen in Browsern" not in page
    assert "Anmeldungen mit Gerät" not in page


def test_erasing_says_first_what_happens_and_then_does_it(as_coordinator, town, me):
    address = f"{BASE}auskunft/loeschen/"
    page = text(as_coordinator.post(address, {"konto": me.user.pk}))
    assert "Das wird gelöscht oder ersetzt" in page
    assert "Das ändern Sie bitte selbst" in page
    assert "Das bleibt" in page
    assert User.objects.filter(pk=me.user.pk).exists()
    page = text(as_coordinator.post(address, {"konto": me.user.pk, "sicher": "1"}, follow=True))
    assert "Gelöscht oder ersetzt" in page
    assert not User.objects.filter(pk=me.user.pk).exists()


def test_lists_cost_the_same_for_one_row_and_for_three(
    as_coordinator, town, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    old_contacts(town, "Eins")
    for page in ("loeschen/", "loeschen/contacts/"):
        as_coordinator.get(f"{BASE}{page}")  # what is asked once only
        with CaptureQueriesContext(connection) as one:
            as_coordinator.get(f"{BASE}{page}")
        rows = old_contacts(town, "Zwei", "Drei")
        with django_assert_num_queries(len(questions(one))):
            as_coordinator.get(f"{BASE}{page}")
        with all_towns():
            Person.objects.filter(pk__in=[row.pk for row in rows]).delete()
