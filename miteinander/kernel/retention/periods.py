"""How long something is kept: the arithmetic of periods. Knows no Django.

Periods end as §§ 187, 188 BGB say: the day of the event does not count, a period of months ends on
the day of the same number or, where the month has none, on its last day. A period with
`end_of_year` begins with the end of the year of the event, as DIN 66398 proposes for rules that a
year's paper follows. What is due is due on the day after the last day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A length of time from an event on: years, months and days, added in this order."""

    years: int = 0
    months: int = 0
    days: int = 0
    end_of_year: bool = False

    def __post_init__(self) -> None:
        if min(self.years, self.months, self.days) < 0:
            raise ValueError("A period never goes backward.")

    def __str__(self) -> str:
        """The length in German: "2 Jahre ab dem Ende des Jahres", "30 Tage"."""
        parts = [
            f"{number} {one if number == 1 else many}"
            for number, one, many in (
                (self.years, "Jahr", "Jahre"),
                (self.months, "Monat", "Monate"),
                (self.days, "Tag", "Tage"),
            )
            if number
        ]
        length = " und ".join(parts) or "keine Frist"
        return f"{length} ab dem Ende des Jahres" if self.end_of_year else length

    def last_day(self, event: date) -> date:
        """The last day on which something is kept whose period began with this event's day."""
        start = date(event.year, 12, 31) if self.end_of_year else event
        return _plus_months(start, 12 * self.years + self.months) + timedelta(days=self.days)

    def due_on(self, event: date) -> date:
        """The first day on which it is due."""
        return self.last_day(event) + _DAY

    def latest_event(self, today: date) -> date:
        """The latest day of an event that is due today; everything before it is due as well."""
        day = _plus_months(today - _DAY - timedelta(days=self.days), -12 * self.years - self.months)
        if self.end_of_year:
            day = date(day.year, 12, 31)
            return day if self.due_on(day) <= today else date(day.year - 1, 12, 31)
        while self.due_on(day) > today:
            day -= _DAY
        while self.due_on(day + _DAY) <= today:
            day += _DAY
        return day


def _plus_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
