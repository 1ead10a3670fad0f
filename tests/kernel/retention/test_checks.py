"""Django refuses to start with a table or a field that nobody declared."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps

from miteinander.accounts.models import User
from miteinander.kernel.retention.checks import check_policy, problems
from miteinander.kernel.retention.discovery import declarations
from miteinander.kernel.retention.periods import Period
from miteinander.kernel.retention.policy import (
    Begin,
    Delete,
    Exempt,
    FoundBy,
    NoPersonalData,
    Replace,
    Rule,
    Table,
)

RULE = Rule(
    code="diaries",
    title="Tagebücher",
    purpose="Erinnern",
    basis="Art. 6",
    begins=Begin("ab dem Schreiben", field="written_at"),
    period=Period(years=1),
    then=Delete(),
)
DIARY = Table(
    model="kernel.Diary",
    title="Tagebücher",
    subjects="Schreibende",
    personal={"author": "Von wem", "text": "Text"},
    neutral=("written_at",),
    rules=(RULE,),
    found_by=FoundBy(name=("author",)),
    if_person_asks=Delete(),
)


@pytest.fixture
def diary():
    """A model that exists in this test only."""
    with isolate_apps("miteinander.kernel"):

        class Diary(models.Model):
            """A diary."""

            author = models.CharField(max_length=10)
            text = models.TextField()
            written_at = models.DateTimeField()

            class Meta:
                app_label = "kernel"

        yield Diary


def found(model, *declared) -> list[str]:
    """The numbers of what is wrong."""
    return [str(one.id).removeprefix("retention.") for one in problems([model], declared)]


def test_every_installed_table_and_each_of_its_fields_is_declared():
    assert check_policy() == []


def test_the_check_is_one_of_those_that_django_runs(monkeypatch):
    monkeypatch.setattr("miteinander.kernel.retention.checks.declarations", tuple)
    found = {error.obj for error in run_checks() if error.id == "retention.E001"}
    assert User in found


def test_a_well_declared_model_is_fine(diary):
    assert found(diary, DIARY) == []


def test_a_model_that_nobody_declared_is_refused(diary):
    assert found(diary) == ["E001"]


def test_a_model_that_two_rooms_declare_is_refused(diary):
    assert found(diary, DIARY, NoPersonalData("kernel.Diary", "Leer.")) == ["E002"]


def test_a_declared_model_that_does_not_exist_is_refused(diary):
    ghost = NoPersonalData("kernel.Ghost", "Gibt es nicht.")
    assert found(diary, DIARY, ghost) == ["E003"]
    assert found(diary, DIARY, replace(ghost, is_optional=True)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"personal": {**DIARY.personal, "mood": "Laune"}},
        {"neutral": ("written_at", "mood")},
        {"found_by": FoundBy(name=("mood",))},
        {"found_by": FoundBy(user="owner__id")},
        {"rules": (replace(RULE, begins=Begin("ab", field="mood")),)},
        {"rules": (RULE, replace(RULE, code="x", then=Replace({"mood": ""}, "weg")))},
    ],
)
def test_a_declared_field_that_does_not_exist_is_refused(diary, wrong):
    assert found(diary, replace(DIARY, **wrong)) == ["E007"]


def test_a_field_that_nobody_declared_is_refused(diary):
    assert found(diary, replace(DIARY, neutral=())) == ["E008"]


def test_a_personal_field_for_which_no_rule_holds_is_refused(diary):
    only_names = replace(RULE, then=Replace({"author": ""}, "Der Name wird entfernt"))
    assert found(diary, replace(DIARY, rules=(only_names,))) == ["E009"]
    assert found(diary, replace(DIARY, rules=())) == ["E009", "E009"]


def test_an_exemption_without_a_reason_is_refused(diary):
    silent = {**DIARY.personal, "text": Exempt("")}
    assert found(diary, replace(DIARY, personal=silent)) == ["E010"]


@pytest.mark.parametrize(
    ("wrong", "number"),
    [
        ({"code": "With spaces"}, "E004"),
        ({"basis": ""}, "E005"),
        ({"period": None}, "E006"),
        ({"begins": Begin("irgendwann")}, "E006"),
    ],
)
def test_a_rule_that_says_too_little_is_refused(diary, wrong, number):
    assert found(diary, replace(DIARY, rules=(replace(RULE, **wrong),))) == [number]


def test_two_rules_with_the_same_short_name_are_refused(diary):
    assert found(diary, replace(DIARY, rules=(RULE, RULE))) == ["E004"]


def test_a_model_with_an_account_or_a_mail_address_cannot_be_said_to_be_about_nobody():
    account = next(one for one in declarations() if one.model == "accounts.User")
    with isolate_apps("miteinander.kernel"):

        class Letter(models.Model):
            """A letter."""

            reader = models.ForeignKey(User, models.CASCADE)
            sender = models.EmailField()

            class Meta:
                app_label = "kernel"

        declared = [account, NoPersonalData("kernel.Letter", "Nur Papier.")]
        numbers = [error.id for error in problems([User, Letter], declared)]
    assert numbers == ["retention.E012", "retention.E012"]


def test_tables_of_the_sign_in_library_are_declared_before_they_are_installed(settings):
    """A second factor, the list of sessions and OIDC bring their own tables."""
    names = ("allauth.mfa", "allauth.usersessions", "allauth.socialaccount")
    more = [name for name in names if not apps.is_installed(name)]
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, *more]
    labels = {model._meta.label for model in apps.get_models()}
    assert {"mfa.Authenticator", "usersessions.UserSession", "socialaccount.SocialToken"} <= labels
    assert check_policy() == []
