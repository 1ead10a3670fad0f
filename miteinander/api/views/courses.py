"""What everyone may read of courses, without a token."""

from typing import Any

from ninja import Query, Router
from ninja.decorators import decorate_view

from miteinander.api import course_schemas as schemas
from miteinander.api import queries
from miteinander.api.views.common import absolute, following, of_town, only
from miteinander.courses import open_data
from miteinander.courses.queries import courses as found
from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable

router = Router(tags=["öffentlich"])


@router.get(
    "/{slug:town}/courses",
    response=schemas.Courses,
    openapi_extra=of_town(422),
    operation_id="courses",
    summary="Die öffentlichen Kurse, zu denen noch jemand kommen kann",
)
@decorate_view(storable)
def courses(request: TownRequest, asked: Query[schemas.AskedCourses]) -> dict[str, Any]:
    """A row per run, in the order of their ids; 5 queries."""
    only(request, "after", "limit", "kind", "level", "language", "child_care", "free_places")
    narrowed = found.narrowed(found.public_runs(), asked.chosen)
    keys, last = queries.page(narrowed, asked.after, asked.limit)
    shown = found.public_runs().filter(pk__in=keys).order_by("pk")
    rows = open_data.runs(shown, request.municipality.slug, absolute(request))
    return {"courses": list(rows), "next": following(request, last)}
