"""Template words of the public pages."""

from django import template
from django.template import Context
from django.urls import reverse

from miteinander.concept import addresses
from miteinander.concept.models import Field, Measure
from miteinander.concept.queries.counts import StatusCounts
from miteinander.kernel.site import town_path

register = template.Library()


@register.simple_tag(takes_context=True)
def field_url(context: Context, field: Field) -> str:
    """The address of a field's page."""
    return addresses.field_path(context["request"].municipality.slug, field)


@register.simple_tag(takes_context=True)
def measure_url(context: Context, measure: Measure) -> str:
    """The address of a measure's page."""
    return addresses.measure_path(context["request"].municipality.slug, measure)


@register.simple_tag(takes_context=True)
def edition_url(context: Context, name: str) -> str:
    """The address of a page of the edition that is shown: `concept`, `measures`, `process` ..."""
    town = context["request"].municipality.slug
    edition = context.get("edition")
    if edition is None or context.get("is_current", True):
        return town_path(f"public:{name}", town)
    return reverse(f"public:edition_{name}", kwargs={"town": town, "fassung": edition.pk})


@register.simple_tag(takes_context=True)
def in_words(context: Context, counts: StatusCounts) -> str:
    """How measures stand, in a sentence that calls them as the concept does."""
    concept = context["concept"]
    return counts.sentence(concept.measure_name, concept.measure_plural)
