"""Pages for whoever wants to hear how a plan goes on; none needs an account."""

from collections.abc import Callable

from allauth.core import ratelimit
from allauth.core.internal import ratelimit as limits
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from miteinander.concept.models import Edition, Field, Measure
from miteinander.concept.queries import public
from miteinander.following import mail_links, queries
from miteinander.following.actions import subscriptions
from miteinander.following.forms import FollowForm
from miteinander.following.models import Subscription
from miteinander.kernel import links
from miteinander.kernel.actor import Actor, system
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest

Page = Callable[[TownRequest, Subscription, Actor], HttpResponse]
REQUESTS = {"follow": "10/h/ip"}


def follow(request: TownRequest) -> HttpResponse:
    """`?massnahme=12`, `?feld=3` or nothing for the whole concept: ask for the address."""
    edition = public.current_edition(request.municipality)
    if edition is None:
        raise Http404("Es ist noch kein Konzept veröffentlicht.")
    field, measure = _wanted(request, edition)
    form = FollowForm(request.POST or None)
    if form.is_valid():
        if not limits.consume(request, app="following", action="follow", config=REQUESTS):
            return ratelimit.respond_429(request)
        try:
            return _asked(request, form.cleaned_data["email"], field, measure)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    feed = reverse("public:feed", kwargs={"town": request.municipality.slug})
    context = {
        "form": form,
        "field": field,
        "measure": measure,
        "edition": edition,
        "feed_url": f"{feed}?{request.GET.urlencode()}".rstrip("?"),
    }
    return render(request, "following/follow.html", context)


def asked(request: TownRequest) -> HttpResponse:
    """What happens next; the same whether the address follows already or not."""
    days = mail_links.CONFIRMING.holds.days
    return render(request, "following/asked.html", {"days": days})


@never_cache
def confirm(request: TownRequest, token: str) -> HttpResponse:
    """GET asks, because mail programs open links to look at them; POST confirms."""
    return _with_link(request, mail_links.CONFIRMING, token, _confirm)


@never_cache
@csrf_exempt  # mail programs send "List-Unsubscribe=One-Click" by themselves (RFC 8058)
def end(request: TownRequest, token: str) -> HttpResponse:
    """GET asks, POST ends the subscription."""
    return _with_link(request, mail_links.ENDING, token, _end)


@never_cache
@csrf_exempt  # as above
def end_all(request: TownRequest, token: str) -> HttpResponse:
    """GET asks, POST ends whatever the address of the mail follows."""
    link = _opened(request, mail_links.ENDING_ALL, token)
    followed = queries.followed_by(link)
    if followed and request.method == "POST":
        subscriptions.end_all(followed[0].email, by=link.actor("Abonnement"))
    if not followed or request.method == "POST":
        return render(request, "following/ended.html")
    return render(request, "following/end.html", {"followed": followed})


def _wanted(request: TownRequest, edition: Edition) -> tuple[Field | None, Measure | None]:
    asked_for = request.GET.get
    try:
        return public.named(edition, asked_for("massnahme", ""), asked_for("feld", ""))
    except LookupError as missing:
        raise Http404(str(missing)) from missing


def _asked(
    request: TownRequest, email: str, field: Field | None, measure: Measure | None
) -> HttpResponse:
    town = request.municipality
    by = system(town.pk, "Abonnement")
    subscriptions.ask(town, email=email, field=field, measure=measure, by=by)
    response = redirect("public:follow_asked", town=town.slug)
    response.status_code = 303
    return response


def _with_link(
    request: TownRequest, purpose: links.Purpose, token: str, page: Page
) -> HttpResponse:
    link = _opened(request, purpose, token)
    found = Subscription.objects.select_related("field", "measure").filter(pk=link.object_id)
    subscription = found.first()
    if subscription is None:
        return render(request, "following/ended.html")
    if link.standing(mail_links.state(subscription)) is not links.Standing.VALID:
        return render(request, "following/expired.html", status=410)
    return page(request, subscription, link.actor("Abonnement"))


def _opened(request: TownRequest, purpose: links.Purpose, token: str) -> links.Link:
    link = links.opened_in(request.municipality.pk, purpose, token)
    if link is None:
        raise Http404("Dieser Link ist nicht vollständig. Bitte öffnen Sie ihn aus der Mail.")
    return link


def _confirm(request: TownRequest, subscription: Subscription, by: Actor) -> HttpResponse:
    if request.method == "POST":
        subscriptions.confirm(subscription, by=by)
    is_done = request.method == "POST" or subscription.confirmed_at is not None
    context = {
        "subscription": subscription,
        "is_done": is_done,
        "ending": mail_links.ending(subscription, request.municipality.slug),
    }
    return render(request, "following/confirm.html", context)


def _end(request: TownRequest, subscription: Subscription, by: Actor) -> HttpResponse:
    if request.method == "POST":
        subscriptions.end(subscription, by=by)
        return render(request, "following/ended.html")
    return render(request, "following/end.html", {"followed": [subscription]})
