"""What the law asks of a town's site, and the word of thanks after a message."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable
from miteinander.portal import security as words


@require_safe
@storable
def imprint(request: TownRequest) -> HttpResponse:
    """The town's imprint, or what is known of it."""
    return render(request, "portal/imprint.html", {"text": request.municipality.imprint})


@require_safe
@storable
def privacy(request: TownRequest) -> HttpResponse:
    """The town's privacy statement, or what holds for every installation."""
    return render(request, "portal/privacy.html", {"text": request.municipality.privacy})


@require_safe
@storable
def security(request: TownRequest) -> HttpResponse:
    """What is protected, against whom, and what is not: the same for every installation."""
    context = {
        "protected": words.PROTECTED,
        "unprotected": words.UNPROTECTED,
        "own_part": words.OWN_PART,
    }
    return render(request, "portal/security.html", context)


@require_safe
@storable
def accessibility(request: TownRequest) -> HttpResponse:
    """The town's accessibility statement, or what holds for every installation."""
    text = request.municipality.accessibility
    return render(request, "portal/accessibility.html", {"text": text})


@require_safe
@storable
def contact_thanks(request: TownRequest) -> HttpResponse:
    """The message is on its way."""
    return render(request, "portal/contact_thanks.html")
