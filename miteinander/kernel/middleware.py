"""The municipality's scope around every request below a town's address."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from miteinander.kernel import queries, tenancy
from miteinander.kernel.errors import NotPossible

Handler = Callable[[HttpRequest], HttpResponse]


class TownScope:
    """Opens the scope of the town in the address; an unknown town is a 404.

    A query outside a scope raises (django-scopes), so a view cannot forget the filter. On
    PostgreSQL the request is one transaction; an error undoes all of it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as stack:
            request.scope_stack = stack  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> None:
        slug = kwargs.pop("town", None)
        if slug is None:
            return
        municipality = queries.active_municipality(slug)
        if municipality is None:
            raise Http404("Diese Kommune nutzt Miteinander nicht.")
        request.municipality = municipality  # type: ignore[attr-defined]
        request.scope_stack.enter_context(tenancy.town_scope(municipality, is_own=True))  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        # At the end: the page that tells of the error reads from the database too.
        request.scope_stack.callback(tenancy.undo)  # type: ignore[attr-defined]


class NotPossibleAnswers:
    """Tells people what an action refused where the view has no better place for it (409).

    It stands before `TownScope`, which has then undone what was begun.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotPossible):
            return None
        return render(request, "ui/409.html", {"sentence": str(exception)}, status=409)


# Style sheets, and what machines ask of an installation that nobody has set up yet.
_BEFORE = ("/static/", "/zustand/")


class SetUpFirst:
    """Leads every page of an empty installation to the set-up page instead of to an error."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.is_set_up = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.is_set_up and not request.path.startswith(_BEFORE):
            target = reverse("setup")
            self.is_set_up = queries.is_set_up()
            if not self.is_set_up and not request.path.startswith(target):
                return HttpResponseRedirect(target)
        return self.get_response(request)
