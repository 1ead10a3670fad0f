"""Papers of a training: certificates, and a list to sign."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from miteinander.courses.attendance import hours
from miteinander.courses.models import CourseRun
from miteinander.courses.presentation import period
from miteinander.courses.queries.participants import Row
from miteinander.ui.papers import About, pdf
from miteinander.ui.papers.text import named

EMPTY_LINES = 4  # for whoever comes without having been announced


def certificates(run: CourseRun, rows: Sequence[Row], town: str, made_on: date) -> bytes:
    """One page per person (PDF); all of them have a day in `certified_on`."""
    title = f"Teilnahmebescheinigung: {run.course.title}"
    data = {**_frame(run, town, title), "people": [_person(row) for row in rows]}
    return pdf.typeset("courses/typst/certificate.typ", data, About(title, town, made_on))


def signing_list(run: CourseRun, rows: Sequence[Row], town: str, made_on: date) -> bytes:
    """The list of names with room to sign (PDF), for one day."""
    title = f"Anwesenheit: {run.course.title}"
    data = {
        **_frame(run, town, title),
        "people": [[row.person.name, row.person.workplace] for row in rows],
        "empty": EMPTY_LINES,
    }
    return pdf.typeset("courses/typst/signing.typ", data, About(title, town, made_on))


def _frame(run: CourseRun, town: str, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "town": town,
        "course": named(run.course.title),
        "module": run.course.module,
        "contents": [line for line in run.course.description.splitlines() if line.strip()],
        "institution": run.course.organisation.name,
        "period": period(run.starts_on, run.ends_on),
        "place": ", ".join(part for part in (run.place, run.address) if part),
    }


def _person(row: Row) -> dict[str, Any]:
    assert row.person.certified_on is not None
    seen = row.presence
    return {
        "name": named(row.person.name, "(ohne Namen)"),
        "workplace": row.person.workplace,
        "days": f"{seen.days} von {seen.of_days}",
        "hours": hours(seen.minutes),
        "on": f"{row.person.certified_on:%d.%m.%Y}",
    }
