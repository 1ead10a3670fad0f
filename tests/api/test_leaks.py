"""Drafts, notes, unpublished reports and other towns' content reach no program without a scope.

Every operation of the description is asked, so a new one falls under these tests by itself.
"""

from collections.abc import Iterator

import pytest
from django.test import Client

from miteinander.accounts.choices import TokenScope
from miteinander.api.service import api
from miteinander.concept.models import Measure
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.portal.test_leaks import (
    HIDDEN,
    SHOWN,
    _fill,
    _hide_beside,
    _hide_drafts,
    _hide_things_in,
)


@pytest.fixture
def full_town(town, settings, tmp_path) -> Measure:
    """A public measure amid everything that must stay hidden."""
    settings.MEDIA_ROOT = tmp_path
    edition = factories.edition(town)
    measure = _fill(edition, SHOWN)
    _hide_things_in(measure)
    _hide_drafts(edition)
    _hide_beside(town, edition)
    return measure


def answers(secret: str = "") -> Iterator[tuple[str, str]]:
    """(address, whole answer) of every operation, for every measure that exists."""
    with all_towns():
        keys = list(Measure.objects.values_list("pk", flat=True))
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    program = Client()
    for path in api.get_openapi_schema()["paths"]:
        for pk in keys if "{pk}" in path else [0]:
            address = path.replace("{town}", "teststadt").replace("{pk}", str(pk))
            answer = program.get(address, headers=headers)
            assert answer.status_code in (200, 401, 403, 404), address
            yield path, f"{answer.content.decode()} {answer.headers}"


def test_no_answer_without_a_token_says_what_is_hidden(full_town):
    told = list(answers())
    assert [path for path, text in told if HIDDEN in text.upper()] == []
    shown = {path.rpartition("}/")[2] for path, text in told if SHOWN in text}
    assert shown >= {"concept", "measures", "needs", "judgements"}


def test_a_token_shows_no_more_of_what_is_public(full_town, town):
    secret = factories.token(town, TokenScope.PLAN)
    leaks = {path for path, text in answers(secret) if HIDDEN in text.upper()}
    assert leaks == {"/api/v1/{town}/plan"}


def test_a_token_for_the_trail_shows_no_content_at_all(full_town, town):
    secret = factories.token(town, TokenScope.TRAIL)
    assert [path for path, text in answers(secret) if HIDDEN in text.upper()] == []


def test_the_plan_tells_drafts_but_no_notes_no_people_no_other_town(town, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    measure = _fill(factories.edition(town), SHOWN)
    _hide_things_in(measure)
    _fill(factories.edition(factories.town("Nachbarstadt")), HIDDEN)
    secret = factories.token(town, TokenScope.PLAN)
    text = dict(answers(secret))["/api/v1/{town}/plan"]
    # The unpublished report is the only hidden thing that the scope opens: its note and author.
    assert text.count(HIDDEN) == 2
