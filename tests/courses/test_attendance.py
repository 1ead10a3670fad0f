"""When a training is attended well enough."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from miteinander.courses.attendance import Day, Presence, days, hours, presence
from miteinander.courses.times import parse

FIRST = date(2026, 9, 1)


def test_times_on_the_same_day_are_one_day():
    plan = days(parse("01.09.2026 9-12\n01.09.2026 13-16\n08.09.2026 9-12"), None, None)
    assert plan == [Day(date(2026, 9, 1), 360), Day(date(2026, 9, 8), 180)]


def test_four_of_five_days_are_enough_and_three_are_not():
    plan = [Day(FIRST + timedelta(days=n), 90) for n in range(5)]
    there = {day.on for day in plan}
    four, three = there - {FIRST}, there - {FIRST, FIRST + timedelta(days=1)}
    assert presence(plan, four, FIRST + timedelta(days=9)) == Presence(4, 5, 360)
    assert presence(plan, four, FIRST + timedelta(days=9)).is_enough
    assert not presence(plan, three, FIRST + timedelta(days=9)).is_enough


def test_days_to_come_do_not_count_yet():
    plan = [Day(FIRST, 90), Day(FIRST + timedelta(days=7), 90)]
    seen = presence(plan, {FIRST}, FIRST)
    assert (seen.percent, seen.is_enough) == (100, True)
    assert not presence(plan, set(), FIRST - timedelta(days=1)).is_enough


@given(st.integers(0, 60), st.sets(st.integers(0, 60)), st.integers(0, 60))
def test_nobody_attends_more_than_there_was(planned, there, today):
    plan = [Day(FIRST + timedelta(days=n), 45) for n in range(planned)]
    seen = presence(plan, {FIRST + timedelta(days=n) for n in there}, FIRST + timedelta(days=today))
    assert 0 <= seen.days <= seen.of_days <= planned
    assert seen.minutes == 45 * seen.days
    assert 0 <= seen.percent <= 100


def test_hours_are_told_to_the_half():
    assert [hours(minutes) for minutes in (0, 29, 30, 60, 119, 750)] == (
        ["0", "0", "0,5", "1", "1,5", "12,5"]
    )
