"""Template words for how far measures are."""

from datetime import date

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from miteinander.concept.presentation import ORDER, look
from miteinander.concept.report_words import by_year
from miteinander.ui import charts
from miteinander.ui.templatetags import ui

register = template.Library()
register.filter("by_year", by_year)


@register.simple_tag
def status_badge(status: str, reported_on: date | None = None) -> SafeString:
    """The status as word and shape, with the day of its report."""
    seen = look(status)
    badge = ui.badge(seen.word, seen.tone, seen.shape)
    if reported_on is None:
        return badge
    day = date_format(reported_on, "d.m.Y")
    return format_html('{} <span class="m-date">Stand {}</span>', badge, day)


@register.simple_tag(takes_context=True)
def status_chart(
    context: Context,
    counts: dict[str, int],
    caption: str,
    url: str = "",
    compact: bool = False,
) -> SafeString:
    """How many measures stand where; `counts` by status code ("" for no report).

    `url` is the address of a list of measures: each row leads there, filtered by `stand`.
    """
    segments = [
        charts.Segment(seen.word, counts[code], seen.tone, seen.shape, _filtered(url, code))
        for code in ORDER
        if counts.get(code)
        for seen in [look(code)]
    ]
    return ui.stacked_bar(context, segments, caption, "Stand", compact)


def _filtered(url: str, code: str) -> str:
    if not url:
        return ""
    return f"{url}{'&' if '?' in url else '?'}stand={code or 'ohne'}"
