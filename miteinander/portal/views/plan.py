"""The concept as a whole, how it came about, its fields, its downloads."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from miteinander.assessment.queries import public as assessment
from miteinander.assessment.queries.over_editions import Then, over_editions
from miteinander.concept import addresses, sections
from miteinander.concept.models import Edition, Goal
from miteinander.concept.queries import counts, public
from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable
from miteinander.portal.views.common import edition_address, first_in, moved, page, with_edition


@require_safe
@storable
@with_edition
def concept(request: TownRequest, edition: Edition) -> HttpResponse:
    """How far the concept is, at a glance and in words, as a whole and per field."""
    groups = counts.by_field(edition)
    nothing = counts.StatusCounts()
    return page(
        request,
        "concept",
        edition,
        counts=counts.whole(groups),
        fields=[(field, groups.get(field.pk, nothing)) for field in public.fields(edition)],
        dimensions=edition.dimensions.all(),
    )


@require_safe
@storable
@with_edition
def process(request: TownRequest, edition: Edition) -> HttpResponse:
    """How the concept came about, and what holds for all of it."""
    return page(
        request,
        "process",
        edition,
        steps=edition.processsteps.all(),
        guidelines=edition.guidelines.all(),
        dimensions=edition.dimensions.all(),
        themes=edition.crosscuttingthemes.all(),
    )


@require_safe
@storable
@with_edition
def field(request: TownRequest, edition: Edition, slug: str, pk: int) -> HttpResponse:
    """A field of action with its sub-topics, its goals and how their measures stand."""
    town = request.municipality.slug
    edition, found = first_in(
        request, edition, lambda one: public.fields(one).filter(pk=pk).first()
    )
    if found is None:
        raise Http404("Dieses Handlungsfeld ist nicht öffentlich.")
    if slug != addresses.slug(found):
        return moved(addresses.field_path(town, found))
    within = public.measures(edition).filter(field=found)
    measures = list(public.for_list(public.in_plan_order(within)))
    goals = public.goals(edition).filter(field=found)
    topics = public.topics(edition).filter(field=found)
    return page(
        request,
        "field",
        edition,
        field=found,
        counts=counts.among(measures),
        list_url=f"{edition_address(request, edition, 'measures')}?feld={pk}",
        sections=sections.arranged(topics, goals, measures),
        judged=assessment.by_goal(assessment.judgements(edition).filter(goal__field=found)),
        judged_over_editions=_earlier(request, list(goals)),
    )


def _earlier(request: TownRequest, goals: list[Goal]) -> dict[int, list[Then]]:
    """How the goals were judged in the public editions, where there are several."""
    published = request.editions  # type: ignore[attr-defined]
    return over_editions(goals, published) if len(published) > 1 else {}


@require_safe
@storable
@with_edition
def needs(request: TownRequest, edition: Edition) -> HttpResponse:
    """What is needed, how that is known, and which measures answer it."""
    return page(request, "needs", edition, needs=assessment.needs(edition))


@require_safe
@storable
@with_edition
def downloads(request: TownRequest, edition: Edition) -> HttpResponse:
    """The files of the concept, and its plan as tables and as data."""
    return page(request, "downloads", edition, files=public.attachments(edition))
