"""What everyone may read, without a token."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Path, Query, Router
from ninja.decorators import decorate_view

from miteinander.api import problems, queries, schemas
from miteinander.api.views.common import absolute, edition_or_404, following, of_town, only
from miteinander.concept import open_data
from miteinander.concept.models import Attachment
from miteinander.concept.queries import counts, public
from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable

router = Router(tags=["öffentlich"])


@router.get(
    "/towns",
    response=schemas.Towns,
    openapi_extra={"responses": problems.documented(422)},
    operation_id="towns",
    summary="Kommunen, die Miteinander nutzen",
)
def towns(request: HttpRequest, asked: Query[schemas.AskedTowns]) -> dict[str, Any]:
    """By slug; two queries."""
    only(request, "after", "limit")
    found = queries.towns(asked.after, asked.limit + 1)
    shown = found[: asked.limit]
    titles = public.concept_titles(shown)
    full = absolute(request)
    rows = [
        {
            **{name: getattr(town, name) for name in ("ags", "name", "slug", "kind")},
            "concept_title": titles.get(town.pk),
            "address": full(reverse("public:town", kwargs={"town": town.slug})),
        }
        for town in shown
    ]
    last = shown[-1].slug if len(found) > len(shown) else None
    return {"towns": rows, "next": following(request, last)}


@router.get(
    "/{slug:town}/editions",
    response=schemas.Editions,
    openapi_extra=of_town(422),
    operation_id="editions",
    summary="Alle veröffentlichten Fassungen des Konzepts",
)
@decorate_view(storable)
def editions(request: TownRequest) -> dict[str, Any]:
    """The newest first; one query."""
    only(request)
    published = public.published(request.municipality)
    return {"editions": open_data.editions(published, request.municipality.slug, absolute(request))}


@router.get(
    "/{slug:town}/concept",
    response=schemas.Concept,
    openapi_extra=of_town(422),
    operation_id="concept",
    summary="Das veröffentlichte Konzept: Fassung, Felder, Ziele und Zahlen",
)
@decorate_view(storable)
def concept(request: TownRequest, asked: Query[schemas.AskedEdition]) -> dict[str, Any]:
    """Without the measures; 5 queries."""
    only(request, "edition")
    edition = edition_or_404(request, asked.edition)
    town, full = request.municipality.slug, absolute(request)
    tree = open_data.public_tree(edition)
    head = open_data.head(request.municipality, edition, counts.of(public.measures(edition)))
    return {**head, "fields": [shape for _, shape in open_data.fields(tree, town, full)]}


@router.get(
    "/{slug:town}/measures",
    response=schemas.Measures,
    openapi_extra=of_town(422),
    operation_id="measures",
    summary="Die veröffentlichten Maßnahmen",
)
@decorate_view(storable)
def measures(request: TownRequest, asked: Query[schemas.AskedMeasures]) -> dict[str, Any]:
    """In the order of their ids, which never changes, so that paging loses nothing; 7 queries."""
    only(request, "after", "limit", "edition", "field", "status")
    edition = edition_or_404(request, asked.edition)
    visible = public.measures(edition)
    narrowed = queries.narrowed(visible, asked.field, asked.status)
    keys, last = queries.page(narrowed, asked.after, asked.limit)
    shown = open_data.measures(
        visible.filter(pk__in=keys), request.municipality.slug, absolute(request)
    )
    rows = [{**shape, "field_id": one.field_id} for one, shape in shown]
    return {
        "measures": sorted(rows, key=lambda row: row["id"]),
        "next": following(request, last),
    }


@router.get(
    "/{slug:town}/measures/{int:pk}",
    response=schemas.WholeMeasure,
    openapi_extra=of_town(422),
    operation_id="measure",
    summary="Eine veröffentlichte Maßnahme mit Berichten, Links und Dateien",
)
@decorate_view(storable)
def measure(
    request: TownRequest,
    asked: Query[schemas.AskedEdition],
    pk: int = Path(..., ge=1, le=schemas.LARGEST_ID),
) -> dict[str, Any]:
    """All that its page shows."""
    only(request, "edition")
    edition, full = edition_or_404(request, asked.edition), absolute(request)
    found = public.whole_measure(edition, pk)
    if found is None:
        raise Http404("Diese Maßnahme gibt es nicht, oder sie ist nicht öffentlich.")
    itself = public.measures(edition).filter(pk=pk)
    ((_, shape),) = open_data.measures(itself, request.municipality.slug, full)
    return {
        **shape,
        "field_id": found.field_id,
        "reports": [open_data.report(one) for one in found.reports.all()],
        "links": list(found.links.all()),
        "files": [_file(request, one) for one in found.attachments.all()],
    }


def _file(request: TownRequest, file: Attachment) -> dict[str, Any]:
    path = reverse("public:file", kwargs={"town": request.municipality.slug, "pk": file.pk})
    names = ("title", "name", "media_type", "size")
    values = {name: getattr(file, name) for name in names}
    return {"id": file.pk, **values, "address": absolute(request)(path)}
