"""What everyone may read of needs and judgements, without a token."""

from typing import Any

from ninja import Query, Router
from ninja.decorators import decorate_view

from miteinander.api import queries, schemas
from miteinander.api.views.common import edition_or_404, following, of_town, only
from miteinander.assessment import open_data
from miteinander.assessment.queries import public
from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable

router = Router(tags=["öffentlich"])


@router.get(
    "/{slug:town}/needs",
    response=schemas.Needs,
    openapi_extra=of_town(422),
    operation_id="needs",
    summary="Die veröffentlichten Bedarfe mit ihren öffentlichen Belegen",
)
@decorate_view(storable)
def needs(request: TownRequest, asked: Query[schemas.AskedOfEdition]) -> dict[str, Any]:
    """In the order of their ids; their items are those of the edition; 7 queries."""
    only(request, "after", "limit", "edition")
    found = public.needs(edition_or_404(request, asked.edition))
    keys, last = queries.page(found, asked.after, asked.limit)
    rows = [open_data.need(one) for one in found.filter(pk__in=keys)]
    return {"needs": _by_id(rows), "next": following(request, last)}


@router.get(
    "/{slug:town}/judgements",
    response=schemas.Judgements,
    openapi_extra=of_town(422),
    operation_id="judgements",
    summary="Die veröffentlichten Bewertungen der Ziele mit ihren öffentlichen Belegen",
)
@decorate_view(storable)
def judgements(request: TownRequest, asked: Query[schemas.AskedOfEdition]) -> dict[str, Any]:
    """Of the edition's goals, in the order of their ids; 4 queries."""
    only(request, "after", "limit", "edition")
    found = public.judgements(edition_or_404(request, asked.edition))
    keys, last = queries.page(found, asked.after, asked.limit)
    rows = [open_data.judgement(one) for one in found.filter(pk__in=keys)]
    return {"judgements": _by_id(rows), "next": following(request, last)}


def _by_id(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: row["id"])
