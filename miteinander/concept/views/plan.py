"""The whole plan on one page."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from miteinander.concept.actions import places
from miteinander.concept.choices import Status
from miteinander.concept.models import Field
from miteinander.concept.queries import deleted
from miteinander.concept.queries.tree import tree
from miteinander.concept.values import MODELS
from miteinander.concept.views._shared import (
    SLUGS,
    address,
    back,
    branch,
    edition_of,
    field_id_of,
    filter_of,
    load,
    plan_context,
    working_edition,
)
from miteinander.kernel.http import TownRequest

SMALL = 40  # measures that a page shows unfolded without being asked
LARGE = 200  # measures beyond which a folded branch is fetched only when it is opened


@require_GET
def plan(request: TownRequest) -> HttpResponse:
    """The tree of fields, topics, goals and measures; where there is none, how to begin."""
    edition = working_edition(request)
    if edition is None:
        return render(request, "concept/plan/empty.html")
    only = filter_of(request)
    nodes = tree(edition, only)
    total = sum(node.total for node in nodes)
    opened = request.GET.get("offen", "")
    open_all = only.is_narrowed or opened == "alle" or total <= SMALL
    context = {
        **plan_context(request, edition),
        "nodes": [(node, open_all or opened == str(node.item.pk)) for node in nodes],
        "is_large": total > LARGE,
        "only": only,
        "total": total,
        "statuses": [*Status.choices, ("ohne", "noch kein Bericht")],
    }
    return render(request, "concept/plan/plan.html", context)


@require_GET
def plan_branch(request: TownRequest, pk: int) -> HttpResponse:
    """One field of the tree, as it stands, with the focus where somebody gave up."""
    field: Field = get_object_or_404(Field.objects.select_related("edition__concept"), pk=pk)
    if not request.htmx:
        return back(request, f"{address(request, 'plan')}?offen={pk}#zweig-{pk}")
    return branch(request, field.edition, pk, focus=request.GET.get("bei", ""))


@require_POST
def plan_order(request: TownRequest) -> HttpResponse:
    """Move an item one place up (`hoch=goal-7`) or down (`runter=goal-7`)."""
    way = "hoch" if "hoch" in request.POST else "runter"
    kind, _, key = request.POST.get(way, "").partition("-")
    if kind not in MODELS or not key.isdecimal():
        raise Http404("Diesen Eintrag gibt es nicht.")
    item = load(kind, int(key))
    has_moved = places.shift(item, -1 if way == "hoch" else 1, by=request.actor)
    said = _said(str(item), way, has_moved)
    focus = f"{way}-{kind}-{item.pk}"
    if request.htmx:
        return branch(request, edition_of(item), field_id_of(item), focus=focus, said=said)
    query = QueryDict(request.POST.get("ansicht", "")[:2000], mutable=True)
    query["offen"] = query.get("offen") or str(field_id_of(item))
    url = f"{address(request, 'plan')}?{query.urlencode()}#{focus}"
    return back(request, url, said)


def _said(title: str, way: str, has_moved: bool) -> str:
    if has_moved:
        return f"„{title}“ nach {'oben' if way == 'hoch' else 'unten'} verschoben."
    return f"„{title}“ steht schon ganz {'oben' if way == 'hoch' else 'unten'}."


@require_GET
def deleted_items(request: TownRequest) -> HttpResponse:
    """What was deleted and can be brought back."""
    versions = [(one, SLUGS[one.kind]) for one in deleted.deleted()]
    return render(request, "concept/plan/deleted.html", {"versions": versions})
