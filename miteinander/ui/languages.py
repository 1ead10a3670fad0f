"""Pages in the language that their address asks for (`?lang=ar`), German unless it says one.

The catalogs lie in `miteinander/locale/`; the texts in the code are German. Which languages there
are say the settings (`LANGUAGES`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

PARAMETER = "lang"
View = Callable[..., HttpResponse]


def in_language(view: View) -> View:
    """Answer in the language of the address; an unknown one is German.

    Templates get the end of addresses that keeps it: `{{ request.in_language }}` is "" or
    "?lang=ar".
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = asked_for(request)
        is_other = code != settings.LANGUAGE_CODE
        request.in_language = f"?{PARAMETER}={code}" if is_other else ""  # type: ignore[attr-defined]
        with translation.override(code):
            response = view(request, *args, **kwargs)
        response["Content-Language"] = code
        return response

    return answered


def asked_for(request: HttpRequest) -> str:
    """The code of the language that the address asks for."""
    code = request.GET.get(PARAMETER, "")
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
