"""When a training is attended well enough for a certificate. Pure, without Django."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from miteinander.courses.times import Meeting, dates

LEAST_PERCENT = 80  # of the days that have been; usual for certificates of further training


@dataclass(frozen=True)
class Day:
    """A day of a training and how long it meets (minutes)."""

    on: date
    minutes: int


@dataclass(frozen=True)
class Presence:
    """How much of a training somebody attended: days, and minutes of these days."""

    days: int
    of_days: int
    minutes: int

    @property
    def percent(self) -> int:
        """The share of days, in whole percent, rounded down; 0 before the first day."""
        return 100 * self.days // self.of_days if self.of_days else 0

    @property
    def is_enough(self) -> bool:
        """Whether it is enough for a certificate."""
        return self.of_days > 0 and 100 * self.days >= LEAST_PERCENT * self.of_days


def days(meetings: Iterable[Meeting], first: date | None, last: date | None) -> list[Day]:
    """The days of a training in order, times on the same day added up."""
    minutes: dict[date, int] = {}
    for on, starts, ends in dates(meetings, first, last):
        minutes[on] = minutes.get(on, 0) + ends - starts
    return [Day(on, length) for on, length in sorted(minutes.items())]


def presence(plan: Iterable[Day], there: Collection[date], today: date) -> Presence:
    """What was attended of the days up to today; days that are no longer planned do not count."""
    been = [day for day in plan if day.on <= today]
    attended = [day for day in been if day.on in there]
    return Presence(len(attended), len(been), sum(day.minutes for day in attended))


def hours(minutes: int) -> str:
    """ "12,5" hours of sixty minutes, to the half hour below."""
    halves = minutes // 30
    return f"{halves // 2},5" if halves % 2 else str(halves // 2)
