"""Tests of what a municipality says about itself."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from miteinander.accounts.actions import municipality as actions
from miteinander.accounts.forms.municipality import MunicipalityForm
from miteinander.kernel.errors import NotAllowed
from miteinander.kernel.models import AuditEvent

PAGE = "/teststadt/arbeit/kommune/"
ANSWERS = {"office": "Stabsstelle", "email": "amt@teststadt.example", "imprint": "## Impressum"}


def test_the_coordination_changes_the_texts_and_the_pages_are_built_anew(in_town, coordinator):
    before = in_town.revision
    actions.change(values=ANSWERS, by=coordinator)
    in_town.refresh_from_db()
    assert in_town.office == "Stabsstelle"
    assert in_town.revision > before
    assert AuditEvent.objects.get().verb == "municipality.changed"


def test_name_key_and_address_are_not_changed_this_way(in_town, coordinator):
    actions.change(values={"slug": "anders", "ags": "1", "is_active": False}, by=coordinator)
    in_town.refresh_from_db()
    assert (in_town.slug, in_town.is_active) == ("teststadt", True)


def test_an_editor_changes_nothing(in_town, editor, as_editor):
    with pytest.raises(NotAllowed):
        actions.change(values=ANSWERS, by=editor)
    assert as_editor.get(PAGE).status_code == 403
    assert as_editor.post(PAGE, ANSWERS).status_code == 403


def test_the_page_stores_what_was_typed(as_coordinator, town):
    response = as_coordinator.post(PAGE, ANSWERS, follow=True)
    assert "Gespeichert" in response.content.decode()
    town.refresh_from_db()
    assert town.imprint == "## Impressum"


def test_the_preview_shows_clean_html_and_stores_nothing(as_coordinator, town):
    text = "**fett** <script>alert(1)</script>"
    answers = ANSWERS | {"imprint": text, "vorschau": "1"}
    page = as_coordinator.post(PAGE, answers).content.decode()
    assert "<strong>fett</strong>" in page
    assert "<script>alert" not in page
    town.refresh_from_db()
    assert town.imprint == ""


def test_strangers_find_nothing(as_stranger, town):
    assert as_stranger.get(PAGE).status_code == 404
    assert Client().get(PAGE)["Location"].startswith("/konto/login/")


@given(st.dictionaries(st.sampled_from(list(actions.CHANGEABLE)), st.text(max_size=80)))
def test_whatever_is_typed_the_form_answers(answers):
    form = MunicipalityForm(answers)
    form.is_valid()
    assert all(text.strip() for _, text in form.previews())
