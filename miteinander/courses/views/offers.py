"""Pages of places that were offered: the list, telling the person, what became of it."""

from io import BytesIO

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe
from qrcode import make
from qrcode.image.svg import SvgPathFillImage

from miteinander.courses import offer_letters, offer_links, sealing
from miteinander.courses.actions import offers as actions
from miteinander.courses.actions import telling
from miteinander.courses.forms.offers import ExtendForm, OfferFilter, OutcomeForm
from miteinander.courses.models import Learner, PlaceOffer
from miteinander.courses.offer_letters import Letter
from miteinander.courses.placement_choices import ContactWay, OfferState
from miteinander.courses.queries import offers as found
from miteinander.courses.views._shared import to
from miteinander.kernel import audit
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.ui.paging import page


@require_safe
def offers(request: TownRequest) -> HttpResponse:
    """All offers, the newest first; that a page of names was opened stands in the trail."""
    form = OfferFilter(request.GET)
    shown = page(found.narrowed(found.offers(), form.chosen), request, by=found.ORDER, count=True)
    audit.record(request.actor, "learners.viewed", kind=Learner._meta.label_lower, is_change=False)
    rows = [(one, found.name_of(one)) for one in shown.items]
    context = {"form": form, "page": shown, "rows": rows, "may_place": True}
    return render(request, "courses/offers/list.html", context)


def offer(request: TownRequest, pk: int) -> HttpResponse:
    """An offer: how to tell the person, and what became of it (POST)."""
    shown = _offer(pk)
    form = OutcomeForm(request.POST or None)
    if form.is_valid():
        try:
            _become(shown, form.cleaned_data["state"], request)
        except NotPossible as refusal:
            form.add_error("state", str(refusal))
        else:
            return to(request, "offer", "Gespeichert.", pk=pk)
    return _page(request, shown, form, ExtendForm(initial={"until": shown.answer_by}))


@require_POST
def offer_extend(request: TownRequest, pk: int) -> HttpResponse:
    """Give more time to answer."""
    shown, form = _offer(pk), ExtendForm(request.POST)
    if form.is_valid():
        try:
            actions.extend(offer=shown, until=form.cleaned_data["until"], by=request.actor)
        except NotPossible as refusal:
            form.add_error("until", str(refusal))
        else:
            return to(request, "offer", "Die Frist ist verlängert.", pk=pk)
    return _page(request, shown, OutcomeForm(), form)


@require_POST
def offer_mail(request: TownRequest, pk: int) -> HttpResponse:
    """Send the offer by mail."""
    try:
        telling.send_mail(offer=_offer(pk), municipality=request.municipality, by=request.actor)
    except NotPossible as refusal:
        return to(request, "offer", str(refusal), good=False, pk=pk)
    return to(request, "offer", "Die Mail ist unterwegs.", pk=pk)


@require_POST
def offer_told(request: TownRequest, pk: int) -> HttpResponse:
    """Note that letter or SMS went out."""
    shown = _offer(pk)
    way = shown.learner.contact_way if shown.learner else ContactWay.LETTER
    actions.note_sent(offer=shown, way=way, by=request.actor)
    return to(request, "offer", "Vermerkt.", pk=pk)


@require_safe
def offer_letter(request: TownRequest, pk: int) -> HttpResponse:
    """The letter, to print."""
    shown = _offer(pk)
    if shown.learner is None or shown.state != OfferState.OFFERED:
        return to(request, "offer", "Das Angebot ist nicht mehr offen.", good=False, pk=pk)
    audit.read(request.actor, shown.learner)
    parts, link = _parts(request, shown)
    private = sealing.opened(shown.learner)
    context = {"offer": shown, "parts": parts, "link": link, "private": private, "qr": _qr(link)}
    return render(request, "courses/offers/letter.html", context)


@require_POST
def offers_expire(request: TownRequest) -> HttpResponse:
    """End all offers whose day has passed."""
    number = actions.expire_due(by=request.actor)
    said = f"{number} abgelaufen; die Plätze sind wieder frei." if number else "Nichts abgelaufen."
    return to(request, "offers", said)


def _become(shown: PlaceOffer, state: str, request: TownRequest) -> None:
    if state in (OfferState.ACCEPTED, OfferState.REFUSED):
        actions.answer(offer=shown, is_yes=state == OfferState.ACCEPTED, by=request.actor)
    else:
        actions.report(offer=shown, state=state, by=request.actor)


def _page(
    request: TownRequest, shown: PlaceOffer, form: OutcomeForm, extending: ExtendForm
) -> HttpResponse:
    if shown.learner:
        audit.read(request.actor, shown.learner)
    form.fields["state"].choices = found.may_follow(shown)  # type: ignore[attr-defined]
    parts, link = _parts(request, shown)
    context = {
        "offer": shown,
        "name": found.name_of(shown),
        "private": sealing.opened(shown.learner) if shown.learner else None,
        "parts": parts,
        "link": link,
        "form": form,
        "extending": extending,
        "is_open": shown.state == OfferState.OFFERED,
    }
    return render(request, "courses/offers/offer.html", context)


def _parts(request: TownRequest, shown: PlaceOffer) -> tuple[list[Letter], str]:
    link = offer_links.address(shown, request.municipality.slug)
    return offer_letters.parts(shown, request.municipality, link), link


def _offer(pk: int) -> PlaceOffer:
    shown: PlaceOffer = get_object_or_404(found.offers(), pk=pk)
    return shown


def _qr(link: str) -> SafeString:
    file = BytesIO()
    make(link, image_factory=SvgPathFillImage, box_size=10, border=2).save(file)
    return mark_safe(file.getvalue().decode().partition("?>")[2])  # noqa: S308  our own drawing
