"""Runs of courses as rows of a table, in the order of `columns`."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import compress

from miteinander.courses import addresses, presentation
from miteinander.courses.columns import RUN
from miteinander.courses.models import CourseRun
from miteinander.ui.sheets import Cell
from miteinander.ui.tables.columns import KEY

HEADER = (*(column.title for column in RUN), KEY)
# What no public page shows.
_INTERNAL = {column.title for column in RUN if column.field in ("waiting", "has_waiting_list")}
_PUBLIC = [title not in _INTERNAL for title in HEADER]
PUBLIC_HEADER = (*compress(HEADER, _PUBLIC), "Adresse der Seite")


def runs(found: Iterable[CourseRun]) -> Iterator[list[Cell]]:
    """A row per run, with its course; wants `queries.courses.runs`."""
    for run in found:
        yield [*_of_course(run), *_of_run(run), run.pk]


def public_runs(
    found: Iterable[CourseRun], town: str, absolute: Callable[[str], str]
) -> Iterator[list[Cell]]:
    """The rows below `PUBLIC_HEADER`; `town` is a slug, `absolute` makes a full address."""
    runs_again = list(found)
    for run, row in zip(runs_again, runs(runs_again), strict=True):
        yield [*compress(row, _PUBLIC), absolute(addresses.run_path(town, run))]


def _of_course(run: CourseRun) -> list[Cell]:
    course = run.course
    return [
        run.number,
        course.organisation.name,
        course.get_kind_display(),
        course.title,
        course.description,
        course.get_level_from_display(),
        course.get_level_to_display(),
        course.module,
        course.hours,
        None if course.price_cents is None else Decimal(course.price_cents) / 100,
        course.price_note,
        course.get_child_care_display(),
        course.language_names,
        "; ".join(one.title for one in course.conditions.all()),
    ]


def _of_run(run: CourseRun) -> list[Cell]:
    return [
        run.starts_on,
        run.ends_on,
        run.register_by,
        _yes(run.is_open_entry),
        "\n".join(presentation.times(run)),
        run.times_note,
        run.sessions_announced,
        run.capacity,
        run.free_places,
        run.waiting,
        run.reported_on,
        _yes(run.has_waiting_list),
        run.get_state_display(),
        run.reason,
        run.place,
        run.address,
        _yes(run.is_accessible),
        run.latitude,
        run.longitude,
        run.url,
    ]


def _yes(value: bool | None) -> str:
    return "" if value is None else "ja" if value else "nein"
