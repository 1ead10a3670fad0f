"""Pages of the kernel."""

from datetime import UTC, timedelta

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from miteinander.kernel import queries
from miteinander.kernel.actions import contact as messages
from miteinander.kernel.actor import system
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.forms.contact import ContactForm
from miteinander.kernel.http import TownRequest


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers; for the supervisor of the processes."""
    connection.ensure_connection()
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116): the operator, or else the towns of this installation.

    It never runs out while it is answered: its end lies half a year after the day of the request.
    """
    contacts = queries.security_contacts()
    if not contacts:
        raise Http404("Niemand ist hinterlegt.")
    ends = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    lines = [
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {ends.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "Preferred-Languages: de, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def contact(request: TownRequest) -> HttpResponse:
    """Whom to ask, and a form that becomes a mail to the municipality."""
    form = ContactForm(request.POST or None)
    if form.is_valid():
        try:
            return _sent(request, form)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    return render(request, "kernel/contact.html", {"form": form})


def _sent(request: TownRequest, form: ContactForm) -> HttpResponseRedirect:
    said = {key: form.cleaned_data[key] for key in ("name", "email", "subject", "message")}
    by = system(request.municipality.pk, "Kontaktformular")
    messages.send_message(request.municipality, **said, by=by)
    response = redirect("public:contact_thanks", town=request.municipality.slug)
    response.status_code = 303
    return response
