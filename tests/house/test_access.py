"""Every role at every address of the workspace, by every method, against the table.

The addresses are read from the URL patterns and the roles from the code: neither can grow without
a row in access.py.
"""

import pytest
from django.test import Client
from django_scopes import ScopeError

from miteinander.accounts.choices import Role
from miteinander.accounts.models import User
from miteinander.kernel.tenancy import all_towns
from miteinander.reporting.models import ReportFile
from tests import factories
from tests.house.access import LETTERS, ROWS, table
from tests.house.doors import FullTown, full_town, patterns
from tests.house.test_doors import asked

OTHER_METHODS = ("put", "patch", "delete", "options", "trace")


@pytest.fixture
def full(town, settings, tmp_path) -> FullTown:
    """The town with one of everything."""
    settings.MEDIA_ROOT = tmp_path
    return full_town(town)


def somebody(full: FullTown, role: Role) -> User:
    """A person with this role; a partner speaks for the institution that leads the measure.

    What is for one person only, a report that was written, is for this one.
    """
    if role == Role.PARTNER:
        return factories.partner(full.things["organisation"])
    person = factories.member(full.municipality, f"Nora {role}", role)
    with all_towns():
        ReportFile.objects.update(user=person)
    return person


def signed_in(user: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_every_address_has_exactly_one_row():
    named = [name for _, _, names in ROWS for name in names.split()]
    assert sorted(named) == sorted({str(one.name) for one in patterns("workspace")})
    assert len(named) == len(set(named))


def test_every_role_has_a_letter_and_an_explanation():
    assert set(LETTERS.values()) == set(Role)
    assert (Role.__doc__ or "").count("\n    - ") == len(Role)


@pytest.mark.parametrize("role", Role)
def test_a_role_gets_exactly_where_the_table_says(full, role):
    rows, wrong = table(), {}
    for name, method, answer in asked(signed_in(somebody(full, role)), full):
        opens, sends = rows[name]
        may, others = (opens, sends) if method == "get" else (sends, opens)
        fine = {200, 302} if role in may else {403}
        if not may and role in others:
            fine = {405}
        elif not may:
            fine = {403, 405}
        if answer.status_code not in fine:
            wrong[name, method] = answer.status_code
    assert wrong == {}


@pytest.mark.parametrize("method", OTHER_METHODS)
def test_no_address_takes_another_method(full, method):
    client = signed_in(somebody(full, Role.COORDINATION))
    taken = [
        (name, answer.status_code)
        for name, _, answer in asked(client, full, methods=(method,))
        if answer.status_code not in (200, 302, 403, 405)
    ]
    assert taken == []


def test_a_partner_reads_and_reports_on_measures_of_the_own_institution_only(full):
    other = factories.measure(full.things["field"], lead=factories.organisation(full.municipality))
    client = signed_in(somebody(full, Role.PARTNER))
    base = "/teststadt/arbeit/meine-massnahmen/"
    page = client.get(base).content.decode()
    assert full.things["measure"].title in page
    assert other.title not in page
    assert client.get(f"{base}{full.things['measure'].pk}/bericht/").status_code == 200
    assert client.get(f"{base}{other.pk}/bericht/").status_code == 404
    assert client.post(f"{base}{other.pk}/bericht/", {"status": "started"}).status_code == 404


def test_a_partner_who_speaks_for_nobody_sees_no_measure(full):
    client = signed_in(factories.member(full.municipality, "Paul", Role.PARTNER))
    page = client.get("/teststadt/arbeit/meine-massnahmen/").content.decode()
    assert full.things["measure"].title not in page
    assert "noch keine Maßnahme" in page


def test_a_query_of_a_tenant_table_outside_a_scope_raises(full):
    with pytest.raises(ScopeError):
        list(type(full.things["measure"]).objects.all())
