"""What a report says beside its status: by year, as cells, on pages and in files."""

from datetime import date
from decimal import Decimal

import pytest

from miteinander.concept import open_data, report_words
from miteinander.concept.actions import reports
from miteinander.concept.forms.reports import ReportForm
from tests import factories

SAID = {
    "note": "Zwei Gruppen.",
    "results": "34 Abende",
    "obstacles": "Kein Raum.",
    "next_steps": "Raum suchen.",
    "cost_eur": Decimal("1200.50"),
    "persons_reached": 34,
    "period_from": date(2025, 1, 1),
    "period_until": date(2025, 12, 31),
}


@pytest.fixture
def measure(in_town):
    return factories.measure(factories.field(factories.edition(in_town)), "Café")


def _posted(**more):
    return {"status": "started", "reported_on": "2026-03-01", "note": "Gut.", **more}


def test_a_yearly_report_stands_in_the_year_of_its_period(measure):
    late = factories.report(measure, reported_on=date(2026, 3, 1), **SAID)
    early = factories.report(measure, reported_on=date(2024, 3, 1))
    assert report_words.by_year([late, early]) == [
        report_words.Year(2025, [late], has_latest=True),
        report_words.Year(2024, [early], has_latest=False),
    ]


def test_the_latest_report_is_open_also_where_its_period_ended_before_another(measure):
    newest = factories.report(measure, reported_on=date(2026, 11, 1), **SAID)
    spring = factories.report(measure, reported_on=date(2026, 3, 1))
    years = report_words.by_year([newest, spring])
    assert [(one.year, one.has_latest) for one in years] == [(2026, False), (2025, True)]


def test_an_action_stores_all_that_is_said(measure, editor):
    report = reports.add(measure, status="started", reported_on=date(2026, 3, 1), by=editor, **SAID)
    report.refresh_from_db()
    assert {name: getattr(report, name) for name in SAID} == SAID
    changed = reports.change(
        report, status="started", reported_on=date(2026, 3, 1), note="Drei.", by=editor
    )
    assert (changed.note, changed.obstacles) == ("Drei.", "Kein Raum.")


@pytest.mark.parametrize(
    ("period", "wrong"),
    [
        ({"period_from": "2025-01-01"}, "period_until"),
        ({"period_until": "2025-01-01"}, "period_from"),
        ({"period_from": "2025-02-01", "period_until": "2025-01-01"}, "period_until"),
    ],
)
def test_a_period_has_both_days_in_their_order(period, wrong):
    form = ReportForm(_posted(**period))
    assert list(form.errors) == [wrong]
    assert form.says_more


def test_the_workspace_stores_and_shows_every_part(measure, as_editor, town):
    base = f"/{town.slug}/arbeit/massnahmen/{measure.pk}/"
    more = {"results": "34 Abende", "obstacles": "Kein Raum.", "persons_reached": "34"}
    as_editor.post(f"{base}bericht/", _posted(**more))
    shown = as_editor.get(base).content.decode()
    assert "34 Abende" in shown
    assert "Kein Raum." in shown


def test_obstacles_are_public_only_in_a_published_report(measure, client, town):
    factories.report(measure, is_published=False, obstacles="Streit im Team")
    factories.report(measure, **SAID)
    data = client.get(f"/{town.slug}/konzept/konzept.json")
    page = client.get(f"/{town.slug}/konzept/massnahmen/cafe-{measure.pk}/")
    for told in (data.content.decode(), page.content.decode()):
        assert "Kein Raum." in told
        assert "Streit" not in told


def test_open_data_and_tables_tell_a_report_whole(measure, as_coordinator, client, town):
    report = factories.report(measure, **SAID)
    assert open_data.report(report).items() >= SAID.items()
    for table in (
        client.get(f"/{town.slug}/konzept/massnahmen.csv"),
        as_coordinator.get(f"/{town.slug}/arbeit/massnahmen.csv"),
    ):
        told = table.content.decode()
        assert "Kein Raum." in told
        assert "1200,5" in told
