"""People who look for a course as rows of a table, and as facts of a page."""

from collections.abc import Iterable, Iterator

from miteinander.courses import availability, times
from miteinander.courses.choices import CourseKind
from miteinander.courses.models import Learner
from miteinander.courses.placement_choices import SupportNeed
from miteinander.courses.queries.courses import conditions
from miteinander.courses.sealing import opened
from miteinander.ui.sheets import Cell

HEADER = (
    *("Nummer", "Vorname", "Nachname", "Stand", "Sucht seit", "Dringlichkeit", "Niveau", "Ziel"),
    *("Kursarten", "Zeiten", "Wohnt in", "Weg höchstens (Minuten)", "Kinderbetreuung"),
    *("Braucht", "Sprache", "Kontakt über", "Kontakt"),
)
_PARTS = ("vormittags", "mittags", "nachmittags", "abends")
_KINDS, _NEEDS = dict(CourseKind.choices), dict(SupportNeed.choices)


def rows(found: Iterable[Learner]) -> Iterator[list[Cell]]:
    """A row per person, in the order of HEADER."""
    for one in found:
        private = opened(one)
        yield [
            one.pk,
            private.first_name,
            private.last_name,
            one.get_state_display(),
            one.waiting_since,
            one.urgency,
            one.get_level_display(),
            one.get_goal_display(),
            kinds(one),
            free_times(one.times),
            str(one.district or ""),
            one.travel_minutes,
            "ja" if one.child_care else "nein",
            needs(one),
            one.get_language_display(),
            one.get_contact_way_display(),
            private.contact,
        ]


def facts(one: Learner) -> list[tuple[str, str]]:
    """(title, value) of what placing looks at; without what was not said."""
    level = f"{one.get_level_display()} ({one.get_level_source_display()}"
    level += f", {one.level_on:%d.%m.%Y})" if one.level_on else ")"
    until = f" bis {one.available_until:%d.%m.%Y}" if one.available_until else ""
    found = [
        ("Niveau", level),
        ("Ziel", str(one.get_goal_display())),
        ("Alphabetisierung", "wird gebraucht" if one.needs_literacy else ""),
        ("Kursarten", kinds(one) or "alle"),
        ("Zugang geklärt", _permits(one) or "nur Kurse, die für alle offen sind"),
        ("Zeiten", free_times(one.times)),
        ("Am liebsten", str(one.get_preferred_time_display()) if one.preferred_time else ""),
        ("Kann anfangen", f"ab {one.available_from:%d.%m.%Y}{until}"),
        ("Wohnt in", f"{one.district or 'nicht angegeben'}, Weg bis {one.travel_minutes} Minuten"),
        ("Kinderbetreuung", "wird gebraucht" if one.child_care else ""),
        ("Braucht zum Mitmachen", needs(one)),
        ("Wunschkurs", str(one.wished_run or "")),
        ("Sprache der Briefe", str(one.get_language_display())),
        ("Sucht seit", f"{one.waiting_since:%d.%m.%Y}"),
        ("Über Datenschutz informiert", f"{one.informed_on:%d.%m.%Y}"),
    ]
    return [(title, value) for title, value in found if value]


def kinds(one: Learner) -> str:
    """The kinds of courses in words."""
    return ", ".join(str(_KINDS[code]) for code in one.kinds.split() if code in _KINDS)


def needs(one: Learner) -> str:
    """What somebody needs to take part, in words."""
    return ", ".join(_NEEDS[code] for code in one.needs.split() if code in _NEEDS)


def free_times(bits: int) -> str:
    """ "Mo bis Fr vormittags; Sa abends"."""
    if bits == availability.ALWAYS:
        return "immer"
    days: dict[int, list[int]] = {}
    for day, part in availability.chosen(bits):
        days.setdefault(part, []).append(day)
    return "; ".join(f"{_days(found)} {_PARTS[part]}" for part, found in sorted(days.items()))


def _days(days: list[int]) -> str:
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{times.SHORT[days[0]]} bis {times.SHORT[days[-1]]}"
    return ", ".join(times.SHORT[day] for day in days)


def _permits(one: Learner) -> str:
    codes = one.permits.split()
    return ", ".join(c.title for c in conditions() if c.code in codes) if codes else ""
