"""What the public pages share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from miteinander.concept.models import Edition
from miteinander.concept.queries import public
from miteinander.kernel.http import TownRequest

View = Callable[..., HttpResponse]


def with_edition(view: View) -> View:
    """Give the view the public edition; where there is none, a page says so instead."""

    @wraps(view)
    def found(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = public.current_edition(request.municipality)
        if edition is None:
            return render(request, "portal/no_concept.html")
        return view(request, edition, *args, **kwargs)

    return found


def edition_or_404(request: TownRequest) -> Edition:
    """The public edition; for files and data, which have no page to say that there is none."""
    edition = public.current_edition(request.municipality)
    if edition is None:
        raise Http404("Es ist noch kein Konzept veröffentlicht.")
    return edition


def page(request: TownRequest, template: str, edition: Edition, **context: Any) -> HttpResponse:
    """A page about the edition; the template gets `edition` and `concept` besides."""
    context |= {"edition": edition, "concept": edition.concept}
    return render(request, f"portal/{template}.html", context)


def absolute(request: HttpRequest) -> Callable[[str], str]:
    """What makes a full address of a path: files outlive the page they were loaded from."""
    root = request.build_absolute_uri("/").rstrip("/")
    return lambda path: f"{root}{path}"


def moved(path: str) -> HttpResponse:
    """The thing was renamed: its address leads to the present one."""
    response = HttpResponsePermanentRedirect(path)
    # Kept for good, two renamings back and forth would send a browser in circles.
    response["Cache-Control"] = "no-cache"
    return response
