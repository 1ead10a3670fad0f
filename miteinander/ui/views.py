"""Error pages and the gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the address leads nowhere."""
    return render(request, "ui/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the sentence that the refused action gave."""
    return render(request, "ui/403.html", {"sentence": str(exception or "")}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: without any detail of what went wrong, and without database or context."""
    return HttpResponse(render_to_string("ui/500.html"), status=500)
