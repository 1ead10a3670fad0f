"""Tests of giving people access and taking it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.accounts import queries, rules
from miteinander.accounts.actions import members
from miteinander.accounts.choices import Role
from miteinander.accounts.forms.members import AddMemberForm
from miteinander.accounts.models import Membership, User
from miteinander.kernel.actor import system
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent, OutgoingMail
from miteinander.kernel.tenancy import all_towns
from tests import factories

SITE = "https://miteinander.example/"
LIST = "/teststadt/arbeit/zugaenge/"


def add(by, name="Dana", email="Dana@teststadt.example", roles=(Role.EDITOR,)) -> User:
    return members.add(name=name, email=email, roles=roles, site=SITE, by=by)


def test_only_the_coordination_and_the_system_manage_members(coordinator, editor, town):
    assert rules.can_manage_members(coordinator)
    assert rules.can_manage_members(system(town.pk))
    assert not rules.can_manage_members(editor)
    assert not rules.can_change_municipality(editor)


def test_a_new_person_gets_an_account_a_role_and_a_mail_with_a_link(in_town, coordinator):
    user = add(coordinator)
    assert user.email == "dana@teststadt.example"
    assert not user.has_usable_password()
    assert queries.roles_of(user) == ["editor"]
    mail = OutgoingMail.objects.get()
    assert mail.to == user.email
    assert "https://miteinander.example/konto/einladung/" in mail.body
    assert [event.verb for event in AuditEvent.objects.all()] == ["member.added"]


def test_somebody_with_an_account_elsewhere_gets_a_mail_without_a_password_link(
    in_town, coordinator
):
    other = factories.coordinator(factories.town("Nachbarstadt"), "Frieda")
    user = add(coordinator, email=other.email, name="Anders geschrieben")
    assert user == other
    assert user.name == "Frieda"
    body = OutgoingMail.objects.get().body
    assert "/anmeldung/weiter/" in body
    assert "einladung/" not in body


def test_nobody_is_added_twice(in_town, coordinator):
    add(coordinator)
    with pytest.raises(NotPossible, match="hat schon Zugang"):
        add(coordinator)


def test_an_editor_adds_changes_and_invites_nobody(in_town, editor):
    user = factories.coordinator(in_town)
    with pytest.raises(NotAllowed):
        add(editor)
    with pytest.raises(NotAllowed):
        members.change_roles(user=user, roles=[], by=editor)
    with pytest.raises(NotAllowed):
        members.invite_again(user=user, site=SITE, by=editor)


def test_roles_are_changed_and_taken(in_town, coordinator):
    user = add(coordinator)
    members.change_roles(user=user, roles=["coordination", "editor"], by=coordinator)
    assert sorted(queries.roles_of(user)) == ["coordination", "editor"]
    members.change_roles(user=user, roles=[], by=coordinator)
    assert queries.roles_of(user) == []
    assert User.objects.filter(pk=user.pk).exists()
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["member.added", "member.changed", "member.removed"]


def test_the_last_coordinator_stays(in_town, coordinator):
    alice = factories.coordinator(in_town)
    for roles in ([], ["editor"]):
        with pytest.raises(NotPossible, match="letzte Person"):
            members.change_roles(user=alice, roles=roles, by=coordinator)
    add(coordinator, roles=["coordination"])
    members.change_roles(user=alice, roles=["editor"], by=coordinator)


def test_taking_a_role_here_leaves_the_roles_elsewhere(in_town, coordinator):
    other = factories.coordinator(factories.town("Nachbarstadt"), "Frieda")
    user = add(coordinator, email=other.email)
    members.change_roles(user=user, roles=[], by=coordinator)
    with all_towns():
        assert Membership.objects.get(user=other).municipality.name == "Nachbarstadt"


def test_who_took_up_the_invitation_is_not_invited_again(in_town, coordinator):
    with pytest.raises(NotPossible, match="schon angenommen"):
        members.invite_again(user=factories.editor(in_town), site=SITE, by=coordinator)


def test_the_coordination_adds_somebody_on_the_page(as_coordinator, town):
    answers = {"name": "Dana", "email": "dana@teststadt.example", "roles": ["editor"]}
    response = as_coordinator.post(f"{LIST}neu/", answers, follow=True)
    assert "dana@teststadt.example" in response.content.decode()
    assert "eingeladen" in response.content.decode()
    with all_towns():
        assert "http://testserver/konto/" in OutgoingMail.objects.get().body
    again = as_coordinator.post(f"{LIST}neu/", answers)
    assert "hat schon Zugang" in again.content.decode()


def test_the_coordination_changes_and_removes_on_the_page(as_coordinator, town):
    bob = factories.editor(town)
    as_coordinator.post(f"{LIST}{bob.pk}/", {"roles": ["coordination"]})
    with all_towns():
        assert Membership.objects.get(user=bob).role == "coordination"
    assert as_coordinator.get(f"{LIST}{bob.pk}/entfernen/").status_code == 200
    as_coordinator.post(f"{LIST}{bob.pk}/entfernen/")
    with all_towns():
        assert not Membership.objects.filter(user=bob).exists()
    assert as_coordinator.get(f"{LIST}{bob.pk}/").status_code == 404


def test_the_page_says_why_the_last_coordinator_stays(as_coordinator, town):
    alice = factories.coordinator(town)
    response = as_coordinator.post(f"{LIST}{alice.pk}/entfernen/", follow=True)
    assert "letzte Person" in response.content.decode()
    response = as_coordinator.post(f"{LIST}{alice.pk}/", {"roles": ["editor"]})
    assert "letzte Person" in response.content.decode()


def test_an_editor_sees_who_works_here_and_changes_nothing(as_editor, town):
    text = as_editor.get(LIST).content.decode()
    assert "bob@teststadt.example" in text
    assert "Person hinzufügen" not in text
    pk = factories.editor(town).pk
    for path in ("neu/", f"{pk}/", f"{pk}/entfernen/"):
        assert as_editor.get(LIST + path).status_code == 403
        assert as_editor.post(LIST + path).status_code == 403
    assert as_editor.post(f"{LIST}{pk}/einladen/").status_code == 403


def test_a_stranger_finds_nothing_here_and_nobody_from_elsewhere(as_stranger, as_coordinator, town):
    stranger = factories.coordinator(factories.town("Fremdstadt"))
    assert as_stranger.get(LIST).status_code == 404
    for path in ("", "entfernen/"):
        assert as_coordinator.get(f"{LIST}{stranger.pk}/{path}").status_code == 404
    assert as_coordinator.post(f"{LIST}{stranger.pk}/einladen/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    as_coordinator, town, number, django_assert_num_queries
):
    for index in range(number):
        factories.editor(town, f"Person {index}")
    as_coordinator.get(LIST)
    with django_assert_num_queries(5):
        assert as_coordinator.get(LIST).status_code == 200


@given(st.dictionaries(st.sampled_from(["name", "email", "roles"]), st.text(max_size=40)))
def test_whatever_is_typed_the_form_answers(answers):
    form = AddMemberForm(answers)
    if form.is_valid():
        assert set(form.cleaned_data["roles"]) <= set(Role.values)
