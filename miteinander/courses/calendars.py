"""Runs of courses as a calendar file (RFC 5545)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from miteinander.courses import presentation
from miteinander.courses.models import CourseRun
from miteinander.courses.times import Meeting

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
_ZONE = ZoneInfo(settings.TIME_ZONE)
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar(runs: Iterable[CourseRun], title: str, url_of: Callable[[CourseRun], str]) -> bytes:
    """One event per time: weekly ones repeat until the last day; a run without times is its first
    day.

    Wants sessions and course of the runs; `url_of` gives the full address of a run.
    """
    from icalendar import Calendar  # slow to load, and seldom asked for

    made = Calendar()
    made.add("prodid", "-//Miteinander//Kurse//DE")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for run in runs:
        for number, (starts, ends, rule) in enumerate(_times(run)):
            made.add_component(_event(run, number, starts, ends, rule, url_of(run)))
    made.add_missing_timezones()
    return bytes(made.to_ical())


Moment = date | datetime


def _times(run: CourseRun) -> list[tuple[Moment, Moment, dict[str, object] | None]]:
    meetings = presentation.meetings(run)
    if not meetings and run.starts_on:
        return [(run.starts_on, run.starts_on + timedelta(days=1), None)]
    found: list[tuple[Moment, Moment, dict[str, object] | None]] = []
    for one in meetings:
        first = one.on or _first(run, one)
        if first is None:
            continue
        starts, ends = _at(first, one.starts), _at(first, one.ends)
        found.append((starts, ends, _rule(run, one) if one.on is None else None))
    return found


def _first(run: CourseRun, one: Meeting) -> date | None:
    if run.starts_on is None or run.ends_on is None or one.weekday is None:
        return None
    first = run.starts_on + timedelta(days=(one.weekday - run.starts_on.weekday()) % 7)
    return first if first <= run.ends_on else None


def _rule(run: CourseRun, one: Meeting) -> dict[str, object]:
    assert run.ends_on is not None
    assert one.weekday is not None
    # UNTIL stands in UTC where the start has a zone (RFC 5545, 3.3.10).
    until = datetime.combine(run.ends_on, time(23, 59, 59), _ZONE).astimezone(ZoneInfo("UTC"))
    return {"freq": "weekly", "byday": _CODES[one.weekday], "until": until}


def _at(day: date, minutes: int) -> datetime:
    whole = datetime.combine(day, time(), _ZONE)
    return whole.replace(hour=minutes // 60 % 24, minute=minutes % 60) + timedelta(
        days=minutes // (24 * 60)
    )


def _event(
    run: CourseRun,
    number: int,
    starts: Moment,
    ends: Moment,
    rule: dict[str, object] | None,
    url: str,
) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{number}.{url.partition('://')[2]}")
    event.add("dtstamp", run.changed_at)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    if rule:
        event.add("rrule", rule)
    event.add("summary", run.course.title)
    event.add("location", ", ".join(filter(None, (run.place, run.address))))
    event.add("url", url)
    return event
