"""Who speaks for an institution."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.network.actions import representatives as actions
from miteinander.network.forms.representatives import RepresentativeForm
from miteinander.network.models import Organisation


def add_representative(request: TownRequest, pk: int) -> HttpResponse:
    """Choose one of the partners of this municipality."""
    organisation = get_object_or_404(Organisation, pk=pk)
    form = RepresentativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.cleaned_data["user"]
        try:
            actions.add(organisation=organisation, user=user, by=request.actor)
        except NotPossible as refusal:
            form.add_error("user", str(refusal))
        else:
            said = f"{user.name} spricht jetzt für „{organisation}“."
            return _back(request, organisation, said)
    context = {"form": form, "organisation": organisation}
    return render(request, "network/representative_form.html", context)


@require_POST
def remove_representative(request: TownRequest, pk: int, user: int) -> HttpResponse:
    """End it."""
    organisation = get_object_or_404(Organisation, pk=pk)
    actions.remove(organisation=organisation, user_id=user, by=request.actor)
    return _back(request, organisation, "Beendet. Der Zugang selbst bleibt bestehen.")


def _back(request: TownRequest, organisation: Organisation, said: str) -> HttpResponse:
    messages.success(request, said)
    town = request.municipality.slug
    return redirect("workspace:organisation", town=town, pk=organisation.pk)
