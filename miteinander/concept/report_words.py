"""What a status report says beside its status and day, as named values that actions hand on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from miteinander.concept.models import StatusReport


class Words(TypedDict, total=False):
    """The words and figures of a report (fields of `StatusReport`); what is missing is not said.

    `cost_eur` are euro, `persons_reached` people; the period's days come both or not at all.
    """

    note: str
    results: str
    obstacles: str
    next_steps: str
    cost_eur: Decimal | None
    persons_reached: int | None
    period_from: date | None
    period_until: date | None


NAMES = tuple(Words.__annotations__)
COLUMNS = (
    *("Was getan wurde", "Ergebnisse und Zahlen", "Was hinderte", "Nächste Schritte"),
    *("Kosten laut Bericht in Euro", "Erreichte Personen", "Bericht ab", "Bericht bis"),
)


def cells(report: StatusReport | None) -> list[str | int | Decimal | date | None]:
    """What a report says as cells below `COLUMNS`; empty ones without a report."""
    return [getattr(report, name) if report else None for name in NAMES]


@dataclass(frozen=True)
class Year:
    """The reports of one year of a measure, the newest first; the latest of all stands in one."""

    year: int
    reports: list[StatusReport]
    has_latest: bool


def by_year(reports: Iterable[StatusReport]) -> list[Year]:
    """Reports (the newest first) by the year in which their period, else their day, ends."""
    years: dict[int, list[StatusReport]] = {}
    for report in reports:
        years.setdefault((report.period_until or report.reported_on).year, []).append(report)
    latest = next(iter(years), None)
    return [Year(year, years[year], year == latest) for year in sorted(years, reverse=True)]
