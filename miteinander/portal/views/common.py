"""What the public pages share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from miteinander.concept import addresses
from miteinander.concept.models import Edition
from miteinander.concept.queries import public
from miteinander.kernel.http import TownRequest

View = Callable[..., HttpResponse]


def with_edition(view: View) -> View:
    """Give the view the edition whose key the address has (`fassung`), else the current one.

    Where none is public, a page says so instead. `request.editions` are all that are public, the
    newest first.
    """

    @wraps(view)
    def found(
        request: TownRequest, *args: Any, fassung: int | None = None, **kwargs: Any
    ) -> HttpResponse:
        edition = _found(request, fassung)
        if edition is None:
            return render(request, "portal/no_concept.html")
        return view(request, edition, *args, **kwargs)

    return found


def edition_or_404(request: TownRequest, fassung: int | None = None) -> Edition:
    """The same for files and data, which have no page to say that there is none."""
    edition = _found(request, fassung)
    if edition is None:
        raise Http404("Es ist noch kein Konzept veröffentlicht.")
    return edition


def _found(request: TownRequest, key: int | None) -> Edition | None:
    request.editions = public.published(request.municipality)  # type: ignore[attr-defined]
    if key is None:
        return public.current_of(request.editions)  # type: ignore[attr-defined]
    named = [one for one in request.editions if one.pk == key]  # type: ignore[attr-defined]
    if not named:
        raise Http404("Diese Fassung ist nicht öffentlich.")
    return named[0]


def first_in(
    request: TownRequest, current: Edition, find: Callable[[Edition], Any]
) -> tuple[Edition, Any]:
    """What `find` finds in the current edition, or else in another public one, with that edition.

    An address of an item goes on working when the next edition is adopted. None where it is
    nowhere.
    """
    others = [one for one in request.editions if one.pk != current.pk]  # type: ignore[attr-defined]
    for edition in (current, *others):
        if found := find(edition):
            return edition, found
    return current, None


def page(request: TownRequest, template: str, edition: Edition, **context: Any) -> HttpResponse:
    """A page about the edition; the template gets `edition`, `concept` and `current` besides."""
    editions = request.editions  # type: ignore[attr-defined]
    current = public.current_of(editions)
    context |= {"edition": edition, "concept": edition.concept}
    context |= {"editions": editions, "current": current, "is_current": edition == current}
    return render(request, f"portal/{template}.html", context)


def edition_address(request: TownRequest, edition: Edition, name: str) -> str:
    """The address of an edition's page: the short one for the current edition."""
    is_current = edition == public.current_of(request.editions)  # type: ignore[attr-defined]
    return addresses.edition_path(request.municipality.slug, edition, name, is_current=is_current)


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
