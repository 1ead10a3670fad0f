"""Tests of keyset paging: forward and backward, every row exactly once."""

from datetime import date, timedelta

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.concept.models import StatusReport
from miteinander.kernel.models import Municipality
from miteinander.ui.paging import Page, page
from tests import factories

ORDERS = [("name", "pk"), ("-revision", "pk"), ("parent__revision", "-pk"), ("-parent__name", "pk")]


def request(query: str = "") -> HttpRequest:
    return RequestFactory().get(f"/liste/{query}")


@pytest.fixture
def towns(db) -> list[Municipality]:
    """Eleven towns with names and numbers that repeat, some without a district."""
    districts = [_town(1, name="Kreis A"), _town(2, name="Kreis B", revision=1)]
    return [
        _town(
            3 + number,
            name=f"Stadt {number % 4}",
            revision=number % 3,
            parent=[None, *districts][number % 3],
        )
        for number in range(11)
    ]


def _town(number: int, **fields: object) -> Municipality:
    return Municipality.objects.create(ags=f"{number:08}", kind="town", slug=f"t{number}", **fields)


def walk(by: tuple[str, ...], size: int) -> tuple[list[list[int]], list[list[int]]]:
    """The pages from first to last, and back from last to first."""
    here: Page = page(Municipality.objects.all(), request(), by=by, size=size)
    forward = [[town.pk for town in here.items]]
    while here.has_next:
        here = page(Municipality.objects.all(), request(here.next_url), by=by, size=size)
        forward.append([town.pk for town in here.items])
    backward = [forward[-1]]
    while here.has_previous:
        here = page(Municipality.objects.all(), request(here.previous_url), by=by, size=size)
        backward.append([town.pk for town in here.items])
    return forward, backward


@pytest.mark.parametrize("by", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 3, 5, 12, 13, 50])
def test_walking_shows_every_row_once_in_both_directions(towns, by, size):
    forward, backward = walk(by, size)
    everything = [pk for pks in forward for pk in pks]
    assert len(everything) == len(set(everything)) == Municipality.objects.count()
    assert backward == forward[::-1]


def test_empty_values_come_last(towns):
    items = page(Municipality.objects.all(), request(), by=("-parent__name", "pk")).items
    has_parent = [town.parent_id is not None for town in items]
    assert has_parent == sorted(has_parent, reverse=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(side=st.sampled_from(["nach", "vor"]), cursor=st.text(max_size=80))
def test_a_hostile_cursor_leads_to_the_first_page(towns, side, cursor):
    asked = RequestFactory().get("/liste/", {side: cursor})
    found = page(Municipality.objects.all(), asked, by=("name", "pk"), size=3)
    first = page(Municipality.objects.all(), request(), by=("name", "pk"), size=3)
    assert [town.pk for town in found.items] == [town.pk for town in first.items]
    assert not found.has_previous


def test_the_cursor_of_another_order_leads_to_the_first_page(towns):
    other = page(Municipality.objects.all(), request(), by=("-revision", "pk"), size=3).next_url
    found = page(Municipality.objects.all(), request(other), by=("name", "pk"), size=3)
    assert not found.has_previous


def test_a_page_emptied_meanwhile_leads_to_the_first_page(towns):
    here = page(Municipality.objects.all(), request(), by=("pk",), size=12)
    towns[-1].delete()
    found = page(Municipality.objects.all(), request(here.next_url), by=("pk",), size=12)
    assert len(found.items) == 12
    assert not found.has_previous


def test_filters_stay_in_the_addresses_of_the_neighbours(towns):
    here = page(Municipality.objects.all(), request("?suche=Stadt&vor=x"), by=("pk",), size=3)
    assert here.next_url.startswith("?suche=Stadt&nach=")


def test_a_page_costs_one_query_and_its_total_another(towns, django_assert_num_queries):
    with django_assert_num_queries(1):
        page(Municipality.objects.all(), request(), by=("name", "pk"), size=3)
    with django_assert_num_queries(2):
        found = page(Municipality.objects.all(), request(), by=("name", "pk"), size=3, count=True)
    assert found.total == 13


def test_days_and_rows_as_dictionaries_can_be_walked(in_town):
    measure = factories.measure(factories.field(factories.edition(in_town)))
    start = date(2026, 1, 1)
    for number in range(5):
        factories.report(measure, reported_on=start + timedelta(days=number // 2))
    rows = StatusReport.objects.values("reported_on")
    here = page(rows, request(), by=("-reported_on", "pk"), size=2)
    found = [row["reported_on"] for row in here.items]
    while here.has_next:
        here = page(rows, request(here.next_url), by=("-reported_on", "pk"), size=2)
        found += [row["reported_on"] for row in here.items]
    assert found == sorted(found, reverse=True)
    assert len(found) == 5
