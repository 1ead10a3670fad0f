"""The API against its own description, with right and wrong data, with and without a token."""

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth

from miteinander.accounts import tokens
from miteinander.accounts.choices import TokenScope
from miteinander.config.wsgi import application
from tests import factories
from tests.house.doors import full_town

MANY = settings(max_examples=25, suppress_health_check=list(HealthCheck))


@pytest.fixture
def described(town, settings, tmp_path, monkeypatch):
    """The API of a town with content; nobody is held up by how often the tests ask."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(tokens, "MOST_PER_MINUTE", 10**9)
    full_town(town)
    ends = (signals.request_started, signals.request_finished)
    # A real server lets go of the connection after each request; the test's town is only in this.
    for end in ends:
        end.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def secret(town) -> str:
    """A token that may read everything."""
    return factories.token(town, *TokenScope.values)


OPERATIONS = (
    *("towns", "editions", "concept", "measures", "measure", "needs", "judgements", "courses"),
    *("plan", "trail"),
)


@pytest.fixture(params=OPERATIONS)
def operation(request, described):
    """Each operation; a new one without its name here fails below."""
    operations = described.get_all_operations()
    assert {one.ok().definition.raw["operationId"] for one in operations} == set(OPERATIONS)
    return described.find_operation_by_id(request.param)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("has_token", [False, True])
def test_no_request_gets_an_answer_that_the_description_does_not_know(
    operation, secret, mode, has_token
):
    headers = {"Authorization": f"Bearer {secret}"} if has_token else {}

    @MANY
    @given(operation.as_strategy(generation_mode=mode))
    def answered(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=headers, excluded_checks=[ignored_auth])

    answered()


def test_nor_in_a_town_that_exists(operation, secret):
    headers = {"Authorization": f"Bearer {secret}"}
    seen = set()

    @MANY
    @given(operation.as_strategy())
    def answered(case: schemathesis.Case) -> None:
        if case.path_parameters:
            case.path_parameters["town"] = "teststadt"
        answer = case.call_and_validate(headers=headers, excluded_checks=[ignored_auth])
        seen.add(answer.status_code)

    answered()
    assert seen <= {200, 404}
    assert 200 in seen or operation.definition.raw["operationId"] == "measure"
