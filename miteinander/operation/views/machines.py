"""What machines ask: is this process ready, and what are the figures?"""

import hmac
import os
from ipaddress import ip_address

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from miteinander.operation import figures, readiness

_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when this process can do its work, 503 otherwise; a line per part says which."""
    parts = readiness.parts()
    lines = "".join(f"{part.name}: {part.word}\n" for part in parts)
    status = 200 if all(part.is_fine or not part.is_vital for part in parts) else 503
    answer = HttpResponse(lines, content_type="text/plain; charset=utf-8", status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus; for everyone without the right to them there is no such page."""
    if not _may_scrape(request):
        raise Http404
    answer = HttpResponse(
        figures.as_text(), content_type="text/plain; version=0.0.4; charset=utf-8"
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _may_scrape(request: HttpRequest) -> bool:
    """Who knows the token; without one set, who asks on this machine and not through a proxy."""
    token = os.environ.get("MITEINANDER_METRICS_TOKEN", "")
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
