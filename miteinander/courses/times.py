"""Times of courses: read from what providers write, written as people read them. No Django.

One line per pattern: "Mo, Mi 08:30-12:45", "montags bis freitags von 9 bis 12.30 Uhr" (each week),
"02.09.2026 16:00–17:30" or "2026-09-02 16.00 – 17.30" (one day). Weekdays count from 0 (Monday),
times are minutes after midnight, local time.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = 24 * 60
SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
LONG = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MOST = 400  # patterns of one run
_NAMES = {name.casefold(): number for names in (SHORT, LONG) for number, name in enumerate(names)}
_NAMES |= {f"{name.casefold()}s": number for number, name in enumerate(LONG)}
_NAMES |= {"sonnabend": 5, "sonnabends": 5}
_NAMES |= {
    name.casefold(): number
    for number, names in enumerate(
        (
            *(("Mon", "Monday"), ("Tue", "Tuesday"), ("Wed", "Wednesday"), ("Thu", "Thursday")),
            *(("Fri", "Friday"), ("Sat", "Saturday"), ("Sun", "Sunday")),
        )
    )
    for name in names
}
_TIME = r"(?P<{0}h>[01]?\d|2[0-4])(?:\s*[:.h]\s*(?P<{0}m>[0-5]\d))?\s*(?:uhr)?"
_SPAN = re.compile(
    rf"(?:von\s+)?(?<![\d.:]){_TIME.format('a')}\s*(?:-|–|—|bis|to)\s*{_TIME.format('b')}"
    r"\s*(?:uhr)?\s*$",
    re.IGNORECASE,
)
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d)")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_BETWEEN = re.compile(r"\s*(?:-|–|—|\bbis\b|\bto\b)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|\+|/|&|\bund\b|\band\b)\s*|\s+", re.IGNORECASE)
# What pages write between and around hours comes along when somebody copies them.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\u2066-\u2069\ufeff]")


class TimesError(ValueError):
    """A line says no time; the message is a sentence for the person who wrote it."""


@dataclass(frozen=True, order=True)
class Meeting:
    """One pattern: each week on `weekday`, or once `on` a day; the other one is None."""

    starts: int
    ends: int
    weekday: int | None = None
    on: date | None = None


def parse(text: str) -> list[Meeting]:
    """All patterns of the lines (or parts between semicolons), each once, in order."""
    found: dict[Meeting, None] = {}
    for line in re.split(r"[\n;]", _INVISIBLE.sub("", text)):
        if line.strip():
            found |= dict.fromkeys(_line(line.strip()))
    if len(found) > MOST:
        raise TimesError(f"Das sind mehr als {MOST} Zeiten. Bitte fassen Sie Wochentage zusammen.")
    return in_order(found)


def in_order(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Each once, weekly ones first, then by day and time."""
    return sorted(set(meetings), key=_order)


def written(
    meetings: Iterable[Meeting],
    names: Sequence[str] = SHORT,
    until: str = "bis",
    comma: str = ", ",
) -> list[str]:
    """One line per time, the days that share it together: "Mo, Mi 08:30–12:45".

    `names` are those of the weekdays, `until` and `comma` stand between two of them; `parse` reads
    German.
    """
    weekly: dict[tuple[int, int], list[int]] = {}
    lines = []
    for one in in_order(meetings):
        if one.weekday is not None:
            weekly.setdefault((one.starts, one.ends), []).append(one.weekday)
        elif one.on is not None:
            lines.append(f"{one.on:%d.%m}.{one.on.year:04d} {span(one.starts, one.ends)}")
    days_of = [(_days(days, names, until, comma), times) for times, days in weekly.items()]
    return [f"{days} {span(*times)}" for days, times in days_of] + lines


def span(starts: int, ends: int) -> str:
    """Minutes after midnight as "08:30–12:45"."""
    return f"{clock(starts)}–{clock(ends)}"


def clock(minutes: int) -> str:
    """Minutes after midnight as "08:30"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def intervals(
    meetings: Iterable[Meeting], first: date | None, last: date | None
) -> list[tuple[int, int]]:
    """(start, end) of a week in minutes after Monday 0:00, overlapping ones merged.

    What happens once counts on the weekday of its day: who has no time then cannot take the whole
    run. Days outside `first` and `last` are left out.
    """
    found = []
    for one in meetings:
        day = one.weekday
        if day is None:
            assert one.on is not None
            if (first and one.on < first) or (last and one.on > last):
                continue
            day = one.on.weekday()
        found.append((day * DAY + one.starts, day * DAY + one.ends))
    return _merged(found)


def dates(
    meetings: Iterable[Meeting], first: date | None, last: date | None
) -> list[tuple[date, int, int]]:
    """(day, start, end in minutes) of every single meeting between two days, in order."""
    found = set()
    for one in meetings:
        if one.on is not None:
            found.add((one.on, one.starts, one.ends))
        elif one.weekday is not None and first and last:
            day = first + timedelta(days=(one.weekday - first.weekday()) % 7)
            while day <= last:
                found.add((day, one.starts, one.ends))
                day += timedelta(days=7)
    return sorted(found)


def read_day(text: str) -> date | None:
    """A day as German or ISO text; None where it is none (the 31st of February, too)."""
    if found := _GERMAN_DAY.fullmatch(text.strip()):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    elif found := _ISO_DAY.fullmatch(text.strip()[:10]):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _line(line: str) -> list[Meeting]:
    match = _SPAN.search(line)
    if not match:
        raise TimesError(
            f"„{line[:60]}“ hat keine Uhrzeit von bis. Schreiben Sie zum Beispiel "
            "„Mo, Mi 08:30-12:45“ oder „02.09.2026 16:00-17:30“."
        )
    starts, ends = _minutes(match, "a"), _minutes(match, "b")
    if not starts < ends <= DAY:
        raise TimesError(f"In „{line[:60]}“ liegt das Ende nicht nach dem Beginn.")
    return [_meeting(day, starts, ends) for day in _when(line[: match.start()].strip(" ,:"), line)]


def _meeting(day: int | date, starts: int, ends: int) -> Meeting:
    if isinstance(day, date):
        return Meeting(starts, ends, on=day)
    return Meeting(starts, ends, weekday=day)


def _minutes(match: re.Match[str], side: str) -> int:
    return int(match[f"{side}h"]) * 60 + int(match[f"{side}m"] or 0)


def _when(text: str, line: str) -> list[int] | list[date]:
    found = list(dict.fromkeys([*_GERMAN_DAY.findall(text), *_ISO_DAY.findall(text)]))
    if found:
        return _single_days(text, line)
    days: list[int] = []
    for part in _parts(text):
        ends = [_NAMES.get(name.strip(" .").casefold()) for name in part]
        if None in ends:
            raise TimesError(f"In „{line[:60]}“ ist „{text[:40]}“ kein Wochentag und kein Datum.")
        first, last = ends[0], ends[-1]
        assert first is not None
        assert last is not None
        days += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    if not days:
        raise TimesError(f"In „{line[:60]}“ fehlt der Wochentag oder das Datum.")
    return sorted(set(days))


def _single_days(text: str, line: str) -> list[date]:
    pattern = re.compile(f"{_GERMAN_DAY.pattern}|{_ISO_DAY.pattern}")
    days = []
    for match in pattern.finditer(text):
        day = read_day(match[0])
        if day is None:
            raise TimesError(f"In „{line[:60]}“ gibt es den Tag „{match[0]}“ nicht.")
        days.append(day)
    return days


def _parts(text: str) -> list[list[str]]:
    """ "Mo, Mi - Fr" as [["Mo"], ["Mi", "Fr"]]."""
    joined = _BETWEEN.sub("~", text)
    return [part.split("~") for part in _AND.split(joined) if part and part.strip("~")]


def _days(days: list[int], names: Sequence[str], until: str, comma: str) -> str:
    days = sorted(set(days))
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[days[0]]} {until} {names[days[-1]]}"
    return comma.join(names[day] for day in days)


def _order(one: Meeting) -> tuple[bool, date, int, int, int]:
    # By the times first, so that lines of one time stay in one place.
    return (
        one.on is not None,
        one.on or date.min,
        one.starts,
        one.ends,
        -1 if one.weekday is None else one.weekday,
    )
