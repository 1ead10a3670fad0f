"""Who gets through which door: every address of the workspace and of the public pages.

The addresses are read from the URL patterns, so a new page falls under these tests by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from miteinander.kernel.models import AuditEvent, Municipality
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.house.doors import FullTown, addresses, full_town, takes_key


@pytest.fixture
def full(town: Municipality, settings, tmp_path) -> FullTown:
    """The town with one of everything."""
    settings.MEDIA_ROOT = tmp_path
    return full_town(town)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back, so that the next address finds the same town."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def bodies(full: FullTown) -> dict[str, dict[str, str]]:
    """What to send to addresses that name an object in what is sent."""
    return {"plan_order": {"hoch": f"goal-{full.things['goal'].pk}"}}


def asked(
    client: Client,
    full: FullTown,
    town: Municipality | None = None,
    methods: tuple[str, ...] = ("get", "post"),
) -> Iterator[tuple[str, str, HttpResponse]]:
    """(name, method, answer) of every workspace address, by GET and by POST."""
    data = bodies(full)
    for name, address in addresses("workspace", full, town):
        for method in methods:
            sent = (data.get(name, {}),) if method == "post" else ()
            with undone():
                yield name, method, getattr(client, method)(address, *sent)


def things_done(town: Municipality) -> int:
    """How many events the trail of the town has."""
    with all_towns():
        return AuditEvent.objects.filter(municipality=town).count()


def test_nobody_gets_into_the_workspace_without_signing_in(full, db):
    for name, method, answer in asked(Client(), full):
        assert answer.status_code == 302, (name, method)
        assert answer["Location"].startswith("/konto/login/?next=/teststadt/arbeit/"), name


def test_somebody_of_another_town_finds_no_page_of_this_workspace(full, as_stranger):
    found = [
        (name, method, answer.status_code)
        for name, method, answer in asked(as_stranger, full)
        if answer.status_code != 404
    ]
    assert found == []


def test_somebody_of_another_town_finds_nothing_of_this_one_below_their_own_address(
    full, as_stranger
):
    """The keys are this town's, the address is the stranger's own."""
    other = Municipality.objects.get(slug="fremdstadt")
    factories.measure(factories.field(factories.edition(other)))
    before = things_done(full.municipality), things_done(other)
    sent = bodies(full)
    found = [
        (name, method, answer.status_code)
        for name, method, answer in asked(as_stranger, full, other)
        if (takes_key(name) or (name in sent and method == "post"))
        and answer.status_code not in (403, 404, 405)
    ]
    assert found == []
    assert (things_done(full.municipality), things_done(other)) == before


def test_no_page_of_the_workspace_is_kept_by_anybody(full, as_coordinator):
    """Neither by a proxy, nor by the browser of a shared computer after the sign-out."""
    kept = [
        name
        for name, _, answer in asked(as_coordinator, full)
        if "no-store" not in answer.get("Cache-Control", "") or "ETag" in answer
    ]
    assert kept == []


def test_a_file_that_is_missing_on_the_disk_is_not_found(full, as_coordinator):
    """As after a restore that forgot the folder of files."""
    file = full.things["file"]
    file.file.storage.delete(file.file.name)
    address = f"/teststadt/arbeit/dateien/{file.pk}/"
    assert as_coordinator.get(address).status_code == 404
    assert Client().get(f"/teststadt/konzept/dateien/{file.pk}/").status_code == 404


def test_everyone_gets_an_answer_on_every_public_page(full):
    for name, address in addresses("public", full):
        for method in ("get", "head", "options", "post", "put", "delete"):
            status = getattr(Client(), method)(address).status_code
            # The token of the table is none: a link that nobody sent opens nothing.
            # An edition is compared with another one, never with itself.
            is_unknown = (
                name in ("follow_confirm", "follow_end", "follow_end_all", "place_answer")
                or name.startswith("course_reports")
                or "comparison_" in name
            )
            # Whoever holds the link of an inquiry is led on after having handed in.
            allowed = (404, 405) if is_unknown else (200, 301, 302, 405)
            assert status in allowed, (name, method, status)
