"""What everyone may see: the only place that decides it.

Public is every published edition, first of all the current one, and in it every item that is no
draft and lies in no draft: a measure needs its field, its sub-topic, its goal and the goal's
sub-topic to be public too. Reports are public once published, files when they are marked so.
Internal notes are not even read from the database. All functions need the town's scope to be open.
"""

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import IntegerField, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from miteinander.concept.choices import Responsibility
from miteinander.concept.models import (
    Attachment,
    Edition,
    Field,
    Goal,
    Measure,
    MeasureResponsibility,
    StatusReport,
    Topic,
)
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns

LONGEST_KEY = 18  # digits; a database's whole numbers hold no more
# The order of the printed plan; unique, so that pages of a list neither repeat nor lose a row.
PLAN_ORDER = ("field__position", "field_id", "topic_order", "goal_order", "position", "pk")


def published(municipality: Municipality) -> list[Edition]:
    """The published editions with their concept, the newest first: one query."""
    found = Edition.objects.filter(municipality=municipality, published_at__isnull=False)
    return list(found.select_related("concept").order_by("-published_at", "-pk"))


def current_of(editions: list[Edition]) -> Edition | None:
    """Of the published editions, the newest first, the one that public pages show.

    A next edition that is public before anybody has decided, or before it is valid, does not take
    the place of the one before.
    """
    keys, today = {one.pk for one in editions}, timezone.localdate()
    decided = [one for one in editions if one.adopted_on or one.predecessor_id not in keys]
    begun = [one for one in decided if one.valid_from is None or one.valid_from <= today]
    return next(iter([*begun, *decided, *editions]), None)


def current_edition(municipality: Municipality) -> Edition | None:
    """The current edition with its concept, or None where nothing is public yet."""
    return current_of(published(municipality))


def concept_titles(municipalities: list[Municipality]) -> dict[int, str]:
    """Municipality id -> title of its public concept, for a page across all towns."""
    with all_towns():
        published = Edition.objects.filter(
            municipality__in=municipalities, published_at__isnull=False
        )
        return dict(published.values_list("municipality_id", "concept__title"))


def fields(edition: Edition) -> QuerySet[Field]:
    """The edition's fields of action, in the order of the plan."""
    return Field.objects.filter(edition=edition, is_draft=False)


def topics(edition: Edition) -> QuerySet[Topic]:
    """The edition's sub-topics, in the order of the plan."""
    return Topic.objects.filter(field__edition=edition, field__is_draft=False, is_draft=False)


def goals(edition: Edition) -> QuerySet[Goal]:
    """The edition's goals, in the order of the plan."""
    return Goal.objects.filter(
        Q(topic=None) | Q(topic__is_draft=False),
        field__edition=edition,
        field__is_draft=False,
        is_draft=False,
    )


def measures(edition: Edition) -> QuerySet[Measure]:
    """The edition's measures, without internal notes and without an order."""
    visible = Measure.objects.filter(
        Q(topic=None) | Q(topic__is_draft=False),
        Q(goal=None) | Q(goal__is_draft=False),
        Q(goal__topic=None) | Q(goal__topic__is_draft=False),
        edition=edition,
        field__edition=edition,
        field__is_draft=False,
        is_draft=False,
    )
    return visible.defer("internal_notes").order_by()


def named(edition: Edition, measure: str, field: str) -> tuple[Field | None, Measure | None]:
    """The field or the measure whose key an address has; both None for "" (the whole concept).

    Raises `LookupError` for what is not public.
    """
    try:
        if measure:
            return None, measures(edition).get(pk=_key(measure))
        return (fields(edition).get(pk=_key(field)) if field else None), None
    except ObjectDoesNotExist as missing:
        raise LookupError("Das ist nicht öffentlich.") from missing


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else 0


def in_plan_order(found: QuerySet[Measure]) -> QuerySet[Measure]:
    """The measures as the printed plan has them: by field, sub-topic, goal and position."""
    whole = IntegerField()
    return found.annotate(
        topic_order=Coalesce("goal__topic__position", "topic__position", -1, output_field=whole),
        goal_order=Coalesce("goal__position", -1, output_field=whole),
    ).order_by(*PLAN_ORDER)


def for_list(found: QuerySet[Measure]) -> QuerySet[Measure]:
    """What a list shows of each measure; `leads` are those who answer for it (names only)."""
    leads = MeasureResponsibility.objects.filter(role=Responsibility.LEAD)
    shown = found.defer("internal_notes", "description", "approach", "indicators")
    return shown.select_related("field").prefetch_related(
        Prefetch("responsibilities", _named(leads), to_attr="leads")
    )


def for_export(found: QuerySet[Measure]) -> QuerySet[Measure]:
    """The measures with their place in the plan, in its order; `connections` has the names."""
    return in_plan_order(found).select_related("field", "goal__topic", "topic")


def whole_measure(edition: Edition, pk: int) -> Measure | None:
    """A measure with all that its page shows, in a constant number of queries."""
    found = measures(edition).filter(pk=pk).select_related("field", "goal", "topic")
    return found.prefetch_related(
        Prefetch("responsibilities", _named(MeasureResponsibility.objects.all())),
        Prefetch("reports", reports(edition)),
        Prefetch("attachments", Attachment.objects.filter(published_at__isnull=False)),
        "links",
        "target_groups",
        "dimensions",
        "themes",
    ).first()


def _named(
    responsibilities: QuerySet[MeasureResponsibility],
) -> QuerySet[MeasureResponsibility]:
    """With each institution's name and website; its contact data stays where it is."""
    return responsibilities.select_related("organisation").only(
        "measure_id", "role", "position", "organisation__name", "organisation__website"
    )


def neighbours(edition: Edition, measure: Measure) -> tuple[Measure | None, Measure | None]:
    """The measures before and after this one in the order of the plan."""
    keys = [None, *in_plan_order(measures(edition)).values_list("pk", flat=True), None]
    place = keys.index(measure.pk)
    around = [pk for pk in (keys[place - 1], keys[place + 1]) if pk]
    found = measures(edition).in_bulk(around)
    return found.get(keys[place - 1]), found.get(keys[place + 1])


def reports(edition: Edition) -> QuerySet[StatusReport]:
    """The published reports on the edition's measures, newest first; not who is behind a name."""
    visible = StatusReport.objects.filter(
        published_at__isnull=False, measure__in=measures(edition).values("pk")
    )
    return visible.defer("user", "door")


def latest_of(found: QuerySet[Measure]) -> dict[int, StatusReport]:
    """Measure id -> its latest published report: one query."""
    published = StatusReport.objects.filter(published_at__isnull=False, measure__in=found)
    return {one.measure_id: one for one in published.defer("user", "door").reverse()}


def latest_reports(edition: Edition, most: int) -> QuerySet[StatusReport]:
    """The reports that were published last, each with its measure and the measure's field."""
    newest = reports(edition).order_by("-published_at", "-pk")
    return newest.select_related("measure__field").defer("user", "door", "measure__internal_notes")[
        :most
    ]


def attachments(edition: Edition) -> QuerySet[Attachment]:
    """The public files of the edition and of its measures, each with its measure."""
    visible = Attachment.objects.filter(
        Q(measure=None) | Q(measure__in=measures(edition).values("pk")),
        edition=edition,
        published_at__isnull=False,
    )
    return visible.select_related("measure").defer("measure__internal_notes")
