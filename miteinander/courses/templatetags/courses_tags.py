"""Template words for courses."""

from datetime import date

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from miteinander.courses import addresses, learner_tables, presentation
from miteinander.courses.models import CourseRun
from miteinander.ui.templatetags import ui

register = template.Library()


@register.simple_tag
def run_badge(state: str) -> SafeString:
    """The state of a run as word and shape."""
    return ui.badge(*presentation.state_look(state))


@register.filter
def price(cents: int | None) -> str:
    """A price in words; "" where nobody said."""
    return presentation.price(cents)


@register.filter
def places(run: CourseRun) -> str:
    """How many places are left, in words."""
    return presentation.places(run)


@register.filter
def times(run: CourseRun) -> list[str]:
    """The times of a run, one line each, in which hours do not break."""
    return [presentation.unbroken(line) for line in presentation.times(run)]


@register.simple_tag(takes_context=True)
def run_url(context: Context, run: CourseRun, name: str = "course_page") -> str:
    """The public address of a run, or of what belongs to it."""
    return addresses.run_path(context["request"].municipality.slug, run, name)


@register.simple_tag
def map_url(run: CourseRun) -> str:
    """Where OpenStreetMap shows the place; "" where nobody said where it is."""
    return addresses.map_url(run)


@register.simple_tag
def period(starts_on: date | None, ends_on: date | None) -> str:
    """From when to when."""
    return presentation.period(starts_on, ends_on)


@register.filter
def free_times(bits: int) -> str:
    """When somebody has time, in words."""
    return learner_tables.free_times(bits)


@register.simple_tag
def learner_badge(state: str) -> SafeString:
    """How a wish for a course stands, as word and shape."""
    return ui.badge(*presentation.learner_look(state))


@register.simple_tag
def decision_badge(decision: str) -> SafeString:
    """What staff made of a proposal, as word and shape."""
    return ui.badge(*presentation.decision_look(decision))


@register.simple_tag
def offer_badge(state: str) -> SafeString:
    """What became of an offer, as word and shape."""
    return ui.badge(*presentation.offer_look(state))
