"""The board of proposals in a large town: its pages, and what is calculated after a refusal."""

from statistics import median
from time import process_time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from benchmarks import learners, towns
from benchmarks.figures import Figure, at_most, equal
from miteinander.accounts.models import User
from miteinander.accounts.queries import actor_in
from miteinander.courses.actions import deciding, offers, placing_job, rounds
from miteinander.courses.queries.board import proposals
from miteinander.courses.queries.placement import newest_round
from miteinander.kernel.actor import Actor
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import town_scope

PEOPLE, FEW = 10_000, 400
PAGE_MS, CALLS, BATCHES = 100, 10, 3
REFUSALS, OF_A_FULL_RUN = 9, 0.05
BY_A_WORKER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # as in production


def figures() -> list[Figure]:
    """Pages at 400 and at 10,000 people who look for a course; refusals at 10,000."""
    # What more is said of a finished round does not count as a part of it.
    placing_job.prices, placing_job.closings = (lambda *_: []), (lambda *_: {})
    towns.migrate()
    small, large = learners.town("klein", FEW), learners.town("gross", PEOPLE)
    by = {town.slug: _coordinator(town) for town in (small, large)}
    _calculate(small, by["klein"])
    full = _calculate(large, by["gross"])
    clients = [_signed_in(by[town.slug]) for town in (small, large)]
    boards = [reverse("workspace:placement", args=[t]) for t in by]
    proposals = [_first(town) for town in (small, large)]
    with override_settings(TASKS=BY_A_WORKER):
        counts, cost = _page(clients, boards)
        _, single = _page(clients, proposals)
    return [
        equal("queries of the page board", counts[1], "queries", counts[0]),
        at_most(f"page board, {PEOPLE} people", cost, "ms CPU", PAGE_MS),
        Figure(f"page one proposal, {PEOPLE} people", round(single, 1), "ms CPU"),
        *_refusals(large, by["gross"], full),
    ]


def _coordinator(town: Municipality) -> Actor:
    actor = actor_in(towns.coordinator(town), town)
    if actor is None:
        raise RuntimeError(f"{town}: no coordinator")
    return actor


def _signed_in(by: Actor) -> Client:
    client = Client(HTTP_HOST="localhost")
    user = User.objects.get(pk=by.user_id)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _first(town: Municipality) -> str:
    """The page of the most urgent person's proposal."""
    with town_scope(town):
        one = newest_round()
        first = proposals(one)[0] if one else None
    if first is None:
        raise RuntimeError(f"{town}: no proposals")
    return reverse("workspace:proposal", args=[town.slug, first.pk])


def _page(clients: list[Client], addresses: list[str]) -> tuple[list[int], float]:
    """Queries in both towns, and milliseconds of CPU in the large one at best."""
    counts = [_queries(*one) for one in zip(clients, addresses, strict=True)]
    return counts, min(_per_call(clients[1], addresses[1]) for _ in range(BATCHES))


def _per_call(client: Client, address: str) -> float:
    begun = process_time()
    for _ in range(CALLS):
        _get(client, address)
    return (process_time() - begun) / CALLS * 1000


def _queries(client: Client, address: str) -> int:
    _get(client, address)  # the first call may fill caches of the process
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
    return len(captured)


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")


def _calculate(town: Municipality, by: Actor) -> float:
    """Seconds of CPU of a whole round."""
    begun = process_time()
    with town_scope(town):
        rounds.start(by=by)
    return process_time() - begun


def _refusals(town: Municipality, by: Actor, full: float) -> list[Figure]:
    """What it costs that somebody says no: writing it down, and who is next."""
    costs = [_refusal(town, by, number) for number in range(REFUSALS)]
    return [
        Figure(f"proposals for {PEOPLE} people", round(full, 2), "s CPU"),
        Figure("after the dearest refusal / all anew", round(max(costs) / full, 3), "ratio"),
        at_most("after one refusal / all anew", median(costs) / full, "ratio", OF_A_FULL_RUN),
    ]


def _refusal(town: Municipality, by: Actor, number: int) -> float:
    with town_scope(town):
        one = newest_round()
        found = proposals(one).filter(decision="open", run__isnull=False) if one else None
        if found is None:
            raise RuntimeError(f"{town}: no proposals")
        (offer,) = deciding.accept(proposals=[found[number * PEOPLE // 2 // REFUSALS]], by=by)
    begun = process_time()
    with town_scope(town):
        offers.answer(offer=offer, is_yes=False, by=by)
    return process_time() - begun
