"""Reads of institutions and people, for the workspace. Each costs one SQL query."""

from typing import TypeVar

from django.db.models import Count, Q, QuerySet

from miteinander.kernel.actor import Actor
from miteinander.kernel.queries import containing
from miteinander.kernel.sorting import german
from miteinander.network import similar
from miteinander.network.models import Organisation, Person, Representative

Row = TypeVar("Row", Organisation, Person)


def organisations(words: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Institutions that have all the words, with `leads`, `partners` and `members` (counts).

    `responsibilities` is a reverse relation: the room `concept` stands above and names it so.
    """
    rows = Organisation.objects.annotate(
        sorted_by=german("name"),
        leads=Count("responsibilities", Q(responsibilities__role="lead"), distinct=True),
        partners=Count("responsibilities", Q(responsibilities__role="partner"), distinct=True),
        members=Count("people", distinct=True),
    ).order_by("sorted_by", "pk")
    if kind:
        rows = rows.filter(kind=kind)
    return _having(rows, words, "name", "short_name", "description", "address")


def people(words: str = "", organisation_id: int | None = None) -> QuerySet[Person]:
    """People who have all the words in name, function, mail or institution."""
    rows = (
        Person.objects.select_related("organisation")
        .annotate(sorted_by=german("last_name"), then_by=german("first_name"))
        .order_by("sorted_by", "then_by", "pk")
    )
    if organisation_id:
        rows = rows.filter(organisation_id=organisation_id)
    paths = ("last_name", "first_name", "function", "email", "organisation__name")
    return _having(rows, words, *paths)


def similar_organisations(name: str) -> list[Organisation]:
    """Institutions whose name probably means the same."""
    rows = {row.pk: row for row in Organisation.objects.all()}
    return [rows[pk] for pk in similar.similar_to(name, _names(rows))]


def doubles() -> list[tuple[Organisation, Organisation]]:
    """All pairs of institutions that probably are the same."""
    rows = {row.pk: row for row in organisations()}
    return [(rows[one], rows[other]) for one, other in similar.pairs(_names(rows))]


def _names(rows: dict[int, Organisation]) -> list[tuple[int, str]]:
    return [(pk, row.name) for pk, row in rows.items()]


def _having(rows: QuerySet[Row], words: str, *paths: str) -> QuerySet[Row]:
    for word in words.split()[:8]:
        found = Q()
        for path in paths:
            found |= containing(path, word)
        rows = rows.filter(found)
    return rows


def organisations_of(actor: Actor) -> frozenset[int]:
    """The keys of the institutions for which the actor speaks."""
    rows = Representative.objects.filter(user_id=actor.user_id or 0)
    return frozenset(rows.values_list("organisation_id", flat=True))


def representatives(organisation: Organisation) -> QuerySet[Representative]:
    """Who speaks for the institution, by name."""
    rows = Representative.objects.filter(organisation=organisation).select_related("user")
    return rows.order_by("user__name", "pk")
