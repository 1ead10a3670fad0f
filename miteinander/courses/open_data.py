"""Public courses as data, for everyone: what their pages show, a row per run.

The shape is stable: keys are added, never renamed or removed within a `version`.

    {"version": 1, "municipality": {"ags", "name"}, "courses": [COURSE]}
    COURSE  {"id", "course_id", "number", "title", "description", "kind", "level_from", "level_to",
             "module", "hours", "price_eur", "price_note", "child_care", "languages": [CODE],
             "access": [{"title", "explanation", "source", "source_on", "url"}], "provider",
             "starts_on", "ends_on", "register_by", "is_open_entry", "times": [TIME], "times_note",
             "capacity", "free_places", "reported_on", "state", "reason", "place", "address",
             "is_accessible", "latitude", "longitude", "registration_url", "page", "calendar"}
    TIME    {"weekday", "on", "starts", "ends"}: each week on a weekday (0 is Monday), or on one day

Days are ISO 8601, hours "18:30" (local time), prices strings in euro, unknown values null or "".
`kind`, `child_care`, `state` are codes of `choices`, levels are CEFR (A0: before A1), languages
BCP 47. Texts are German. `id` is the run's; it stays when the course is renamed.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from miteinander.courses import addresses, presentation
from miteinander.courses.models import Course, CourseRun
from miteinander.courses.times import clock, in_order
from miteinander.kernel.models import Municipality

VERSION = 1
_COURSE = (
    *("title", "description", "kind", "level_from", "level_to", "module", "hours"),
    *("price_note", "child_care"),
)
_RUN = (
    *("number", "starts_on", "ends_on", "register_by", "is_open_entry", "times_note", "capacity"),
    *("free_places", "reported_on", "state", "reason", "place", "address", "is_accessible"),
    *("latitude", "longitude"),
)
_ACCESS = ("title", "explanation", "source", "source_on", "url")
Absolute = Callable[[str], str]


def document(
    municipality: Municipality, found: Iterable[CourseRun], absolute: Absolute
) -> dict[str, Any]:
    """All of `found` in the shape above; `absolute` makes a full address of a path."""
    return {
        "version": VERSION,
        "municipality": {"ags": municipality.ags, "name": municipality.name},
        "courses": list(runs(found, municipality.slug, absolute)),
    }


def runs(found: Iterable[CourseRun], town: str, absolute: Absolute) -> Iterator[dict[str, Any]]:
    """A COURSE per run; wants `queries.courses.public_runs`; `town` is the municipality's slug."""
    for run in found:
        yield {
            "id": run.pk,
            "course_id": run.course_id,
            **_of_course(run.course),
            **{name: getattr(run, name) for name in _RUN},
            "times": _times(run),
            "registration_url": run.url,
            "page": absolute(addresses.run_path(town, run)),
            "calendar": absolute(addresses.run_path(town, run, "course_calendar")),
        }


def _of_course(course: Course) -> dict[str, Any]:
    cents = course.price_cents
    return {
        **{name: getattr(course, name) for name in _COURSE},
        "price_eur": None if cents is None else Decimal(cents).scaleb(-2),
        "languages": course.language_codes,
        "provider": course.organisation.name,
        "access": [
            {name: getattr(one, name) for name in _ACCESS} for one in course.conditions.all()
        ],
    }


def _times(run: CourseRun) -> list[dict[str, Any]]:
    return [
        {
            "weekday": one.weekday,
            "on": one.on,
            "starts": clock(one.starts),
            "ends": clock(one.ends),
        }
        for one in in_order(presentation.meetings(run))
    ]
