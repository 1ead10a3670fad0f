"""Template words that every page may use without loading them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.safestring import SafeString

from miteinander.kernel.site import town_path
from miteinander.ui import charts, fields
from miteinander.ui import markdown as md
from miteinander.ui.paging import Page

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as cleaned HTML."""
    return md.to_html(text)


@register.simple_tag(name="icon")
def draw_icon(name: str, size: str = "") -> SafeString:
    """A decorative icon of KERN (`kern-icon--NAME`), hidden from screen readers."""
    size = f" kern-icon--{size}" if size else ""
    return format_html(
        '<span class="kern-icon kern-icon--{}{}" aria-hidden="true"></span>', name, size
    )


@register.simple_tag
def badge(text: str, tone: str = "neutral", shape: str = "") -> SafeString:
    """A word on a coloured ground with a shape before it, so that no meaning hangs on colour.

    `tone` is info, success, warning, danger or neutral; `shape` a name of `ui/shapes.css`.
    """
    shape = f" m-shape m-shape--{shape}" if shape else ""
    return format_html('<span class="m-badge m-badge--{}{}">{}</span>', tone, shape, text)


@register.simple_tag
def crumb(title: str, url: str = "") -> SafeString:
    """One step of the breadcrumb; the last one, the page itself, has no address."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, title)
    return format_html('<li><span aria-current="page">{}</span></li>', title)


@register.inclusion_tag("ui/parts/alert.html")
def alert(tone: str, title: str, text: str = "") -> dict[str, Any]:
    """A notice; `tone` is info, success, warning or danger."""
    return {"tone": tone, "title": title, "text": text}


@register.filter
def alert_tone(level: str) -> str:
    """The tone of a notice for a level of Django's messages."""
    return {"success": "success", "warning": "warning", "error": "danger"}.get(level, "info")


@register.inclusion_tag("ui/parts/field.html")
def form_field(field: BoundField) -> dict[str, Any]:
    """A form field with label, hint and errors, tied together for screen readers."""
    return fields.context(field)


@register.inclusion_tag("ui/parts/errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """What is wrong in the form, each sentence leading to its field."""
    return {"errors": fields.summary(form)}


@register.inclusion_tag("ui/parts/pager.html")
def pager(page: Page) -> dict[str, Any]:
    """Links to the previous and the next page of a list."""
    return {"page": page}


@register.simple_tag(takes_context=True)
def stacked_bar(
    context: Context,
    segments: Iterable[charts.Segment],
    caption: str,
    head: str = "Bereich",
    compact: bool = False,
) -> SafeString:
    """A bar of segments with its table; `head` names what a row is, `compact` folds the table."""
    request = context.get("request")
    # The patterns have fixed ids: once in a page is enough.
    is_first = not hasattr(request, "has_chart_patterns")
    if request is not None:
        request.has_chart_patterns = True
    return _drawn(tuple(segments), caption, head, compact, is_first)


@lru_cache(maxsize=1024)  # when one field changes, the bars of all others stay as they are
def _drawn(
    segments: tuple[charts.Segment, ...], caption: str, head: str, compact: bool, is_first: bool
) -> SafeString:
    bar = charts.stacked_bar(segments, caption)
    patterns = charts.PATTERNS.items() if is_first else ()
    found = {"bar": bar, "head": head, "compact": compact, "patterns": patterns}
    return render_to_string("ui/parts/stacked_bar.html", found)


@register.simple_tag(takes_context=True)
def nav_link(
    context: Context, name: str, title: str, icon: str = "", anchor: str = "", below: str = "-"
) -> SafeString:
    """One entry of the navigation, or nothing where the address `name` does not exist.

    It is marked on its own page, and on pages whose address goes on with one of the words
    in `below` ("" for all).
    """
    request: HttpRequest = context["request"]
    try:
        url = town_path(name, request.municipality.slug)  # type: ignore[attr-defined]
    except NoReverseMatch:
        return SafeString("")
    target = f"{url}#{anchor}" if anchor else url
    current = _current(request.path, url, below.split() or [""], bool(anchor))
    drawn = draw_icon(icon) if icon else ""
    return format_html('<li><a href="{}"{}>{}{}</a></li>', target, current, drawn, title)


def _current(path: str, url: str, below: list[str], is_part: bool) -> SafeString:
    """What marks the entry of the page at `path`, or of the branch that it belongs to."""
    if path == url:
        return SafeString("" if is_part else ' aria-current="page"')
    is_branch = path.startswith(tuple(url + word for word in below))
    return SafeString(' aria-current="true"' if is_branch else "")
