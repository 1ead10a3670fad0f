"""Sentences of a report, from counts. Pure. No share without its numbers, no person's name."""

from collections.abc import Iterator
from datetime import date

from miteinander.reporting.contents import (
    AT_WORK,
    DONE,
    LEFT,
    NOT_BEGUN,
    PAUSED,
    Change,
    Measure,
    Names,
)

_MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]


def day(when: date) -> str:
    """12. März 2026."""
    return f"{when.day}. {_MONTHS[when.month - 1]} {when.year}"


def short_day(when: date | None) -> str:
    """12.03.2026; "" for none."""
    return f"{when:%d.%m.%Y}" if when else ""


def span(begins: date | None, ends: date | None) -> str:
    """A time by its ends: a whole year is its number."""
    if begins and ends and (begins.month, begins.day, ends.month, ends.day) == (1, 1, 12, 31):
        return f"{begins.year}" if begins.year == ends.year else f"{begins.year} bis {ends.year}"
    parts = [f"ab {short_day(begins)}" if begins else "", f"bis {short_day(ends)}" if ends else ""]
    if begins and ends:
        parts[0] = short_day(begins)
    return " ".join(part for part in parts if part)


def number(count: int, singular: str, plural: str) -> str:
    """The number with its noun: 1 Maßnahme, 3 Maßnahmen."""
    return f"{count} {singular if count == 1 else plural}"


def named(measures: list[Measure], most: int = 3) -> str:
    """In brackets which ones are meant, as long as they are few; else ""."""
    if len(measures) > most:
        return ""
    return f" ({'; '.join(f'„{one.title}“' for one in measures)})"


def is_late(one: Measure, as_of: date) -> bool:
    """Whether it should have begun, or be done, and is not."""
    unbegun = one.status in NOT_BEGUN and one.begins_on is not None and one.begins_on < as_of
    undone = one.status in AT_WORK and one.ends_on is not None and one.ends_on < as_of
    return unbegun or undone


def what_moved(measures: tuple[Measure, ...], since: date, names: Names) -> Iterator[str]:
    """What changed since the day before: statuses and first reports."""
    moved = [one for one in measures if one.before and one.status != one.before]
    first = [one for one in measures if one.status and not one.before]
    if not moved and not first:
        yield f"Seit dem {day(since)} hat sich kein Stand geändert."
        return
    if moved:
        verb = "hat" if len(moved) == 1 else "haben"
        who = number(len(moved), names.measure, names.measures)
        yield f"Seit dem {day(since)} {verb} {who} einen anderen Stand{named(moved)}."
        done = [one for one in moved if one.status in DONE and one.before not in DONE]
        if done:
            is_one = len(done) == 1
            yield (
                f"Davon {'wurde' if is_one else 'wurden'} {len(done)} abgeschlossen oder als "
                "Daueraufgabe verankert."
            )
    if first:
        who = number(len(first), names.measure, names.measures)
        yield f"Zu {_dative(who)} liegt zum ersten Mal ein Bericht vor{named(first)}."


def what_is_stuck(measures: tuple[Measure, ...], as_of: date, names: Names) -> Iterator[str]:
    """What rests, was given up or is late."""
    groups = (
        ([one for one in measures if one.status == PAUSED], "ruht", "ruhen"),
        (
            [one for one in measures if one.status in LEFT],
            "ist eingestellt oder in einen anderen Plan überführt",
            "sind eingestellt oder in einen anderen Plan überführt",
        ),
        (
            [one for one in measures if is_late(one, as_of)],
            "liegt hinter ihrem Zeitplan",
            "liegen hinter ihrem Zeitplan",
        ),
    )
    for found, one_verb, verb in groups:
        if found:
            who = number(len(found), names.measure, names.measures)
            yield f"{who} {one_verb if len(found) == 1 else verb}{named(found)}."


def what_is_missing(measures: tuple[Measure, ...], since: date, names: Names) -> Iterator[str]:
    """To how many there was no report in the time told of."""
    silent = [one for one in measures if one.reported_on is None or one.reported_on <= since]
    if not silent:
        yield f"Zu allen {_dative(names.measures)} liegt seit dem {day(since)} ein Bericht vor."
    elif len(silent) == len(measures):
        yield f"Seit dem {day(since)} liegt zu keiner {names.measure} ein Bericht vor."
    else:
        who = _dative(number(len(silent), names.measure, names.measures))
        yield f"Zu {who} liegt seit dem {day(since)} kein Bericht vor."


def status_change(before: str, after: str) -> str:
    """The words of a change of status."""
    return f"von „{before}“ zu „{after}“" if before else f"erster Bericht: „{after}“"


def changes_sentence(changes: tuple[Change, ...], since: date, as_of: date) -> str:
    """The head of the chapter on changes."""
    if not changes:
        return f"Vom {day(since)} bis zum {day(as_of)} hat sich nichts geändert."
    verb = "gab es 1 Änderung" if len(changes) == 1 else f"gab es {len(changes)} Änderungen"
    return f"Vom {day(since)} bis zum {day(as_of)} {verb}."


def _dative(words: str) -> str:
    """The dative of a German plural; singular feminine stays as it is."""
    return words if words.endswith(("n", "s")) or words.startswith("1 ") else f"{words}n"
