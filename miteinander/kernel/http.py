"""The request as views below a town's address get it."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from miteinander.kernel.actor import Actor
from miteinander.kernel.models import Municipality


class TownRequest(HttpRequest):
    """A request in a town's scope; `actor` is there in the workspace only."""

    municipality: Municipality
    actor: Actor
    htmx: HtmxDetails
    scope_stack: Any
