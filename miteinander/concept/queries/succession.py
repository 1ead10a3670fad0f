"""How far the next edition is, and from what a measure came and what became of it."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from miteinander.concept.models import Edition, Measure, MeasureSuccession
from miteinander.concept.queries import public


def undecided(edition: Edition) -> int:
    """Of how many measures nobody has said what becomes of them, or why they are new.

    Three queries; none where there is no edition before.
    """
    if edition.predecessor_id is None:
        return 0
    lines = MeasureSuccession.objects.filter(edition=edition)
    before = Measure.objects.filter(edition=edition.predecessor_id)
    after = Measure.objects.filter(edition=edition)
    forgotten = before.exclude(pk__in=lines.exclude(predecessor=None).values("predecessor"))
    unexplained = after.exclude(pk__in=lines.exclude(successor=None).values("successor"))
    return lines.filter(kind="").count() + forgotten.count() + unexplained.count()


def origins(measure: Measure) -> list[MeasureSuccession]:
    """From what the measure came, each line with the earlier measure and all its reports."""
    lines = measure.origins.filter(predecessor__isnull=False)
    return list(
        lines.select_related("predecessor__edition").prefetch_related("predecessor__reports")
    )


def onward(measure: Measure) -> list[MeasureSuccession]:
    """What became or becomes of the measure in later editions."""
    return list(measure.onward.select_related("successor", "edition"))


def public_origins(
    measure: Measure, edition: Edition, published: Iterable[Edition]
) -> list[MeasureSuccession]:
    """The same as `origins` of what everyone may see; `edition` is the measure's."""
    before = _by_key(published, edition.predecessor_id)
    if before is None:
        return []
    seen = Prefetch("predecessor", public.measures(before).select_related("edition"))
    reports = Prefetch("predecessor__reports", public.reports(before))
    lines = measure.origins.filter(predecessor__in=public.measures(before).values("pk"))
    return list(lines.prefetch_related(seen, reports))


def public_onward(measure: Measure, published: Iterable[Edition]) -> list[MeasureSuccession]:
    """What everyone may know of what became of the measure, of published editions only."""
    found: list[MeasureSuccession] = []
    for edition in published:
        if edition.predecessor_id == measure.edition_id:
            found += _onward_in(edition, measure)
    return found


def _onward_in(edition: Edition, measure: Measure) -> QuerySet[MeasureSuccession]:
    visible = public.measures(edition).values("pk")
    lines = MeasureSuccession.objects.filter(edition=edition, predecessor=measure)
    seen = lines.filter(successor__in=visible) | lines.filter(successor=None)
    return seen.select_related("successor", "edition").defer("successor__internal_notes")


def _by_key(editions: Iterable[Edition], key: int | None) -> Edition | None:
    return next((one for one in editions if one.pk == key), None)
