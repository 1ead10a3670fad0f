"""Guards for the reading of pages: which rule opens the addresses of a room."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern

from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest

Rule = Callable[[Actor], bool]


def behind(rule: Rule, patterns: Iterable[URLPattern]) -> list[URLPattern]:
    """The same addresses, open only to whom the rule lets in: a 403 for everybody else.

    It guards reading, where the address says it; what changes something is guarded once more by the
    rule that opens its action.
    """
    return [
        URLPattern(one.pattern, _guarded(one.callback, rule), one.default_args, one.name)
        for one in patterns
    ]


def _guarded(view: Callable[..., HttpResponse], rule: Rule) -> Callable[..., HttpResponse]:
    @wraps(view)
    def opened(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(rule(request.actor))
        return view(request, *args, **kwargs)

    return opened
