"""Narrowing a list of measures: by words, and by what they have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import Combinable

from miteinander.concept.choices import MeasureKind, Status
from miteinander.concept.models import Measure, MeasureResponsibility
from miteinander.kernel.queries import containing
from miteinander.kernel.sorting import german

MOST_WORDS = 8
WITHOUT_REPORT = "ohne"
_STATUS_NAMES = {**dict(Status.choices), WITHOUT_REPORT: "noch kein Bericht"}
_STATUS_ORDER = [*Status.values, WITHOUT_REPORT]


@dataclass(frozen=True)
class Facet:
    """Something that measures have in common; `name` is its parameter in addresses.

    `key` leads from a measure to the stored value, `title` to the words for it (both Django
    lookups), `order` to the place of an option among the others.
    """

    name: str
    key: str
    title: str
    order: str | Combinable


FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("feld", "field_id", "field__title", "field__position"),
        Facet("stand", "status", "status", "status"),
        Facet(
            "institution",
            "responsibilities__organisation_id",
            "responsibilities__organisation__name",
            german("responsibilities__organisation__name"),
        ),
        Facet("zielgruppe", "target_groups", "target_groups__title", "target_groups__position"),
        Facet("dimension", "dimensions", "dimensions__title", "dimensions__position"),
        Facet("thema", "themes", "themes__title", "themes__position"),
        Facet("art", "kind", "kind", "kind"),
    )
}


@dataclass(frozen=True)
class Option:
    """A value of a facet as the address has it, its words, and the number of its measures."""

    value: str
    title: str
    number: int


def having(found: QuerySet[Measure], words: str) -> QuerySet[Measure]:
    """The measures that have every word in number, title, description or an institution's name.

    The texts are searched once, here: what is built on the answer compares keys only.
    """
    if not words.split():
        return found
    fitting = found
    for word in words.split()[:MOST_WORDS]:
        fitting = fitting.filter(_has(word))
    return found.filter(pk__in=list(fitting.values_list("pk", flat=True)))


def narrowed(
    found: QuerySet[Measure], chosen: Mapping[str, str], but: str = ""
) -> QuerySet[Measure]:
    """The measures that have every chosen value (facet name -> value), each once.

    `but` names a facet that is left out.
    """
    for name, value in chosen.items():
        if name != but:
            found = found.filter(**{FACETS[name].key: _stored(name, value)})
    return found


def options(found: QuerySet[Measure], chosen: Mapping[str, str], name: str) -> list[Option]:
    """What can be chosen of a facet while all else stays chosen: one query."""
    facet = FACETS[name]
    rows = (
        narrowed(found, chosen, but=name)
        .order_by(facet.order)
        .values_list(facet.key, facet.title)
        .annotate(number=Count("pk"))
    )
    made = [Option(_shown(name, key), title, n) for key, title, n in rows if key is not None]
    if name == "stand":
        made = [Option(one.value, _STATUS_NAMES[one.value], one.number) for one in made]
        return sorted(made, key=lambda one: _STATUS_ORDER.index(one.value))
    if name == "art":
        return [Option(o.value, MeasureKind(o.value).label, o.number) for o in made if o.value]
    return made


def is_value(name: str, value: str) -> bool:
    """Whether this can be a value of the facet: a code that exists, or a key."""
    if name == "stand":
        return value in _STATUS_NAMES
    if name == "art":
        return value in MeasureKind.values
    return value.isascii() and value.isdecimal() and len(value) < 19


def _stored(name: str, value: str) -> str:
    return "" if (name, value) == ("stand", WITHOUT_REPORT) else value


def _shown(name: str, key: object) -> str:
    return WITHOUT_REPORT if (name, key) == ("stand", "") else str(key)


def _has(word: str) -> Q:
    named = MeasureResponsibility.objects.filter(containing("organisation__name", word))
    texts = (containing(path, word) for path in ("number", "title", "description"))
    return reduce(or_, texts, Q(pk__in=named.values("measure_id")))
