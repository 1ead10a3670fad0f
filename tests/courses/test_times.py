"""Times of courses: read as providers write them, written as people read them."""

from contextlib import suppress
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from miteinander.courses.presentation import unbroken
from miteinander.courses.times import (
    DAY,
    Meeting,
    TimesError,
    dates,
    intervals,
    parse,
    read_day,
    written,
)

WEEKLY = st.builds(
    lambda day, times: Meeting(*times, weekday=day),
    st.integers(0, 6),
    st.tuples(st.integers(0, DAY), st.integers(0, DAY)).filter(lambda one: one[0] < one[1]),
)
SINGLE = st.builds(
    lambda day, one: Meeting(one.starts, one.ends, on=day),
    st.dates(date(1000, 1, 1), date(9999, 12, 31)),
    WEEKLY,
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Montag - Freitag 08:30 - 12:35 Uhr", ["Mo bis Fr 08:30–12:35"]),
        ("Mo, Mi 08:30-12:45", ["Mo, Mi 08:30–12:45"]),
        ("montags und mittwochs von 9 bis 12.30 Uhr", ["Mo, Mi 09:00–12:30"]),
        ("Di+Do: 17 Uhr bis 19 Uhr", ["Di, Do 17:00–19:00"]),
        ("Mi. 16.00 – 17.30", ["Mi 16:00–17:30"]),
        ("Sa 9-13; So 9-13", ["Sa, So 09:00–13:00"]),
        ("2026-09-09 16:00-17:30", ["09.09.2026 16:00–17:30"]),
        (
            "02.09.2026, 09.09.2026 16-18 Uhr",
            ["02.09.2026 16:00–18:00", "09.09.2026 16:00–18:00"],
        ),
        ("Monday, Wednesday 8:30 to 10:00", ["Mo, Mi 08:30–10:00"]),
        ("Fr bis Mo 20:00-24:00", ["Mo, Fr, Sa, So 20:00–24:00"]),
    ],
)
def test_mixed_ways_of_writing_a_time_are_understood(text, lines):
    assert written(parse(text)) == lines


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("nach Vereinbarung", "keine Uhrzeit"),
        ("Mo 12:00-08:30", "nicht nach dem Beginn"),
        ("Feiertag 8-12", "kein Wochentag"),
        ("08:30-12:45", "fehlt der Wochentag"),
        ("31.02.2026 8-12", "gibt es den Tag"),
        ("Mo 25:00-26:00", "„Mo 25:00-26:00“"),
    ],
)
def test_what_is_no_time_is_refused_with_the_line(text, word):
    with pytest.raises(TimesError, match=word):
        parse(text)


@given(st.lists(WEEKLY | SINGLE, max_size=20))
def test_whatever_is_written_is_read_back_the_same(meetings):
    assert set(parse("\n".join(written(meetings)))) == set(meetings)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_what_is_copied_from_a_page_is_read_back_the_same(language):
    with translation.override(language):
        line = unbroken("Mo, Mi 08:30–12:45")
    assert line != "Mo, Mi 08:30–12:45"
    assert written(parse(line)) == ["Mo, Mi 08:30–12:45"]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    found = []
    with suppress(TimesError):
        found = parse(text)
    assert all(0 <= one.starts < one.ends <= DAY for one in found)


@given(st.lists(WEEKLY, max_size=12))
def test_intervals_of_a_week_never_overlap_and_cover_every_meeting(meetings):
    found = intervals(meetings, None, None)
    assert all(end < start for (_, end), (start, _) in pairwise(found))
    for one in meetings:
        begin = one.weekday * DAY + one.starts
        assert any(start <= begin and begin + one.ends - one.starts <= end for start, end in found)


def test_single_days_count_on_their_weekday_as_far_as_they_lie_in_the_run():
    wednesday = Meeting(960, 1050, on=date(2026, 9, 2))
    assert intervals([wednesday], None, None) == [(2 * DAY + 960, 2 * DAY + 1050)]
    assert intervals([wednesday], date(2026, 9, 3), None) == []


def test_weekly_times_become_days_between_first_and_last():
    first, last = date(2026, 9, 1), date(2026, 9, 30)
    found = dates(parse("Mi 16:00-17:30"), first, last)
    assert [day for day, _, _ in found] == [first + timedelta(days=1 + 7 * n) for n in range(5)]
    assert dates(parse("Mi 16:00-17:30"), None, last) == []
    assert time(found[0][1] // 60) == time(16)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2.9.26", date(2026, 9, 2)), ("2026-09-02", date(2026, 9, 2)), ("31.2.2026", None)],
)
def test_a_day_is_read_in_german_and_iso(text, day):
    assert read_day(text) == day
