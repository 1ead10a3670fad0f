"""Who looks for a course, and a round of proposals that is calculated once the worker runs."""

import secrets
from datetime import timedelta

from django.utils import timezone

from miteinander.courses import availability, times
from miteinander.courses.actions import learners, rounds
from miteinander.courses.choices import RunState
from miteinander.courses.meetings import set_meetings
from miteinander.courses.models import Course, CourseRun, District, PlaceOffer
from miteinander.courses.sealing import Private
from miteinander.demo.content import Table
from miteinander.kernel.actor import system
from miteinander.kernel.models import Municipality

_LASTING, _AHEAD = 200, 18  # days of a course, and days between an offer and its begin
_CODES = ("kinds", "permits")


def load(town: Municipality, table: Table) -> None:
    """Enter everybody as a guide would; days count back from today."""
    by = system(town.pk)
    districts = {
        row["name"]: District.objects.create(municipality=town, **row) for row in table["districts"]
    }
    for row in table["learners"]:
        first, last = row["name"]
        private = Private(first, last, row["contact"], row.get("reason", ""))
        learners.add(values=_values(row, districts), private=private, by=by)
    for row in table["placed"]:
        _placed(town, row)
    rounds.start(by=by)


def _placed(town: Municipality, row: Table) -> None:
    """An earlier run and its places as figures: who got them has long been deleted."""
    course = Course.objects.get(title=row["course"])
    began = timezone.localdate() - timedelta(days=row["started"])
    ends = began + timedelta(days=_LASTING)
    state = RunState.RUNNING if ends > timezone.localdate() else RunState.FINISHED
    run = CourseRun.objects.create(
        municipality=town, course=course, starts_on=began, ends_on=ends, state=state
    )
    set_meetings(run, times.parse(row["times"]))
    offered = began - timedelta(days=_AHEAD)
    PlaceOffer.objects.bulk_create(
        PlaceOffer(
            municipality=town,
            run=run,
            course_title=course.title,
            state=outcome,
            key=secrets.token_hex(16),
            offered_on=offered,
            answer_by=began,
            waited_days=days,
        )
        for outcome, waited in row["outcomes"].items()
        for days in waited
    )


def _values(row: Table, districts: dict[str, District]) -> Table:
    today = timezone.localdate()
    since = today - timedelta(days=row["since"])
    days, parts = row["times"]
    left_out = ("name", "contact", "reason", "since", *_CODES)
    return {
        **{name: value for name, value in row.items() if name not in left_out},
        **{name: "".join(f" {code}" for code in row.get(name, [])) + " " for name in _CODES},
        "times": availability.of((day, part) for day in days for part in parts),
        "district": districts[row["district"]],
        "waiting_since": since,
        "available_from": today,
        "level_on": since,
    }
