"""Adding, editing, moving and deleting fields, topics, goals and measures."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from miteinander.concept import rules
from miteinander.concept.actions import deletion, places, plan
from miteinander.concept.choices import ItemKind
from miteinander.concept.forms.plan import (
    DeleteForm,
    MoveForm,
    NewItemForm,
    place_of,
)
from miteinander.concept.models import Edition, Field, PlanItem
from miteinander.concept.queries.plan import children
from miteinander.concept.queries.tree import places as places_in
from miteinander.concept.tree import Parent
from miteinander.concept.versions import EditConflict
from miteinander.concept.views._shared import (
    address,
    back,
    branch,
    edition_of,
    field_id_of,
    item_page,
    load,
    plan_url,
)
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def add(request: TownRequest, pk: int, kind: str, parent: str) -> HttpResponse:
    """A new item below an edition, field, topic or goal; it begins as a draft."""
    require(rules.can_edit_plan(request.actor))
    above: Parent
    edition: Edition
    if parent == "edition":
        edition = get_object_or_404(Edition.objects.select_related("concept"), pk=pk)
        above = edition
    else:
        above = load(parent, pk)  # type: ignore[assignment]
        edition = edition_of(above)  # type: ignore[arg-type]
    form = NewItemForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = plan.add(ItemKind(kind), above, form.values, by=request.actor)
        return _added(request, made, kind, edition)
    return item_page(
        request,
        "add",
        above if isinstance(above, PlanItem) else None,
        kind,
        form=form,
        above=above,
        edition=edition,
    )


def _added(request: TownRequest, made: PlanItem, kind: str, edition: Edition) -> HttpResponse:
    said = f"„{made}“ ist als Entwurf angelegt."
    if "weiter" in request.POST:
        return back(request, address(request, f"{kind}_edit", pk=made.pk), said)
    if request.htmx and kind != ItemKind.FIELD:
        focus = f"bearbeiten-{kind}-{made.pk}"
        return branch(request, edition, field_id_of(made), focus=focus, said=said)
    return back(request, plan_url(request, made), said)


@get_or_post
def move(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Hang an item somewhere else."""
    require(rules.can_edit_plan(request.actor))
    item = load(kind, pk)
    choices = places_in(edition_of(item), ItemKind(kind))
    form = MoveForm(request.POST if request.method == "POST" else None, places=choices)
    if form.is_valid():
        try:
            moved = places.move(item, _target(form.cleaned_data["to"]), by=request.actor)  # type: ignore[arg-type]
            return back(request, plan_url(request, moved), f"„{moved}“ ist verschoben.")
        except NotPossible as refusal:
            form.add_error("to", str(refusal))
    return item_page(request, "move", item, kind, form=form)


def _target(choice: str) -> PlanItem:
    kind, key = place_of(choice)
    return load(kind, key)


@get_or_post
def delete(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Ask, and then delete; everything can be brought back."""
    require(rules.can_publish(request.actor))
    item = load(kind, pk)
    below = children(item)
    form = _delete_form(request, item, kind, bool(below))
    if form.is_valid():
        to = _target(form.cleaned_data["to"]) if form.cleaned_data.get("to") else None
        try:
            deletion.delete(
                item,
                based_on=form.cleaned_data["based_on"],
                children_go=form.cleaned_data.get("children") or "refuse",
                to=to,  # type: ignore[arg-type]
                by=request.actor,
            )
            url = address(request, "plan")
            if not isinstance(item, Field):
                url += f"?offen={field_id_of(item)}#zweig-{field_id_of(item)}"
            said = f"„{item}“ ist gelöscht. Unter „Gelöschtes“ können Sie es zurückholen."
            return back(request, url, said)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        except EditConflict as conflict:
            who = conflict.changed_by or "Jemand"
            said = f"{who} hat diesen Eintrag gerade geändert. Bitte sehen Sie ihn noch einmal an."
            return back(request, request.path, said, good=False)
    return item_page(request, "delete", item, kind, form=form, below=below)


def _delete_form(request: TownRequest, item: PlanItem, kind: str, has_children: bool) -> DeleteForm:
    lowest = {"field": ItemKind.TOPIC, "topic": ItemKind.GOAL, "goal": ItemKind.MEASURE}
    choices = places_in(edition_of(item), lowest[kind]) if has_children else []
    return DeleteForm(
        request.POST if request.method == "POST" else None,
        places=[choice for choice in choices if choice[0] != f"{kind}-{item.pk}"],
        has_children=has_children,
        initial={"based_on": item.version, "children": "move"},
    )


@require_POST
def publish(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Make an item public, on demand with all drafts below it (`alles`)."""
    item = load(kind, pk)
    number = plan.publish(item, by=request.actor, with_all_below="alles" in request.POST)
    said = f"„{item}“ ist veröffentlicht."
    if number > 1:
        said = f"{number} Einträge sind veröffentlicht."
    return back(request, _where(request, item, kind), said)


@require_POST
def withdraw(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Make an item a draft again."""
    item = load(kind, pk)
    plan.withdraw(item, by=request.actor)
    said = f"„{item}“ ist wieder ein Entwurf und nicht mehr öffentlich."
    return back(request, _where(request, item, kind), said)


def _where(request: TownRequest, item: PlanItem, kind: str) -> str:
    if kind == ItemKind.MEASURE:
        return address(request, "measure", pk=item.pk)
    return address(request, f"{kind}_edit", pk=item.pk)
