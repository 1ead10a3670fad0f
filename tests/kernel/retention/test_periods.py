"""Periods end as §§ 187, 188 BGB and DIN 66398 say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.kernel.retention.periods import Period

DAY = timedelta(days=1)
days = st.dates(date(1980, 1, 1), date(2200, 12, 31))
periods = st.builds(
    Period,
    years=st.integers(0, 40),
    months=st.integers(0, 60),
    days=st.integers(0, 800),
    end_of_year=st.booleans(),
)


@pytest.mark.parametrize(
    ("period", "event", "due"),
    [
        (Period(days=30), date(2026, 3, 1), date(2026, 4, 1)),
        (Period(), date(2026, 3, 1), date(2026, 3, 2)),
        (Period(months=1), date(2026, 1, 31), date(2026, 3, 1)),
        (Period(months=1), date(2024, 1, 31), date(2024, 3, 1)),
        (Period(years=1), date(2024, 2, 29), date(2025, 3, 1)),
        (Period(years=2, end_of_year=True), date(2026, 1, 1), date(2029, 1, 1)),
        (Period(years=2, end_of_year=True), date(2026, 12, 31), date(2029, 1, 1)),
        (Period(months=6, end_of_year=True), date(2026, 5, 5), date(2027, 7, 1)),
    ],
)
def test_what_is_kept_is_due_on_the_day_after_the_last_day(period, event, due):
    assert period.due_on(event) == due
    assert period.last_day(event) == due - DAY


@given(periods, days)
def test_the_latest_event_is_due_today_and_the_next_day_s_is_not(period, today):
    latest = period.latest_event(today)
    assert period.due_on(latest) <= today < period.due_on(latest + DAY)


@given(periods, days, days)
def test_what_happened_earlier_is_never_due_later(period, one, other):
    first, second = sorted([one, other])
    assert period.due_on(first) <= period.due_on(second)


@given(periods, days)
def test_nothing_is_due_on_the_day_of_the_event_or_before_the_period_is_over(period, event):
    due = period.due_on(event)
    assert due > event + timedelta(days=period.days)
    assert due.year >= event.year + period.years
    if period.end_of_year and not period.months and not period.days:
        assert (due.month, due.day) == (1, 1)


@given(days, st.integers(0, 30))
def test_all_events_of_a_year_are_due_together_where_the_year_s_end_counts(event, years):
    period = Period(years=years, end_of_year=True)
    assert period.due_on(event) == date(event.year + years + 1, 1, 1)


def test_a_period_never_goes_backward():
    with pytest.raises(ValueError, match="backward"):
        Period(days=-1)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(days=30), "30 Tage"),
        (Period(months=1), "1 Monat"),
        (Period(years=1, months=6), "1 Jahr und 6 Monate"),
        (Period(years=3, end_of_year=True), "3 Jahre ab dem Ende des Jahres"),
        (Period(), "keine Frist"),
    ],
)
def test_a_period_reads_as_german(period, words):
    assert str(period) == words
