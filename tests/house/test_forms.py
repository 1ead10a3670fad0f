"""Every form of every room: whatever somebody sends, it is cleaned or refused, never an error.

The forms are found by import, so a new one falls under these tests by itself; one that needs
something to be made of it is named in MADE, or fails.
"""

import inspect
import pkgutil
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.forms import BaseForm, FileField
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import miteinander
from miteinander.accounts.choices import TokenScope
from miteinander.assessment.queries.options import options as need_options
from miteinander.concept.models import Edition, Guideline
from miteinander.concept.queries.imports import Node
from miteinander.concept.queries.institutions import Named
from miteinander.concept.queries.options import options
from miteinander.courses.attendance import Day
from miteinander.kernel.tenancy import town_scope
from miteinander.privacy.queries.trail import Facets
from miteinander.rounds.choices import Question
from miteinander.ui.tables.columns import Column
from tests.house.doors import FullTown, full_town
from tests.house.test_hostile_input import FIELD, HOSTILE

Maker = Callable[..., BaseForm]
PLACES = [("field-1", "Feld"), ("goal-7", "Ziel")]


def found() -> dict[str, type[BaseForm]]:
    """ "room.Form" -> class, of every form that a room defines."""
    forms = {}
    for module in pkgutil.walk_packages(miteinander.__path__, "miteinander."):
        if ".forms" in module.name:
            for name, thing in vars(import_module(module.name)).items():
                is_form = inspect.isclass(thing) and issubclass(thing, BaseForm)
                if is_form and thing.__module__ == module.name and not name.startswith("_"):
                    forms[f"{module.name.removeprefix('miteinander.')}.{name}"] = thing
    return forms


FORMS = found()


def made(full: FullTown) -> dict[str, Callable[[type[BaseForm]], Maker]]:
    """How to make a form that needs more than what was sent: name -> class -> maker."""
    of = full.things
    node = Node(of["proposal"], [])
    named = Named("Volkshochschule", 2, "new", None, [of["organisation"]])
    columns = [{"index": n, "header": "", "meaning": None, "samples": []} for n in range(2)]
    member = of["member"]

    def first(thing: Any) -> Callable[[type[BaseForm]], Maker]:
        return lambda kind: lambda *args, **more: kind(thing, *args, **more)

    def named_(**values: Any) -> Callable[[type[BaseForm]], Maker]:
        return lambda kind: lambda *args, **more: kind(*args, **values, **more)

    return {
        "accounts.forms.passwords.ChangeForm": first(member),
        "accounts.forms.passwords.SetForm": first(member),
        "accounts.forms.passwords.ByLinkForm": named_(user=member, temp_key="x"),
        "accounts.forms.invitations.InvitationForm": (
            lambda kind: lambda data=None, files=None, **_: kind(data, user=member)
        ),
        "accounts.forms.second_factor.AppForm": named_(user=member),
        "accounts.forms.second_factor.CodeForm": named_(user=member),
        "accounts.forms.second_factor.ConfirmCodeForm": named_(user=member),
        "accounts.forms.second_factor.PasskeyForm": named_(user=member),
        "accounts.forms.second_factor.PasskeyNameForm": named_(instance=_passkey(member)),
        "accounts.forms.sign_in.ConfirmForm": named_(user=member),
        "accounts.forms.sign_in_settings.ProviderForm": (
            lambda kind: lambda data=None, files=None, **_: kind(data, stored=None)
        ),
        "ui.tables.mapping.MappingForm": named_(
            table=[["Name", "x"], ["Verein"]], columns=(Column("Name", "name"),)
        ),
        "privacy.forms.trail.TrailFilter": (
            lambda kind: lambda data=None, files=None, **_: kind(data, Facets([], [], [], {}))
        ),
        "accounts.forms.sign_in.SignInForm": named_(request=_request()),
        "accounts.forms.tokens.TokenForm": named_(allowed=TokenScope.values),
        "assessment.forms.filters.NeedFilter": named_(edition=of["edition"]),
        "assessment.forms.filters.GoalFilter": named_(edition=of["edition"]),
        "assessment.forms.filters.CoverageFilter": named_(edition=of["edition"]),
        "assessment.forms.evidence.JudgementEvidenceForm": named_(goal_id=of["goal"].pk),
        "assessment.forms.needs.NeedForm": named_(options=need_options(of["edition"])),
        "concept.forms.editions.ComparisonFilter": lambda kind: (
            lambda data=None, files=None, **_: kind(data, [], "Handlungsfeld")
        ),
        "concept.forms.editions.MergeForm": named_(targets=[of["measure"]]),
        "concept.forms.filters.MeasureFilter": lambda kind: (
            lambda data=None, files=None, **_: kind(data, of["edition"], "Handlungsfeld")
        ),
        "concept.forms.frame.EntryForm": first(Guideline),
        "concept.forms.imports.ColumnsForm": first(columns),
        "concept.forms.imports.PlaceForm": first([node]),
        "concept.forms.imports.SplitForm": first(of["proposal"]),
        "concept.forms.imports.InstitutionsForm": first([named]),
        "concept.forms.plan.MeasureForm": named_(options=options(of["edition"])),
        "concept.forms.plan.MoveForm": named_(places=PLACES),
        "concept.forms.plan.DeleteForm": named_(places=PLACES, has_children=True),
        "courses.forms.runs.PlacesForm": named_(run=of["course_run"]),
        "courses.forms.participants.DayForm": named_(
            days=[Day(date(2026, 9, 2), 90)], people=[(of["participant"].pk, "Paula Probe")]
        ),
        "network.forms.merging.MergeForm": named_(gone=of["organisation"]),
        "reporting.forms.ReportForm": lambda kind: (
            lambda data=None, files=None, **_: kind(
                data or QueryDict(),
                Edition.objects.all(),
                [of["round"]],
                may_draft=True,
                has_courses=True,
            )
        ),
        "rounds.forms.answers.AnswerForm": lambda kind: (
            lambda data=None, files=None, **_: kind(of["answer"], Question.values, data)
        ),
        "rounds.forms.answers.OthersForm": first([of["answer"]]),
        "rounds.forms.confirming.ReviewFilter": lambda kind: (
            lambda data=None, files=None, **_: kind(data, [], "Handlungsfeld")
        ),
        "rounds.forms.rounds.ChosenMeasures": lambda kind: (
            lambda data=None, files=None, **_: kind(data, of["round"])
        ),
        "rounds.forms.rounds.MoreForm": named_(asking=of["round"]),
        "rounds.forms.rounds.RecipientForm": named_(organisation=of["organisation"]),
    }


def _passkey(user: Any) -> Authenticator:
    return Authenticator(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Taste"})


def _request() -> Any:
    request = RequestFactory().get("/konto/login/")
    request.user, request.session = AnonymousUser(), SessionStore()
    return request


# What a form makes of its fields is not what was typed: lines become lists, files become rows.
TURNED = {"responsible", "indicators", "opened", "titles"}


@pytest.fixture
def full(town, settings, tmp_path) -> FullTown:
    """A town with one of everything that a choice can name."""
    settings.MEDIA_ROOT = tmp_path
    return full_town(town)


@pytest.fixture(params=sorted(FORMS))
def maker(request, full, town) -> Maker:
    """Each form, as a function of data and files."""
    with town_scope(town):
        kind = FORMS[request.param]
        return made(full).get(request.param, lambda one: one)(kind)


def choices(form: BaseForm) -> dict[str, list[str]]:
    """What can be chosen, so that also valid data comes up."""
    offered = {}
    for name, field in form.fields.items():
        pairs = list(getattr(field, "choices", None) or [])
        offered[name] = [str(value) for value, _ in pairs if isinstance(value, str | int)]
    return offered


def sent(form: BaseForm) -> st.SearchStrategy[dict[str, list[str]]]:
    """Anything for every name that the form's own page would send."""
    names = sorted({*FIELD.findall(str(form)), *form.fields})
    plain = ["1", "7", "x", "Ein Titel", "name@example.org", "https://x.example", "2026-02-28"]
    plain += ["28.02.2026", "12,50", "on", "ein-langes-passwort", "05154036"]
    anything = st.sampled_from(HOSTILE) | st.text(max_size=40)
    offered = choices(form)

    def of(name: str) -> st.SearchStrategy[list[str]]:
        right = st.sampled_from([*plain, *offered.get(name, [])])
        return st.lists(right | right | anything, max_size=3)

    return st.fixed_dictionaries({}, optional={name: of(name) for name in names})


# Django hands on no file whose name has no last part.
NAMES = st.text(max_size=40).filter(lambda name: Path(name).name not in ("", "..") or not name)
FILES = st.tuples(
    NAMES | st.sampled_from(["../../etc/passwd", "a\0.csv", "x.xlsx", "k.docx"]),
    st.binary(max_size=300)
    | st.builds(
        bytes.__add__,
        st.sampled_from([b"PK\x03\x04", b"%PDF-", b"\x89PNG\r\n\x1a\n", b"a;b\n", b"\xff\xfe"]),
        st.binary(max_size=200),
    ),
)


def query(data: dict[str, list[str]]) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, values in data.items():
        made.setlist(name, values)
    return made


def typed_again(form: BaseForm, maker: Maker) -> QueryDict:
    """The cleaned data as the form's page would show and send it."""
    again = QueryDict(mutable=True)
    for name, field in form.fields.items():
        value = field.prepare_value(form.cleaned_data.get(name))
        sent_as = form.add_prefix(name)
        if name == "links":
            again.setlist(f"{name}-title", [row["title"] for row in value or []])
            again.setlist(f"{name}-url", [row["url"] for row in value or []])
        elif isinstance(value, list | tuple):
            again.setlist(sent_as, [str(one) for one in value])
        elif isinstance(value, bool):
            again.setlist(sent_as, ["on"] if value else [])
        elif value is not None:
            shown = field.widget.format_value(value)
            again.setlist(
                sent_as, [str(one) for one in shown] if isinstance(shown, list) else [shown]
            )
    return again


def test_every_room_s_forms_are_found():
    assert {name.partition(".")[0] for name in FORMS} >= {
        "accounts",
        "concept",
        "kernel",
        "network",
    }
    assert len(FORMS) >= 36


def test_no_form_breaks_and_what_it_accepts_stays_what_it_is(maker, town):
    # The sign-in library's own forms ask who sends them.
    with request_context(_request()), town_scope(town), transaction.atomic():
        empty = maker()
        has_file = any(isinstance(field, FileField) for field in empty.fields.values())

        @settings(max_examples=60, suppress_health_check=list(HealthCheck))
        @given(sent(empty), FILES)
        def cleaned(data: dict[str, list[str]], file: tuple[str, bytes]) -> None:
            name, content = file
            upload = {"file": SimpleUploadedFile(name or "x", content)} if has_file else {}
            form = maker(query(data), upload)
            if not form.is_valid():
                assert all(str(one) for errors in form.errors.values() for one in errors)
                return
            texts = [value for value in form.cleaned_data.values() if isinstance(value, str)]
            assert not [text for text in texts if "\0" in text]
            if has_file:
                return
            again = maker(typed_again(form, maker), {})
            assert again.is_valid(), again.errors
            kept = set(form.cleaned_data) - TURNED
            assert {name: again.cleaned_data[name] for name in kept} == {
                name: form.cleaned_data[name] for name in kept
            }

        cleaned()
        transaction.set_rollback(True)
