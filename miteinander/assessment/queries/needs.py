"""Needs for those who work on them, whoever else reads them."""

from collections.abc import Mapping

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from miteinander.assessment.choices import Priority
from miteinander.assessment.models import Need, NeedEvidence
from miteinander.concept.models import Edition, Field, Goal, Measure
from miteinander.kernel.queries import containing
from miteinander.kernel.sorting import german

ORDER = ("rank", "sorted_by", "pk")
WITHOUT, WITH = "ohne", "mit"
_SEARCHED = ("title", "statement", "stated_by")


def needs() -> QuerySet[Need]:
    """All needs, the most urgent first (`rank`), then by title (`sorted_by`)."""
    ranks = [When(priority=code, then=Value(rank)) for rank, code in enumerate(Priority.values)]
    return Need.objects.annotate(
        rank=Case(*ranks, output_field=IntegerField()), sorted_by=german("title")
    ).order_by(*ORDER)


def narrowed(
    found: QuerySet[Need], chosen: Mapping[str, str], edition: Edition | None
) -> QuerySet[Need]:
    """Only what the filters ask for; keys as in `forms.filters.NeedFilter`."""
    for word in chosen.get("suche", "").split()[:8]:
        words = Q()
        for path in _SEARCHED:
            words |= containing(path, word)
        found = found.filter(words)
    same = {"stand": "state", "vorrang": "priority"}
    found = found.filter(**{path: chosen[key] for key, path in same.items() if chosen.get(key)})
    if kind := chosen.get("beleg"):
        found = found.filter(pk__in=NeedEvidence.objects.filter(kind=kind).values("need"))
    if key := chosen.get("feld"):
        found = found.filter(in_field(int(key)))
    for key, path in (("ziel", "goals"), ("massnahme", "measures")):
        if chosen.get(key):
            found = found.filter(_is_among(Need.objects.filter(**{path: int(chosen[key])})))
    if chosen.get("antwort"):
        is_answered = answered_in(edition)
        found = found.filter(is_answered if chosen["antwort"] == WITH else ~is_answered)
    return found


def in_field(pk: int) -> Q:
    """That a need belongs to the field: named itself, or by a goal of it."""
    direct = _is_among(Need.objects.filter(fields=pk))
    return direct | _is_among(Need.objects.filter(goals__field=pk))


def answered_in(edition: Edition | None) -> Exists:
    """That a measure of the edition answers the need."""
    return Exists(Need.objects.filter(pk=OuterRef("pk"), measures__edition=edition))


def _is_among(rows: QuerySet[Need]) -> Q:
    return Q(pk__in=rows.order_by().values("pk"))


def for_list(found: QuerySet[Need], edition: Edition | None) -> QuerySet[Need]:
    """With evidence, and what the need is tied to in the edition, in `in_fields`, `in_goals`,
    `answers`."""
    return found.prefetch_related(
        "evidence",
        Prefetch("fields", Field.objects.filter(edition=edition), to_attr="in_fields"),
        Prefetch("goals", Goal.objects.filter(field__edition=edition), to_attr="in_goals"),
        Prefetch(
            "measures",
            Measure.objects.filter(edition=edition).defer("internal_notes"),
            to_attr="answers",
        ),
    )
