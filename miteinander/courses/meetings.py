"""When a run meets, from the table and into it."""

from collections.abc import Iterable

from miteinander.courses.models import CourseRun, CourseSession
from miteinander.courses.times import Meeting


def set_meetings(run: CourseRun, meetings: Iterable[Meeting]) -> None:
    """Let the run meet at these times and no others."""
    run.sessions.all().delete()
    CourseSession.objects.bulk_create(
        CourseSession(
            municipality_id=run.municipality_id,
            run=run,
            weekday=one.weekday,
            on=one.on,
            starts=one.starts,
            ends=one.ends,
        )
        for one in meetings
    )
