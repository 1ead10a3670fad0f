"""Access for other programs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from miteinander.accounts import queries, rules
from miteinander.accounts.actions import tokens as actions
from miteinander.accounts.choices import TokenScope
from miteinander.accounts.forms.tokens import TokenForm
from miteinander.accounts.fresh import fresh_sign_in_required
from miteinander.accounts.models import ApiToken
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def tokens(request: TownRequest) -> HttpResponse:
    """Every access of a program, also those that hold no more."""
    require(rules.can_manage_tokens(request.actor))
    found = queries.tokens()
    rows = [(token, _state(token, roles), _reads(token)) for token, roles in found]
    return render(request, "accounts/tokens.html", {"rows": rows})


@get_or_post
@fresh_sign_in_required
@sensitive_variables("secret")
def add_token(request: TownRequest) -> HttpResponse:
    """Make an access; the page after it is the only one that ever shows the secret.

    It is shown in answer to the form itself: a redirect would have to keep the secret somewhere.
    """
    require(rules.can_manage_tokens(request.actor))
    form = TokenForm(request.POST or None, allowed=rules.scopes_of(request.actor.roles))
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = actions.create(**form.cleaned_data, by=request.actor)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            context = {"token": token, "secret": secret, "reads": _reads(token)}
            return render(request, "accounts/token_made.html", context)
    return render(request, "accounts/token_add.html", {"form": form})


@get_or_post
def revoke_token(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then make the access worthless."""
    require(rules.can_manage_tokens(request.actor))
    token = get_object_or_404(ApiToken, pk=pk)
    if request.method != "POST":
        return render(request, "accounts/token_revoke.html", {"token": token})
    actions.revoke(token, by=request.actor)
    messages.success(request, f"„{token.name}“ ist gesperrt und öffnet nichts mehr.")
    return redirect("workspace:tokens", town=request.municipality.slug)


def _state(token: ApiToken, roles: set[str]) -> tuple[str, str]:
    """A word and the tone of its badge."""
    if token.revoked_at:
        return "gesperrt", "neutral"
    if token.expires_at <= timezone.now():
        return "abgelaufen", "neutral"
    if not rules.scopes_of(roles) & set(token.scopes):
        return "ruht: der Person fehlt die Rolle", "warning"
    return "gilt", "success"


def _reads(token: ApiToken) -> list[str]:
    return [label for value, label in TokenScope.choices if value in token.scopes]
