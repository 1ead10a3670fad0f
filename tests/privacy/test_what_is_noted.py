"""Who looked at what is stored about people, took it away, or was refused: the trail knows it."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from miteinander.accounts.actions import members, tokens
from miteinander.accounts.models import Membership
from miteinander.accounts.queries import actor_in
from miteinander.kernel.actions import keys
from miteinander.kernel.models import AuditEvent, Municipality, OutgoingMail
from miteinander.kernel.tenancy import all_towns
from miteinander.network.models import Person
from miteinander.privacy.actions import holds, runs
from tests import factories
from tests.signing_in import signed_in

BASE = "/teststadt/arbeit/datenschutz/"


def events() -> list[tuple[str, int | None, str, int | None]]:
    """(town, user, verb, object) of the whole trail, the oldest first."""
    with all_towns():
        rows = AuditEvent.objects.order_by("pk").select_related("municipality")
        return [(row.municipality.slug, row.user_id, row.verb, row.object_id) for row in rows]


def revision(town: Municipality) -> int:
    return Municipality.objects.get(pk=town.pk).revision


@pytest.mark.parametrize("page", ["pruefen", "loeschen"])
def test_looking_at_what_is_stored_about_somebody_is_noted(as_coordinator, town, page):
    bob, before = factories.editor(town), revision(town)
    as_coordinator.post(f"{BASE}auskunft/{page}/", {"konto": bob.pk})
    alice = factories.coordinator(town)
    assert events() == [("teststadt", alice.pk, "access.viewed", bob.pk)]
    assert revision(town) == before


def test_whom_somebody_searched_is_not_kept(as_coordinator, town):
    factories.editor(town)
    as_coordinator.post(f"{BASE}auskunft/", {"suche": "Bob"})
    assert events() == []


def test_looking_for_an_address_alone_is_noted_without_the_address(as_coordinator, town):
    as_coordinator.post(f"{BASE}auskunft/pruefen/", {"mail": "erika@x.example"})
    ((_, _, verb, key),) = events()
    assert (verb, key) == ("access.viewed", None)
    page = signed_in(factories.auditor(town)).get(f"{BASE}protokoll/").content.decode()
    assert "hat angesehen, was gespeichert ist über jemanden ohne Konto" in page


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_taking_away_contact_persons_is_noted(as_editor, town, ending):
    bob, before = factories.editor(town), revision(town)
    assert as_editor.get(f"/teststadt/arbeit/personen/personen.{ending}").status_code == 200
    assert events() == [("teststadt", bob.pk, "people.exported", None)]
    assert revision(town) == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_taking_away_the_trail_is_noted(town, ending):
    dana = factories.auditor(town)
    answer = signed_in(dana).get(f"{BASE}protokoll/protokoll.{ending}")
    assert answer.status_code == 200
    assert events() == [("teststadt", dana.pk, "trail.exported", None)]


def test_taking_away_the_own_data_is_noted_in_every_town_of_the_person(town):
    bob, other = factories.editor(town), factories.town("Fremdstadt")
    with all_towns():
        Membership.objects.create(municipality=other, user=bob, role="editor")
    browser = signed_in(bob)
    browser.get("/konto/daten/")
    assert events() == []
    browser.post("/konto/daten/")
    noted = {(slug, user, verb) for slug, user, verb, _ in events()}
    assert noted == {(slug, bob.pk, "own_data.exported") for slug in ("teststadt", "fremdstadt")}


def test_whom_a_rule_refuses_stands_in_the_trail_with_page_and_number(as_editor, town):
    bob, before = factories.editor(town), revision(town)
    assert as_editor.get(f"{BASE}protokoll/").status_code == 403
    assert (
        as_editor.post(f"/teststadt/arbeit/zugaenge/{bob.pk}/", {"roles": "x"}).status_code == 403
    )
    with all_towns():
        rows = AuditEvent.objects.order_by("pk")
        found = [(row.user_id, row.verb, row.object_kind, row.object_id) for row in rows]
    assert found == [
        (bob.pk, "page.refused", "page.trail", None),
        (bob.pk, "page.refused", "page.member", bob.pk),
    ]
    assert revision(town) == before
    page = signed_in(factories.auditor(town)).get(f"{BASE}protokoll/").content.decode()
    assert "die Rolle reicht nicht: Seite „datenschutz/protokoll“" in page
    assert f"wurde abgewiesen, die Rolle reicht nicht: Seite „zugaenge/…“ {bob.pk}" in page


def test_strangers_visitors_and_forged_forms_leave_nothing_in_the_trail(town, as_stranger):
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = signed_in(factories.editor(town)).cookies
    assert as_stranger.get(f"{BASE}protokoll/").status_code == 404
    assert Client().get(f"{BASE}protokoll/").status_code == 302
    assert forged.post("/teststadt/arbeit/personen/neu/").status_code == 403
    assert events() == []


def test_the_letter_tells_in_german_what_the_trail_keeps(as_coordinator, town):
    bob = factories.editor(town)
    signed_in(bob).get("/teststadt/arbeit/personen/personen.csv")
    answer = as_coordinator.post(f"{BASE}auskunft/herunterladen/", {"konto": bob.pk})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        letter, data = (folder.read(name).decode() for name in ("auskunft.html", "daten.json"))
    assert "Die Kontaktpersonen als Tabelle heruntergeladen" in letter
    assert "people.exported" not in letter
    assert "network.person" not in letter
    assert "people.exported" in data


def test_what_changes_no_public_page_leaves_the_stored_pages(town, coordinator, in_town):
    """Holds, deletions that are only confirmed, programs and people with access."""
    auditor = actor_in(factories.auditor(town), town)
    mail = OutgoingMail.objects.create(municipality=town, to="a@b.example", subject="x", body="y")
    organisation = factories.organisation(town)
    old = timezone.now() - timedelta(days=5 * 366)
    contact = Person.objects.create(municipality=town, organisation=organisation, last_name="x")
    Person.objects.update(changed_at=old)
    before = revision(town)
    hold = holds.add(
        kind="kernel.outgoingmail", key=str(mail.pk), reason="x", until=None, by=auditor
    )
    holds.end(hold=hold, by=auditor)
    made, _ = tokens.create(name="x", scopes=["plan:read"], days=1, by=coordinator)
    tokens.revoke(made, by=coordinator)
    roles = {"name": "Neu", "email": "neu@x.example", "roles": ["editor"]}
    user = members.add(**roles, site="https://x.example/", by=coordinator)
    members.change_roles(user=user, roles=["partner"], by=coordinator)
    members.change_roles(user=user, roles=[], by=coordinator)
    key = keys.make_data_key(by=coordinator)
    keys.destroy_data_key(key, by=coordinator)
    one = [str(contact.pk)]
    run = runs.confirm(code="contacts", seen=one, erase=one, by=coordinator)
    runs.resume(run=run, by=coordinator)
    assert len(events()) >= 10
    assert revision(town) == before
