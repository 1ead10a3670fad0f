"""The page behind the link of an offer: yes or no, without an account, in the person's language."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miteinander.courses import offer_letters, offer_links, offer_texts
from miteinander.courses.actions import offers as actions
from miteinander.courses.forms.offers import AnswerForm
from miteinander.courses.models import PlaceOffer
from miteinander.courses.offer_texts import Texts
from miteinander.courses.queries.offers import offers
from miteinander.kernel import links
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.headers import unlisted
from miteinander.kernel.http import TownRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place_answer(request: TownRequest, token: str) -> HttpResponse:
    """GET only shows, because mail programs open links to look at them; POST answers."""
    link = links.opened_in(request.municipality.pk, offer_links.PURPOSE, token)
    offer = offers().filter(pk=link.object_id).first() if link else None
    if link is None or offer is None:
        languages = list(offer_texts.ALL.values())
        return _page(request, "unknown", {"texts": offer_texts.GERMAN, "languages": languages}, 404)
    texts = offer_texts.in_language(offer.learner.language if offer.learner else "")
    standing = link.standing(offer_links.state(offer))
    if standing is links.Standing.SPENT:
        return _said(request, texts, texts.already, 410)
    if standing is links.Standing.EXPIRED or offer.answer_by < timezone.localdate():
        return _said(request, texts, texts.expired, 410)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        return _answered(request, offer, form.cleaned_data["answer"] == "yes", link, texts)
    parts = offer_letters.parts(offer, request.municipality, "")
    return _page(request, "ask", {"letter": parts[0], "texts": texts, "others": parts[1:]})


def _answered(
    request: TownRequest, offer: PlaceOffer, is_yes: bool, link: links.Link, texts: Texts
) -> HttpResponse:
    try:
        actions.answer(offer=offer, is_yes=is_yes, by=link.actor("Antwort auf ein Angebot"))
    except NotPossible:  # answered in another window at the same moment
        return _said(request, texts, texts.already, 410)
    return _said(request, texts, texts.thanks_yes if is_yes else texts.thanks_no)


def _said(request: TownRequest, texts: Texts, sentence: str, status: int = 200) -> HttpResponse:
    return _page(request, "said", {"texts": texts, "sentence": sentence}, status)


def _page(
    request: TownRequest, name: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    return unlisted(render(request, f"courses/answer/{name}.html", context, status=status))
