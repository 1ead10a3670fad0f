"""Numbers of SQL queries of every list, at 144 and at 1,440 measures."""

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse

from benchmarks import towns
from benchmarks.figures import Figure, at_most, equal
from miteinander.concept.addresses import field_path
from miteinander.concept.models import Field
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import town_scope

PUBLIC = ["town", "concept", "process", "measures", "downloads"]
WORKSPACE = ["home", "plan", "measures", "organisations", "people", "imports", "members"]
MOST_OVERVIEW = 12


def figures() -> list[Figure]:
    """One figure per list: its queries at 1,440 measures, which must equal those at 144."""
    setup_test_environment()
    # A stored page costs one query; here the building is measured.
    settings.MIDDLEWARE.remove("miteinander.kernel.public_pages.PublicPages")
    towns.migrate()
    small, large = towns.town("klein", 144), towns.town("gross", 1440)
    return [*_public(small, large), *_workspace(small, large)]


def _public(small: Municipality, large: Municipality) -> list[Figure]:
    measured = []
    for name in PUBLIC:
        counts = [
            _queries(Client(), reverse(f"public:{name}", args=[t.slug])) for t in (small, large)
        ]
        measured.append(equal(f"queries public:{name}", counts[1], "queries", counts[0]))
        if name == "concept":
            measured.append(at_most("queries overview", counts[1], "queries", MOST_OVERVIEW))
    counts = [_queries(Client(), _field(town)) for town in (small, large)]
    return [*measured, equal("queries public:field", counts[1], "queries", counts[0])]


def _workspace(small: Municipality, large: Municipality) -> list[Figure]:
    clients = {town.slug: _signed_in(town) for town in (small, large)}
    measured = []
    for name in WORKSPACE:
        counts = [
            _queries(clients[town.slug], reverse(f"workspace:{name}", args=[town.slug]))
            for town in (small, large)
        ]
        measured.append(equal(f"queries workspace:{name}", counts[1], "queries", counts[0]))
    return measured


def _signed_in(town: Municipality) -> Client:
    client = Client()
    user = towns.coordinator(town)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _field(town: Municipality) -> str:
    with town_scope(town):
        return field_path(town.slug, Field.objects.order_by("pk")[0])


def _queries(client: Client, address: str) -> int:
    client.get(address)  # the first call may fill caches of the process
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")
    return len(captured)
