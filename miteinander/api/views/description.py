"""A page that says in German what the interface can do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.api.service import api


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters, read from the OpenAPI description."""
    schema = api.get_openapi_schema()
    operations = [_operation(path, methods["get"]) for path, methods in schema["paths"].items()]
    return render(request, "api/description.html", {"operations": operations})


def _operation(path: str, details: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": path,
        "summary": details["summary"],
        "needs_token": "security" in details,
        "parameters": [one for one in details["parameters"] if one["in"] == "query"],
    }
