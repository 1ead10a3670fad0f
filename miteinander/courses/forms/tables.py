"""Checks an uploaded table of runs row by row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from miteinander.courses import columns, reading
from miteinander.courses.actions.runs import FIELDS, REPORT
from miteinander.courses.choices import (
    ChildCare,
    CourseKind,
    Language,
    RunState,
    may_follow,
)
from miteinander.courses.models import AccessCondition, Course, CourseRun
from miteinander.courses.presentation import meetings
from miteinander.courses.reading import CellError
from miteinander.courses.times import Meeting, read_day
from miteinander.network.models import Organisation
from miteinander.ui.tables.columns import KEY, Column, TableError, placed
from miteinander.ui.tables.forms import Row

NOBODY = (
    "Ihr Konto spricht noch für keine Institution. Bitte fragen Sie die Koordination der Kommune."
)
COURSE = (
    *("kind", "title", "description", "level_from", "level_to", "module", "hours"),
    *("price_cents", "price_note", "child_care", "languages"),
)
_TITLES = {column.field: column.title for column in columns.RUN} | {"price_cents": "Preis in Euro"}
_KINDS = {
    "integrationskurse": CourseKind.INTEGRATION,
    "berufssprachkurse": CourseKind.VOCATIONAL,
    "deufoev": CourseKind.VOCATIONAL,
    "deuföv": CourseKind.VOCATIONAL,
    "alphabetisierung": CourseKind.LITERACY,
    "elternkurs": CourseKind.PARENTS,
    "frauenkurs": CourseKind.PARENTS,
    "konversation": CourseKind.CONVERSATION,
    "fortbildung": CourseKind.STAFF,
}
_CARE = {"ja": ChildCare.ON_SITE, "nein": ChildCare.NONE, "auf anfrage": ChildCare.ON_REQUEST}


@dataclass
class Wanted:
    """What a row says: values of the course, of the run, its times, and what is reported."""

    organisation: int = 0
    course: dict[str, Any] = field(default_factory=dict)
    conditions: list[int] | None = None
    run: dict[str, Any] = field(default_factory=dict)
    meetings: list[Meeting] | None = None
    report: dict[str, Any] = field(default_factory=dict)


def check(table: list[list[str]], own: Sequence[Organisation] | None = None) -> list[Row]:
    """What each row would do; `table` has the header first. Raises `TableError`.

    Columns that the table does not have keep what is stored; an empty cell empties the field. A row
    means the run of its key, else the institution's run of that number, else the one of that title
    and first day. `values` has a `Wanted` under "wanted". With `own`, rows of other institutions
    are wrong; where that is a single one, rows need not name it.
    """
    if own is not None and not own:
        raise TableError(NOBODY)
    fields = placed(table[0], of_whom(own))
    check_one = _Checker(own)
    return [
        check_one(number, {fields[i]: cell for i, cell in enumerate(row) if i in fields})
        for number, row in enumerate(table[1:], start=2)
    ]


def of_whom(own: Sequence[Organisation] | None) -> tuple[Column, ...]:
    """The columns of such a table."""
    return columns.OWN if own is not None and len(own) == 1 else columns.RUN


class _Checker:
    """Checks one row after the other; knows what is stored and which rows came before."""

    def __init__(self, own: Sequence[Organisation] | None) -> None:
        rows = CourseRun.objects.select_related("course").prefetch_related(
            "sessions", "course__conditions"
        )
        if own is not None:
            rows = rows.filter(course__organisation__in=own)
        self.own = own
        self.only = own[0].pk if own is not None and len(own) == 1 else 0
        self.stored = {run.pk: run for run in rows}
        self.by_number = {
            (run.course.organisation_id, run.number.casefold()): pk
            for pk, run in self.stored.items()
            if run.number
        }
        self.by_title = {
            (run.course.organisation_id, run.course.title.casefold(), run.starts_on): pk
            for pk, run in self.stored.items()
        }
        self.organisations = {
            name.casefold(): one.pk
            for one in (Organisation.objects.all() if own is None else own)
            for name in (one.short_name, one.name)
            if name
        }
        pairs = AccessCondition.objects.values_list("title", "pk")
        self.conditions = {title.casefold(): pk for title, pk in pairs}
        self.seen: set[Any] = set()

    def __call__(self, number: int, cells: dict[str, str]) -> Row:
        row = Row(number, cells.get("title", ""), "wrong")
        key = cells.pop(KEY, "")
        wanted = Wanted(organisation=self.only)
        row.values["wanted"] = wanted
        for name, text in cells.items():
            try:
                self._read(wanted, name, text)
            except CellError as error:
                row.errors.append(f"{_TITLES[name]}: {error}")
        if not row.errors:
            self._find(row, wanted, key)
        if not row.errors:
            self._whole(row, wanted)
        if not row.errors:
            row.change = self._change(row, wanted)
        return row

    def _read(self, wanted: Wanted, name: str, text: str) -> None:
        if name == "organisation":
            wanted.organisation = self._organisation(text)
        elif name == "conditions":
            wanted.conditions = self._conditions(text)
        elif name == "times":
            wanted.meetings, rest = reading.times(text)
            if rest and not wanted.run.get("times_note"):
                wanted.run["times_note"] = rest
        elif name == "times_note":
            wanted.run[name] = text or wanted.run.get(name, "")
        else:
            stored = "price_cents" if name == "price" else name
            into = wanted.course if stored in COURSE else wanted.run
            into = wanted.report if name in REPORT else into
            into[stored] = _READERS.get(name, str)(text)

    def _organisation(self, text: str) -> int:
        known = self.organisations.get(text.casefold()) or (self.only if not text else 0)
        if not known and self.own is None:
            raise CellError(f"Eine Institution „{text[:60]}“ gibt es nicht.")
        if not known:
            names = ", ".join(one.name for one in self.own or ())
            raise CellError(f"„{text[:60]}“ ist nicht Ihre Institution. Möglich ist: {names}.")
        return known

    def _conditions(self, text: str) -> list[int]:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        unknown = [part for part in parts if part.casefold() not in self.conditions]
        if unknown:
            raise CellError(f"Die Bedingung „{unknown[0][:60]}“ gibt es nicht.")
        return [self.conditions[part.casefold()] for part in parts]

    def _find(self, row: Row, wanted: Wanted, key: str) -> None:
        number = str(wanted.run.get("number", "")).casefold()
        names = (wanted.organisation, row.title.casefold(), wanted.run.get("starts_on"))
        if key:
            row.pk = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None
            if row.pk not in self.stored:
                row.errors.append(f"{KEY}: „{key[:40]}“ gibt es hier nicht. Für Neues leer lassen.")
                return
        elif number:
            row.pk = self.by_number.get((wanted.organisation, number))
        else:
            row.pk = self.by_title.get(names)
        same = row.pk or ((wanted.organisation, number) if number else names)
        if same in self.seen:
            row.errors.append("Diesen Durchgang gibt es in der Tabelle zweimal.")
        self.seen.add(same)

    def _whole(self, row: Row, wanted: Wanted) -> None:
        """The run and the course as they would be stored: lengths, order, what belongs together."""
        stored = self.stored.get(row.pk or 0)
        run = CourseRun(**(_values(stored, (*FIELDS, *REPORT)) | wanted.run | wanted.report))
        course = Course(**(_values(stored and stored.course, COURSE) | wanted.course))
        course.kind = course.kind or CourseKind.GENERAL
        numbers = (run.free_places, run.waiting)
        if any(one is not None for one in numbers) and run.reported_on is None:
            run.reported_on = wanted.report["reported_on"] = timezone.localdate()
        left_out = {"municipality", "organisation", "course"}
        for thing in (course, run):
            try:
                thing.clean_fields(exclude=left_out)
            except ValidationError as error:
                for name, sentences in error.message_dict.items():
                    row.errors += [f"{_TITLES.get(name, name)}: {one}" for one in sentences]
        row.errors += _disorder(course, run, stored)
        number = (wanted.organisation, run.number.casefold())
        if run.number and self.by_number.get(number, row.pk) != row.pk:
            row.errors.append(f"Kursnummer: „{run.number}“ hat schon ein anderer Durchgang.")

    def _change(self, row: Row, wanted: Wanted) -> str:
        if row.pk is None:
            return "new"
        run = self.stored[row.pk]
        sides = ((run.course, wanted.course), (run, wanted.run), (run, wanted.report))
        row.what = [
            _TITLES.get(name, name)
            for thing, values in sides
            for name, value in values.items()
            if _plain(getattr(thing, name)) != _plain(value)
        ]
        if run.course.organisation_id != wanted.organisation:
            row.what.append("Institution")
        if wanted.meetings is not None and set(wanted.meetings) != set(meetings(run)):
            row.what.append("Kurszeiten")
        known = {one.pk for one in run.course.conditions.all()}
        if wanted.conditions is not None and set(wanted.conditions) != known:
            row.what.append("Wer kommen kann")
        return "changed" if row.what else "same"


def _values(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names} if thing else {}


def _disorder(course: Course, run: CourseRun, stored: CourseRun | None) -> list[str]:
    """What does not fit together, as sentences; the database would refuse it."""
    found = []
    if course.level_from and course.level_to and course.level_from > course.level_to:
        found.append("Niveau bis: Das Ziel liegt unter dem Niveau zu Beginn.")
    if run.starts_on and run.ends_on and run.ends_on < run.starts_on:
        found.append("Ende: Es liegt vor dem Beginn.")
    if (run.latitude is None) != (run.longitude is None):
        found.append("Länge: Breite und Länge gehören zusammen.")
    if run.state == RunState.CANCELLED and not run.reason:
        found.append("Begründung zum Stand: Bitte schreiben Sie, warum der Durchgang ausfällt.")
    if run.capacity is not None and (run.free_places or 0) > run.capacity:
        found.append(f"Freie Plätze: Der Durchgang hat nur {run.capacity} Plätze.")
    if stored and not may_follow(stored.state, run.state):
        before, after = stored.get_state_display(), run.get_state_display()
        found.append(f"Stand: Was „{before}“ ist, kann nicht „{after}“ werden.")
    return found


def _day(text: str) -> date | None:
    if reading.is_unknown(text):
        return None
    if (day := read_day(text)) is None:
        raise CellError(f"„{text[:40]}“ ist kein Tag. Schreiben Sie zum Beispiel 02.09.2026.")
    return day


def _code(choices: Any, default: str, others: dict[str, Any]) -> Callable[[str], str]:
    codes = {str(label).casefold(): str(code) for code, label in choices.choices}
    codes |= {code: code for code in choices.values} | others | {"": default}

    def read(text: str) -> str:
        word = text.strip().casefold()
        if word not in codes:
            known = ", ".join(str(label) for label in choices.labels)
            raise CellError(f"„{text[:40]}“ ist nicht bekannt. Möglich ist: {known}.")
        return str(codes[word])

    return read


def _languages(text: str) -> str:
    read = _code(Language, "", {})
    found = {read(part) for part in text.replace(";", ",").split(",") if part.strip()}
    return f" {' '.join(code for code in Language.values if code in found)} " if found else ""


def _plain(value: Any) -> Any:
    """With one kind of line ends: browsers send other ones than spreadsheets."""
    return "\n".join(value.splitlines()) if isinstance(value, str) else value


_READERS: dict[str, Callable[[str], Any]] = {
    "kind": _code(CourseKind, CourseKind.GENERAL, _KINDS),
    "level_from": reading.level,
    "level_to": reading.level,
    "price": reading.money,
    "hours": reading.count,
    "child_care": _code(ChildCare, ChildCare.UNKNOWN, _CARE),
    "languages": _languages,
    "starts_on": _day,
    "ends_on": _day,
    "register_by": _day,
    "reported_on": _day,
    "is_open_entry": lambda text: bool(reading.yes(text)),
    "has_waiting_list": lambda text: bool(reading.yes(text)),
    "is_accessible": reading.yes,
    "sessions_announced": reading.count,
    "capacity": reading.count,
    "free_places": reading.count,
    "waiting": reading.count,
    "state": _code(RunState, RunState.PLANNED, {}),
    "latitude": lambda text: reading.degrees(text, 90),
    "longitude": lambda text: reading.degrees(text, 180),
}
