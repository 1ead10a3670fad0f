"""Public addresses of runs: readable, and found by their key whatever the course is called.

`/{town}/kurse/deutsch-am-abend-17/`: only the 17 decides; after a renaming the old address leads to
the new one.
"""

from urllib.parse import quote

from django.urls import reverse

from miteinander.courses.models import CourseRun
from miteinander.kernel.slugs import slug_of

_MAP = "https://www.openstreetmap.org/"


def slug(run: CourseRun) -> str:
    """The course's title as part of an address: ASCII, at most 80 characters, never empty."""
    return slug_of(run.course.title) or "kurs"


def run_path(town: str, run: CourseRun, name: str = "course_page") -> str:
    """The public address of a run, or of what belongs to it; `town` is the municipality's slug."""
    return reverse(f"public:{name}", kwargs={"town": town, "slug": slug(run), "pk": run.pk})


def map_url(run: CourseRun) -> str:
    """Where OpenStreetMap shows the place; "" where nobody said where it is."""
    if run.latitude is not None and run.longitude is not None:
        where = f"mlat={run.latitude}&mlon={run.longitude}"
        return f"{_MAP}?{where}#map=17/{run.latitude}/{run.longitude}"
    return f"{_MAP}search?query={quote(run.address)}" if run.address else ""
