"""Whether somebody gets the weekly mail of what waits."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from miteinander.accounts import digest_links, fresh, queries
from miteinander.accounts.actions import digests as actions
from miteinander.accounts.http import SignedInRequest
from miteinander.accounts.models import WeeklyDigest
from miteinander.kernel import links
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import town_scope


@require_POST
@login_required
def choose(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take or leave the mail of one municipality (`wanted` is "on" or missing)."""
    town = get_object_or_404(Municipality, slug=slug, is_active=True)
    actor = queries.actor_in(request.user, town)
    if actor is None or fresh.town_of(request) not in (None, town.pk):
        raise Http404("Hier haben Sie keine Rolle.")
    is_wanted = request.POST.get("wanted") == "on"
    with town_scope(town):
        actions.choose(is_wanted=is_wanted, by=actor)
    word = "kommt wieder" if is_wanted else "kommt nicht mehr"
    messages.success(request, f"Der Wochenüberblick von {town} {word}.")
    return redirect("account")


@never_cache
@csrf_exempt  # mail programs send "List-Unsubscribe=One-Click" by themselves (RFC 8058)
def end(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, because mail programs open links to look at them; POST ends the mail."""
    link = links.opened(digest_links.ENDING, token)
    town = Municipality.objects.filter(pk=link.municipality_id if link else 0).first()
    if link is None or town is None:
        raise Http404("Dieser Link ist nicht vollständig. Bitte öffnen Sie ihn aus der Mail.")
    with town_scope(town):
        return _end(request, link, town)


def _end(request: HttpRequest, link: links.Link, town: Municipality) -> HttpResponse:
    digest = WeeklyDigest.objects.select_related("user").filter(pk=link.object_id).first()
    is_valid = digest and link.standing(digest_links.state(digest)) is links.Standing.VALID
    if digest and is_valid and request.method == "POST":
        actions.end(digest, by=link.actor(digest.user.name))
    is_over = not is_valid or request.method == "POST"
    return render(request, "accounts/digest_end.html", {"town": town, "is_over": is_over})
