"""Two entries of the same institution become one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest
from miteinander.network import queries, rules
from miteinander.network.actions import organisations as actions
from miteinander.network.forms.merging import MergeForm


@require_safe
def doubles(request: TownRequest) -> HttpResponse:
    """Institutions that stand in the list twice, probably."""
    require(rules.can_reorganise(request.actor))
    return render(request, "network/doubles.html", {"pairs": queries.doubles()})


def merge_organisation(request: TownRequest, pk: int) -> HttpResponse:
    """Choose the institution into which this one goes, then merge."""
    require(rules.can_reorganise(request.actor))
    gone = get_object_or_404(queries.organisations(), pk=pk)
    form = MergeForm(request.POST or None, gone=gone, initial={"keep": request.GET.get("mit")})
    if request.method == "POST" and form.is_valid():
        keep, name = form.cleaned_data["keep"], gone.name
        try:
            actions.merge(keep=keep, gone=gone, by=request.actor)
        except NotPossible as refusal:
            form.add_error("keep", str(refusal))
        else:
            messages.success(request, f"„{name}“ ist in „{keep}“ aufgegangen.")
            return redirect("workspace:organisation", town=request.municipality.slug, pk=keep.pk)
    return render(request, "network/merge.html", {"form": form, "organisation": gone})
