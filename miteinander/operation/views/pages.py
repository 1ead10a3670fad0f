"""How the machines fare, in words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander import __version__
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest
from miteinander.operation import queries, readings, rules


@require_safe
def overview(request: TownRequest) -> HttpResponse:
    """Everything that can be well or not, and what to do; no content, no names."""
    require(rules.can_see_operation(request.actor))
    rows = readings.readings(queries.installation(), queries.pending_migrations())
    wrong = ", ".join(row.name for row in rows if not row.is_fine)
    context = {"rows": rows, "wrong": wrong, "version": __version__}
    return render(request, "operation/overview.html", context)
