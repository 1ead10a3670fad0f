"""Status reports, and the measure's status that follows from them."""

from datetime import date

import pytest

from miteinander.concept.actions import reports
from miteinander.concept.choices import Status
from miteinander.concept.models import StatusReport
from miteinander.kernel.errors import NotAllowed, NotPossible
from tests import factories


@pytest.fixture
def measure(in_town):
    return factories.measure(factories.field(factories.edition(in_town)))


def _add(measure, status, day, by):
    return reports.add(measure, status=status, reported_on=day, note="Gut.", by=by)


def test_a_report_counts_only_once_it_is_published(measure, coordinator):
    report = _add(measure, "started", date(2026, 1, 1), coordinator)
    measure.refresh_from_db()
    assert (measure.status, report.author, report.door) == ("", "Alice", "session")
    reports.publish(report, by=coordinator)
    measure.refresh_from_db()
    assert (measure.status, measure.reported_on) == ("started", date(2026, 1, 1))


def test_an_editor_writes_reports_but_neither_publishes_nor_withdraws(measure, editor):
    report = _add(measure, "started", date(2026, 1, 1), editor)
    for refused in (reports.publish, reports.withdraw, reports.delete):
        with pytest.raises(NotAllowed):
            refused(report, by=editor)


def test_the_latest_published_report_is_the_status_whatever_the_order(measure, coordinator):
    late = _add(measure, "advanced", date(2026, 5, 1), coordinator)
    early = _add(measure, "started", date(2025, 5, 1), coordinator)
    for report in (late, early):
        reports.publish(report, by=coordinator)
    measure.refresh_from_db()
    assert measure.status == "advanced"
    reports.withdraw(late, by=coordinator)
    measure.refresh_from_db()
    assert (measure.status, measure.reported_on) == ("started", date(2025, 5, 1))
    reports.withdraw(early, by=coordinator)
    measure.refresh_from_db()
    assert (measure.status, measure.reported_on) == ("", None)


def test_of_two_reports_of_a_day_the_later_written_counts(measure, coordinator):
    for status in ("started", "advanced"):
        reports.publish(_add(measure, status, date(2026, 1, 1), coordinator), by=coordinator)
    measure.refresh_from_db()
    assert measure.status == "advanced"


def test_an_impossible_step_is_refused_with_what_is_possible(measure, editor):
    factories.report(measure, Status.COMPLETED, reported_on=date(2025, 1, 1))
    with pytest.raises(NotPossible, match="„begonnen“"):
        _add(measure, "planned", date(2026, 1, 1), editor)


def test_a_report_of_an_earlier_day_must_fit_to_the_one_that_follows(measure, editor):
    factories.report(measure, Status.PERMANENT, reported_on=date(2025, 1, 1))
    with pytest.raises(NotPossible, match="folgt schon"):
        _add(measure, "discontinued", date(2024, 1, 1), editor)


def test_a_public_report_is_withdrawn_before_it_is_corrected(measure, coordinator):
    report = factories.report(measure, Status.COMPLETED)
    new = {"status": "started", "reported_on": date(2026, 1, 1), "note": ""}
    with pytest.raises(NotPossible, match="zuerst zurück"):
        reports.change(report, **new, by=coordinator)
    with pytest.raises(NotPossible):
        reports.delete(report, by=coordinator)
    reports.withdraw(report, by=coordinator)
    assert reports.change(report, **new, by=coordinator).status == "started"
    reports.delete(report, by=coordinator)
    assert not StatusReport.objects.exists()
