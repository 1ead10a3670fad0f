"""Template words for answers."""

from django import template

from miteinander.concept.models import StatusReport
from miteinander.rounds.models import Answer, AnswerVersion
from miteinander.rounds.said import said
from miteinander.rounds.values import REPORTED, values_of

register = template.Library()


@register.filter
def spoken(thing: Answer | AnswerVersion | StatusReport) -> list[tuple[str, str]]:
    """(question, text) of all that an answer, an earlier one or a report says."""
    if isinstance(thing, AnswerVersion):
        return said(thing.values)
    return said(values_of(thing, REPORTED) if isinstance(thing, StatusReport) else values_of(thing))
