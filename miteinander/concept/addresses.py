"""Public addresses of the plan's items: readable, and found by their key whatever they are called.

`/{town}/konzept/massnahmen/1-1-1-sprachbildung-in-kitas-17/`: only the 17 decides; after a
renaming the old address leads to the new one.
"""

from django.urls import reverse
from django.utils.text import slugify

from miteinander.concept.models import Edition, Field, Measure, PlanItem

_LONGEST = 80
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug(item: PlanItem) -> str:
    """Number and title as part of an address: ASCII, at most 80 characters, never empty."""
    words = slugify(f"{item.number.replace('.', '-')} {item.title}".lower().translate(_GERMAN))
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    return words.strip("-_") or "eintrag"


def field_path(town: str, field: Field) -> str:
    """The public address of a field of action; `town` is the municipality's slug."""
    return reverse("public:field", kwargs={"town": town, "slug": slug(field), "pk": field.pk})


def measure_path(town: str, measure: Measure) -> str:
    """The public address of a measure; `town` is the municipality's slug."""
    return reverse("public:measure", kwargs={"town": town, "slug": slug(measure), "pk": measure.pk})


def edition_path(town: str, edition: Edition, name: str = "concept", *, is_current: bool) -> str:
    """The public address of an edition's page or file: the short one for the current edition."""
    if is_current:
        return reverse(f"public:{name}", kwargs={"town": town})
    return reverse(f"public:edition_{name}", kwargs={"town": town, "fassung": edition.pk})
