"""What an item said before, and going back to it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from miteinander.concept import rules
from miteinander.concept.actions import deletion
from miteinander.concept.models import ItemVersion
from miteinander.concept.queries import history
from miteinander.concept.values import MODELS, changed, content, content_keys
from miteinander.concept.views._shared import SLUGS, address, back, kind_in
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest


@require_GET
def item_history(request: TownRequest, slug: str, pk: int) -> HttpResponse:
    """Every version of an item: who, when, and what changed."""
    kind = kind_in(slug)
    item = MODELS[kind].objects.filter(pk=pk).first()
    steps = history.steps(kind, pk)
    if item is None and not steps:
        raise Http404("Diesen Eintrag gibt es nicht.")
    title = str(item) if item else steps[0].version.values.get("title", "")
    context = {
        "item": item,
        "kind": kind,
        "slug": slug,
        "steps": steps,
        "title": title,
        "edit_url": address(request, f"{kind}_edit", pk=pk),
        "may_restore": rules.can_edit_plan(request.actor)
        if item
        else rules.can_publish(request.actor),
    }
    return render(request, "concept/history/history.html", context)


@require_POST
def version_restore(request: TownRequest, pk: int) -> HttpResponse:
    """Make an item say again what it said in a version."""
    version = get_object_or_404(ItemVersion, pk=pk)
    url = address(request, "item_history", slug=SLUGS[version.kind], pk=version.item_id)
    try:
        item = deletion.restore(version, by=request.actor)
    except NotPossible as refusal:
        return back(request, url, str(refusal), good=False)
    if changed(version.values, content(item), content_keys(version.kind)):
        said = "Wiederhergestellt, bis auf Verweise auf Dinge, die es nicht mehr gibt."
        return back(request, url, said, good=False)
    return back(request, url, "Der frühere Stand ist wiederhergestellt.")
