"""Who looks for a course, and a round of proposals that is calculated once the worker runs."""

from datetime import timedelta

from django.utils import timezone

from miteinander.courses import availability
from miteinander.courses.actions import learners, rounds
from miteinander.courses.models import District
from miteinander.courses.sealing import Private
from miteinander.demo.content import Table
from miteinander.kernel.actor import system
from miteinander.kernel.models import Municipality

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
    rounds.start(by=by)


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
