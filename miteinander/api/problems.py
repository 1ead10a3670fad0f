"""Errors as programs read them: RFC 9457 problem details, with a German sentence."""

from typing import Any

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Anfrage nicht verständlich",
    401: "Kein gültiger Zugang",
    403: "Nicht erlaubt",
    404: "Nicht gefunden",
    405: "Methode nicht möglich",
    422: "Angaben passen nicht",
    429: "Zu viele Anfragen",
    500: "Fehler im System",
}
SENTENCES = {
    400: "Bitte prüfen Sie Adresse und Kopfzeilen der Anfrage.",
    401: "Senden Sie ein gültiges Geheimnis: Authorization: Bearer mit-...",
    403: "Dieser Zugang darf das nicht lesen.",
    404: "Unter dieser Adresse gibt es nichts Öffentliches.",
    405: "Die Schnittstelle liest nur: GET oder HEAD.",
    422: "Mindestens eine Angabe hat eine Form, die hier nicht passt.",
    429: "Bitte warten Sie, wie Retry-After sagt, und fragen Sie dann weiter.",
    500: "Der Fehler liegt bei uns. Bitte versuchen Sie es später noch einmal.",
}


def problem(
    status: int, detail: str = "", headers: dict[str, str] | None = None, **more: Any
) -> JsonResponse:
    """The response to something that does not work; `more` are members besides the standard's."""
    title = TITLES.get(status, TITLES[400 if status < 500 else 500])
    detail = detail or SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(
        body,
        status=status,
        headers=headers,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def documented(*statuses: int) -> dict[int, Any]:
    """The problems that an operation can answer with, for the OpenAPI description."""
    content = {MEDIA_TYPE: {"schema": _SCHEMA}}
    return {one: {"description": TITLES[one], "content": content} for one in statuses}


_SCHEMA = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "ein Satz, der sagt, was zu tun ist"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "detail"],
                "properties": {"name": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
