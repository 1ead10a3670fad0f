"""All published editions: the list, the comparison with an earlier one, a day of one."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from miteinander.assessment.queries.judgements import goals as plan_goals
from miteinander.assessment.queries.over_editions import over_editions
from miteinander.concept import comparison_table
from miteinander.concept.choices import Succession
from miteinander.concept.models import Edition
from miteinander.concept.queries import as_of, comparison, lineage, public
from miteinander.concept.queries.comparison import Part
from miteinander.kernel.headers import for_every_site
from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable
from miteinander.portal.views.common import moved, page, with_edition
from miteinander.ui.sheets import csv_response, xlsx_response


@require_safe
@storable
@with_edition
def editions(request: TownRequest, edition: Edition) -> HttpResponse:
    """Which editions there are, since when and until when each is valid, and who decided it."""
    known: list[Edition] = request.editions  # type: ignore[attr-defined]
    shown = [(one, lineage.ancestors_among(one, known)) for one in known]
    return page(request, "editions", edition, shown=shown)


@require_safe
@storable
@with_edition
def compared(request: TownRequest, edition: Edition, before: int) -> HttpResponse:
    """What became of everything from an earlier published edition to this one."""
    if before == edition.pk:
        return moved(reverse("public:editions", kwargs={"town": request.municipality.slug}))
    old, parts = _compared(request, edition, before)
    kind, key = _wanted(request, parts)
    return page(
        request,
        "comparison",
        edition,
        before=old,
        all_parts=parts,
        parts=comparison.narrowed(parts, kind, key),
        counts=comparison.counted(parts),
        kinds=Succession.choices,
        kind=kind,
        key=key,
        **_judged(request, edition, key),
    )


@require_safe
@storable
@for_every_site
@with_edition
def compared_table(request: TownRequest, edition: Edition, before: int, kind: str) -> HttpResponse:
    """The same as a table, narrowed as the address says."""
    if before == edition.pk:
        raise Http404("Eine Fassung lässt sich nicht mit sich selbst vergleichen.")
    _, parts = _compared(request, edition, before)
    rows = comparison_table.rows(comparison.narrowed(parts, *_wanted(request, parts)))
    respond = csv_response if kind == "csv" else xlsx_response
    name = f"vergleich-{request.municipality.slug}.{kind}"
    return respond(name, comparison_table.HEADERS, rows)


def _compared(request: TownRequest, edition: Edition, before: int) -> tuple[Edition, list[Part]]:
    found = [one for one in request.editions if one.pk == before]  # type: ignore[attr-defined]
    parts = comparison.compared(found[0], edition, is_public=True) if found else None
    if parts is None:
        raise Http404("Diesen Vergleich gibt es nicht.")
    return found[0], parts


def _judged(request: TownRequest, edition: Edition, key: str) -> dict[str, Any]:
    """How the goals were judged in all public editions, and how many never were."""
    shown = public.goals(edition).order_by().values("pk")
    found = plan_goals(edition).filter(pk__in=shown).select_related("field")
    goals = [goal for goal in found if key in ("", str(goal.field_id))]
    editions = over_editions(goals, request.editions)  # type: ignore[attr-defined]
    told = [goal for goal in goals if any(then.judged for then in editions[goal.pk])]
    return {"judged_goals": told, "judged": editions, "not_judged": len(goals) - len(told)}


def _wanted(request: TownRequest, parts: list[Part]) -> tuple[str, str]:
    """Kind of change and field that the address names; what is not understood is left out."""
    kind, key = request.GET.get("art", ""), request.GET.get("feld", "")
    keys = {part.key for part in parts}
    return kind if kind in Succession.values else "", key if key in keys else ""


@require_safe
@storable
@with_edition
def on_a_day(request: TownRequest, edition: Edition, day: str = "") -> HttpResponse:
    """The edition as it was public on a day; `?tag=` chooses one."""
    if chosen := _day(request.GET.get("tag", "")):
        parts = {
            "town": request.municipality.slug,
            "fassung": edition.pk,
            "day": chosen.isoformat(),
        }
        return HttpResponseRedirect(reverse("public:edition_as_of", kwargs=parts))
    found = _day(day)
    if day and found is None:
        raise Http404("Diesen Tag gibt es nicht.")
    snapshot = as_of.snapshot(edition, found, is_public=True) if found else None
    return page(request, "as_of", edition, day=found, snapshot=snapshot)


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and 1900 <= day.year <= 2999 else None
