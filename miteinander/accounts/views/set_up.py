"""The first page of an empty installation."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from miteinander.accounts import queries
from miteinander.accounts.actions.set_up import set_up_municipality
from miteinander.accounts.forms.set_up import SetUpPageForm
from miteinander.kernel import queries as kernel
from miteinander.kernel.errors import NotPossible

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@sensitive_post_parameters("password", "code")
def set_up(request: HttpRequest) -> HttpResponse:
    """Ask for the municipality and its first coordinator; gone once there is one."""
    if not kernel.has_tables():
        return render(request, "accounts/not_migrated.html", status=503)
    if kernel.is_set_up():
        raise Http404("Diese Installation ist schon eingerichtet.")
    ags, words = (_typed(request, name) for name in ("ags", "suche"))
    initial = {"ags": ags, "name": queries.name_in_list(ags)}
    form = SetUpPageForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            municipality, user = set_up_municipality(**form.details())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            login(request, user, BACKEND)
            record_authentication(request, user, "password")
            messages.success(request, f"{municipality.name} ist eingerichtet. Willkommen!")
            return redirect("workspace:home", town=municipality.slug)
    found = queries.listed_municipalities(words) if words else []
    context = {"form": form, "words": words, "found": found, "has_list": queries.has_list()}
    return render(request, "accounts/set_up.html", context)


def _typed(request: HttpRequest, name: str) -> str:
    """What the address says, without the NUL that PostgreSQL refuses."""
    return request.GET.get(name, "").replace("\0", "").strip()[:80]
