"""What the council is told of language courses: counts of the room below, as tables in words."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from miteinander.courses.choices import CourseKind
from miteinander.courses.models import Course
from miteinander.courses.queries import figures
from miteinander.reporting import wording
from miteinander.reporting.contents import Courses, Figures

_SEARCHING = ("Niveau", "Menschen", "Wartezeit bisher", "längste Wartezeit")
_WAITED = ("Kursart", "Angebote", "bis zum Angebot", "längste Wartezeit", "bis zum Beginn")
_BECAME = (
    *("Kursart", "zugesagt", "abgesagt oder abgelaufen", "nicht erschienen", "abgebrochen"),
    "abgeschlossen",
)
_FREE = ("Kursart", "Durchgänge", "davon ohne Meldung", "freie Plätze")
_PROTECTED = (
    "Menschen sind auf 5 gerundet; unter fünf steht keine Zahl und keine Wartezeit. Wartezeiten "
    "sind Mediane: Die Hälfte wartete höchstens so lange. Die längste Wartezeit ist in "
    "angefangenen Monaten genannt."
)


def are_there() -> bool:
    """Whether the town has a public course for everyone."""
    return Course.objects.filter(is_public=True).exclude(kind=CourseKind.STAFF).exists()


def courses(since: date, as_of: date) -> Courses:
    """Waiting times and what became of offers in the time told of, and who looks today."""
    offered, searching = figures.offered(since, as_of), figures.searching()
    today = timezone.localdate()
    tables = (
        Figures("Wie lange Menschen warteten", _WAITED, tuple(_waited(offered))),
        Figures(
            "Was aus den Angeboten wurde",
            _BECAME,
            tuple((one.group, *one.outcomes) for one in offered),
        ),
        Figures(
            f"Wer am {wording.short_day(today)} einen Platz sucht",
            _SEARCHING,
            tuple((one.group, one.people, *_times(one)) for one in searching),
        ),
        Figures(
            f"Freie Plätze am {wording.short_day(today)}",
            _FREE,
            tuple((one.kind, one.runs, one.silent, one.places) for one in figures.free()),
        ),
    )
    sentences = (*_sentences(offered, searching, since, as_of), _PROTECTED)
    return Courses(sentences, tuple(one for one in tables if one.rows))


def _waited(offered: list[figures.Line]) -> Iterator[tuple[str, ...]]:
    for one in offered:
        yield one.group, one.people, *_times(one), _days(one.to_start)


def _times(one: figures.Line) -> tuple[str, str]:
    return _days(one.days), _months(one.longest)


def _sentences(
    offered: list[figures.Line], searching: list[figures.Line], since: date, as_of: date
) -> Iterator[str]:
    """The last line is that of all together."""
    span = f"Vom {wording.day(since)} bis zum {wording.day(as_of)}"
    if not offered:
        yield f"{span} wurde kein Platz in einem Kurs angeboten."
    else:
        yield f"{span} wurden {_many(offered[-1].people, 'Plätze')} in Kursen angeboten."
        if offered[-1].days is not None:
            yield (
                f"Bis zum Angebot wartete die Hälfte der Menschen höchstens "
                f"{_days(offered[-1].days)}, niemand länger als {_months(offered[-1].longest)}."
            )
    if searching:
        yield f"Zurzeit suchen {_many(searching[-1].people, 'Menschen')} einen Platz."
    else:
        yield "Zurzeit sucht niemand einen Platz."


def _many(people: str, noun: str) -> str:
    return f"weniger als fünf {noun}" if people == "unter 5" else f"{people} {noun}"


def _days(days: int | None) -> str:
    return "zu wenige" if days is None else wording.number(days, "Tag", "Tage")


def _months(months: int | None) -> str:
    if months is None:
        return "zu wenige"
    return wording.number(months, "Monat", "Monate")
