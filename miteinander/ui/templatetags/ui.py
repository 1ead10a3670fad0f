"""Template words that every page may use without loading them."""

from django import template
from django.utils.safestring import SafeString

from miteinander.ui import markdown as md

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as cleaned HTML."""
    return md.to_html(text)
