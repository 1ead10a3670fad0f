"""Pages of the kernel."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from miteinander.kernel.actions import contact as messages
from miteinander.kernel.actor import system
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.forms.contact import ContactForm
from miteinander.kernel.http import TownRequest


def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers; for the supervisor of the processes."""
    connection.ensure_connection()
    return HttpResponse("ok", content_type="text/plain")


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
