"""Ending all sessions of one person: by the coordination, and by a command on the server."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command

from miteinander.accounts.actions import members
from miteinander.accounts.models import Membership
from miteinander.kernel.errors import NotAllowed
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.accounts.test_own_account import is_inside, sign_in
from tests.signing_in import signed_in


def verbs() -> list[str]:
    with all_towns():
        return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_the_coordination_signs_somebody_out_everywhere_and_the_access_stays(town, as_coordinator):
    bob = factories.editor(town)
    sessions = [sign_in(bob), sign_in(bob)]
    assert all(map(is_inside, sessions))
    address = f"/teststadt/arbeit/zugaenge/{bob.pk}/abmelden/"
    page = as_coordinator.get("/teststadt/arbeit/zugaenge/").content.decode()
    assert address in page
    assert "Bob überall abmelden?" in as_coordinator.get(address).content.decode()
    assert all(map(is_inside, sessions))
    answer = as_coordinator.post(address, follow=True)
    assert "Bob ist jetzt überall abgemeldet" in answer.content.decode()
    assert not any(map(is_inside, sessions))
    assert not UserSession.objects.filter(user=bob).exists()
    assert verbs()[-1] == "member.signed_out"
    assert is_inside(sign_in(bob))


def test_others_stay_signed_in(town, as_coordinator):
    bob, frieda = factories.editor(town), factories.editor(town, "Frieda")
    at_frieda = sign_in(frieda)
    as_coordinator.post(f"/teststadt/arbeit/zugaenge/{bob.pk}/abmelden/")
    assert is_inside(at_frieda)
    assert is_inside(as_coordinator)


def test_after_a_while_the_coordination_proves_again_who_it_is(town):
    bob = factories.editor(town)
    session = sign_in(bob)
    late = signed_in(factories.coordinator(town), minutes_ago=16)
    assert late.post(f"/teststadt/arbeit/zugaenge/{bob.pk}/abmelden/").status_code == 302
    assert is_inside(session)


def test_an_editor_signs_nobody_out(in_town, editor):
    with pytest.raises(NotAllowed):
        members.sign_out(user=factories.coordinator(in_town), by=editor)


def test_nobody_signs_out_people_of_another_town(town, as_stranger):
    bob = factories.editor(town)
    session = sign_in(bob)
    for slug in ("teststadt", "fremdstadt"):
        answer = as_stranger.post(f"/{slug}/arbeit/zugaenge/{bob.pk}/abmelden/")
        assert answer.status_code == 404, slug
    assert is_inside(session)


def test_the_command_signs_somebody_out_and_all_towns_know(town, capsys):
    bob = factories.editor(town)
    with all_towns():
        Membership.objects.create(
            municipality=factories.town("Fremdstadt"), user=bob, role="editor"
        )
    session = sign_in(bob)
    call_command("sign_out", bob.email.upper())
    assert "Bob ist überall abgemeldet" in capsys.readouterr().out
    assert not is_inside(session)
    assert verbs()[-2:] == ["member.signed_out"] * 2


@pytest.mark.parametrize("email", ["niemand@teststadt.example", "frei@teststadt.example"])
def test_the_command_tells_when_nobody_works_under_the_address(town, email):
    user = factories.editor(town, "Frei")
    with all_towns():
        user.memberships.all().delete()
    with pytest.raises(CommandError, match="arbeitet hier niemand"):
        call_command("sign_out", email)
