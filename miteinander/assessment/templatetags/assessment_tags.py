"""Template words for needs and judgements."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from miteinander.assessment.models import Need, Subject
from miteinander.assessment.presentation import (
    VERDICT_ORDER,
    need_look,
    then_look,
    verdict_look,
)
from miteinander.assessment.queries.over_editions import Then
from miteinander.concept.models import Goal
from miteinander.concept.presentation import ORDER, Look, look
from miteinander.ui import charts
from miteinander.ui.templatetags import ui

register = template.Library()


@register.simple_tag
def need_badge(state: str) -> SafeString:
    """The state of a need as word and shape."""
    return _badge(need_look(state))


@register.simple_tag
def verdict_badge(verdict: str | None) -> SafeString:
    """A verdict as word and shape; nothing is a goal that nobody judged."""
    return _badge(verdict_look(verdict))


@register.simple_tag
def then_badge(then: Then) -> SafeString:
    """The latest verdict in that edition, or that nobody judged the goal then."""
    return _badge(then_look(then.verdict, is_newest=then.is_newest))


@register.simple_tag(takes_context=True)
def verdict_chart(context: Context, counts: dict[str, int], caption: str) -> SafeString:
    """How many goals have which verdict; `counts` by code ("" for none)."""
    segments = [
        charts.Segment(seen.word, counts[code], seen.tone, seen.shape)
        for code in VERDICT_ORDER
        if counts.get(code)
        for seen in [verdict_look(code)]
    ]
    return ui.stacked_bar(context, segments, caption, "Urteil", compact=True)


@register.simple_tag
def audience(subject: Subject) -> SafeString:
    """Who reads it besides those who edit."""
    if subject.published_at:
        return ui.badge("öffentlich", "success", "eye")
    if subject.shared_at:
        return ui.badge("geteilt", "info", "arrow")
    return ui.badge("nur intern", "neutral", "lock")


@register.simple_tag
def evidence_kinds(need: Need) -> str:
    """The kinds of a need's evidence, each once; a dash where there is none."""
    kinds = dict.fromkeys(str(one.get_kind_display()) for one in need.evidence.all())
    return ", ".join(kinds) or "–"


@register.simple_tag
def measure_words(goal: Goal) -> str:
    """How a goal's measures stand: "2 begonnen, 1 abgeschlossen"; a dash where there is none."""
    counts = Counter(one.status for one in goal.measures.all())
    found = [f"{counts[code]} {look(code).word}" for code in ORDER if counts[code]]
    return ", ".join(found) or "–"


@register.filter
def of_goal(judged: dict[int, list[Any]], goal: Goal) -> list[Any]:
    """What belongs to a goal out of that of many."""
    return judged.get(goal.pk, [])


@register.filter
def was_judged(rows: list[Then]) -> bool:
    """Whether somebody judged the goal in any of the editions."""
    return any(then.judged for then in rows)


@register.filter
def german_number(value: Decimal) -> str:
    """A number without idle zeros, with decimal comma and points between thousands."""
    return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))


def _badge(look: Look) -> SafeString:
    return ui.badge(look.word, look.tone, look.shape)
