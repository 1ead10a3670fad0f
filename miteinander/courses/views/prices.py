"""The page about what one more place would bring, and the same as a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.courses.forms.prices import PriceFilter
from miteinander.courses.prices import MOST_MORE
from miteinander.courses.queries import prices as found
from miteinander.courses.queries.placement import newest_round
from miteinander.kernel.http import TownRequest
from miteinander.ui.sheets import csv_response, xlsx_response


@require_safe
def placement_prices(request: TownRequest) -> HttpResponse:
    """The courses of the newest round, those first where one more place helps most."""
    newest, form = newest_round(), PriceFilter(request.GET)
    context = {
        "round": newest,
        "form": form,
        "prices": found.narrowed(found.prices(newest), form.shown),
        "is_priced": bool(newest and newest.prices),
        "most": MOST_MORE,
        "may_place": True,
    }
    return render(request, "courses/placement/prices.html", context)


@require_safe
def placement_prices_export(request: TownRequest, ending: str) -> HttpResponse:
    """What the page shows with the same address."""
    shown = found.narrowed(found.prices(newest_round()), PriceFilter(request.GET).shown)
    answer = csv_response if ending == "csv" else xlsx_response
    return answer(f"plaetze.{ending}", found.HEADER, found.rows(shown))
