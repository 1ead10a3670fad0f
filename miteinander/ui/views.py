"""Error pages and the gallery of components."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from miteinander.ui import gallery as everything


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the address leads nowhere."""
    return render(request, "ui/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the sentence that the refused action gave."""
    return render(request, "ui/403.html", {"sentence": str(exception or "")}, status=403)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: another site sent it, or the page was open too long."""
    return render(request, "ui/403_form.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: without any detail of what went wrong, and without database or context."""
    return HttpResponse(render_to_string("ui/500.html"), status=500)


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build pages; hidden from real towns."""
    if not (settings.DEBUG or settings.MITEINANDER_DEMO):
        raise Http404("Die Bausteine zeigt nur die Vorführung.")
    return render(request, "ui/gallery.html", everything.context())
