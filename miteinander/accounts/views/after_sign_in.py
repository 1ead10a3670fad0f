"""Where people go after they signed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from miteinander.accounts import fresh, queries


@login_required
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """To the workspace of the only municipality, or to a choice of several."""
    municipalities = queries.municipalities_of(request.user)  # type: ignore[arg-type]
    if town := fresh.town_of(request):
        municipalities = [one for one in municipalities if one.pk == town]
    if len(municipalities) == 1:
        return redirect("workspace:home", town=municipalities[0].slug)
    return render(request, "accounts/choose.html", {"municipalities": municipalities})
