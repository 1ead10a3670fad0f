"""What needs a token: the plan that is being worked on, and the trail."""

from typing import Any

from django.http import Http404
from ninja import Query, Router

from miteinander.api import queries, rules, schemas
from miteinander.api.service import Token
from miteinander.api.views.common import absolute, following, of_town, only
from miteinander.concept import open_data
from miteinander.concept.models import Measure, PlanItem, StatusReport
from miteinander.concept.queries import counts
from miteinander.concept.queries.plan import working_edition
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest

router = Router(tags=["mit Zugang"], auth=Token())
_EXTRA = of_town(401, 403, 422, 429)


@router.get(
    "/{slug:town}/plan",
    response=schemas.Plan,
    openapi_extra=_EXTRA,
    operation_id="plan",
    summary="Der Arbeitsstand: auch Entwürfe und unveröffentlichte Berichte (plan:read)",
)
def plan(request: TownRequest, asked: Query[schemas.Asked]) -> dict[str, Any]:
    """The newest edition; its levels whole, its measures page by page in the order of ids."""
    require(rules.can_read_plan(request.actor))
    only(request, "after", "limit")
    edition = working_edition(request.municipality)
    if edition is None:
        raise Http404("Diese Kommune hat noch kein Konzept.")
    town, full = request.municipality.slug, absolute(request)
    found = queries.working_measures(edition)
    keys, last = queries.page(found, asked.after, asked.limit)
    reports = queries.reports(keys)
    shown = open_data.measures(found.filter(pk__in=keys), town, full)
    rows = [_measure(one, shape, reports.get(one.pk, [])) for one, shape in shown]
    tree = queries.working_tree(edition)
    return {
        **open_data.head(request.municipality, edition, counts.of(found)),
        "is_published": edition.published_at is not None,
        "fields": [shape for _, shape in open_data.fields(tree, town, full, _level)],
        "measures": sorted(rows, key=lambda row: row["id"]),
        "next": following(request, last),
    }


@router.get(
    "/{slug:town}/trail",
    response=schemas.Trail,
    openapi_extra=_EXTRA,
    operation_id="trail",
    summary="Das Protokoll, nur als Nummern, für eine Überwachung (trail:read)",
)
def trail(request: TownRequest, asked: Query[schemas.AskedEvents]) -> dict[str, Any]:
    """The oldest first, so that a program goes on where it stopped; two queries."""
    require(rules.can_read_trail(request.actor))
    only(request, "after", "limit")
    found = queries.events(asked.after, asked.limit + 1)
    shown = found[: asked.limit]
    last = shown[-1]["id"] if len(found) > len(shown) else None
    return {"events": shown, "next": following(request, last)}


def _measure(
    measure: Measure, shape: dict[str, Any], reports: list[StatusReport]
) -> dict[str, Any]:
    said = [
        {**open_data.report(one), "is_published": one.published_at is not None} for one in reports
    ]
    own = {"field_id": measure.field_id, "is_draft": measure.is_draft}
    return {**shape, **own, "reports": said}


def _level(item: PlanItem) -> dict[str, Any]:
    return {**open_data.item(item), "is_draft": item.is_draft}
