"""Pages of the kernel."""

from django.db import connection
from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers; for the supervisor of the processes."""
    connection.ensure_connection()
    return HttpResponse("ok", content_type="text/plain")
