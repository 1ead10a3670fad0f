"""How measures stand, counted in SQL: no measure is loaded for it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from miteinander.concept.choices import Status
from miteinander.concept.models import Edition, Measure
from miteinander.concept.queries import public

NO_REPORT = ""
_CODES = (*Status.values, NO_REPORT)
_DONE = (Status.COMPLETED, Status.PERMANENT)
_RUNNING = (Status.STARTED, Status.ADVANCED)
_NOT_STARTED = (Status.NOT_PLANNED, Status.PLANNED)
_STOPPED = (Status.PAUSED, Status.DISCONTINUED, Status.TRANSFERRED)


@dataclass(frozen=True, eq=False)
class StatusCounts(Mapping[str, int]):
    """Number of measures per status code, "" for those without a published report.

    Iterates over all codes in the order of `Status`, "" last. Measures without a report are a
    group of their own and belong to none of the others.
    """

    numbers: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, code: str) -> int:
        if code not in _CODES:
            raise KeyError(code)
        return self.numbers.get(code, 0)

    def __iter__(self) -> Iterator[str]:
        return iter(_CODES)

    def __len__(self) -> int:
        return len(_CODES)

    def __add__(self, other: "StatusCounts") -> "StatusCounts":
        return StatusCounts(Counter(self.numbers) + Counter(other.numbers))

    def _sum(self, codes: tuple[str, ...]) -> int:
        return sum(self[code] for code in codes)

    @property
    def total(self) -> int:
        """All measures, with and without a report."""
        return self._sum(_CODES)

    @property
    def done(self) -> int:
        """Completed, or established as a permanent task."""
        return self._sum(_DONE)

    @property
    def running(self) -> int:
        """Started or advanced."""
        return self._sum(_RUNNING)

    @property
    def not_started(self) -> int:
        """Planned or not yet planned."""
        return self._sum(_NOT_STARTED)

    @property
    def stopped(self) -> int:
        """Paused, discontinued or moved to another plan."""
        return self._sum(_STOPPED)

    @property
    def without_report(self) -> int:
        """Measures on which nothing has been published yet."""
        return self[NO_REPORT]

    def sentence(self, singular: str = "Maßnahme", plural: str = "Maßnahmen") -> str:
        """How the measures stand, in plain German words; a measure is called as the names say."""
        if self.total == 0:
            return f"Hier gibt es noch keine {plural}."
        if self.total == 1:
            (code,) = (code for code in self if self[code])
            return f"1 {singular}: {Status(code).label if code else 'noch kein Bericht'}."
        parts = [f"{number} {words}" for number, words in self._groups() if number]
        if parts:
            is_one = parts[0].startswith("1 ")
            verb = "ist" if is_one else "sind"
            first = f"Von {self.total} {_dative(plural)} {verb} {_joined(parts)}."
        else:
            first = f"Es gibt {self.total} {plural}."
        return " ".join([first, *self._open_ends()])

    def _groups(self) -> tuple[tuple[int, str], ...]:
        return (
            (self.done, "abgeschlossen oder als Daueraufgabe verankert"),
            (self.running, "begonnen oder fortgeschritten"),
            (self.not_started, "noch nicht begonnen"),
            (self.stopped, "ruhend, eingestellt oder in einen anderen Plan überführt"),
        )

    def _open_ends(self) -> Iterator[str]:
        if unknown := self[Status.UNKNOWN]:
            yield f"Bei {unknown} ist der Stand unbekannt."
        if self.without_report == self.total:
            yield "Berichte liegen noch nicht vor."
        elif self.without_report:
            yield f"Zu {self.without_report} liegt noch kein Bericht vor."


def _dative(plural: str) -> str:
    """The dative of a German plural: "Projekte" -> "Projekten", "Maßnahmen" stays."""
    return plural if plural.endswith(("n", "s")) else f"{plural}n"


def _joined(parts: list[str]) -> str:
    return " und ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def of(found: QuerySet[Measure]) -> StatusCounts:
    """How these measures stand: one query."""
    rows = found.order_by().values_list("status").annotate(number=Count("pk"))
    return StatusCounts(dict(rows))


def by_field(edition: Edition) -> dict[int, StatusCounts]:
    """Field id -> how its public measures stand; fields without measures are missing."""
    return _grouped(public.measures(edition), "field_id")


def among(measures: Iterable[Measure]) -> StatusCounts:
    """How these measures stand, where they are loaded anyway: no query."""
    return StatusCounts(Counter(measure.status for measure in measures))


def whole(groups: Mapping[int, StatusCounts]) -> StatusCounts:
    """All groups together."""
    return sum(groups.values(), StatusCounts())


def _grouped(found: QuerySet[Measure], key: str) -> dict[int, StatusCounts]:
    numbers: dict[int, dict[str, int]] = defaultdict(dict)
    for group, status, number in found.values_list(key, "status").annotate(number=Count("pk")):
        numbers[group][status] = number
    return {group: StatusCounts(found) for group, found in numbers.items()}
