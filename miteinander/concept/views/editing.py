"""Changing what an item says: the form, its autosave, and what happens when two people save."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from miteinander.concept import rules
from miteinander.concept.actions import drafts, plan
from miteinander.concept.choices import ItemKind
from miteinander.concept.forms.plan import ItemForm, MeasureForm
from miteinander.concept.models import PlanItem
from miteinander.concept.queries import history
from miteinander.concept.queries.options import Options, options
from miteinander.concept.values import content
from miteinander.concept.versions import EditConflict
from miteinander.concept.views._shared import (
    SLUGS,
    address,
    back,
    branch,
    edition_of,
    field_id_of,
    item_page,
    kind_in,
    load,
    plan_url,
    working_edition,
)
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _form(item: PlanItem, kind: str, whole: bool, *data: Any, **settings: Any) -> ItemForm:
    """The form of an item: all of it, or what every kind of item says."""
    if whole and kind == ItemKind.MEASURE:
        return MeasureForm(*data, options=options(edition_of(item)), **settings)
    return ItemForm(*data, **settings)


@get_or_post
def edit(request: TownRequest, pk: int, kind: str, whole: bool = True) -> HttpResponse:
    """Change what an item says. `?entwurf=1` goes on with what was typed before."""
    require(rules.can_edit_plan(request.actor))
    if request.method == "POST" and history.is_deleted(kind, pk):
        return _keep_for_later(request, pk, kind, whole)
    item = load(kind, pk)
    if request.method == "POST":
        form = _form(item, kind, whole, request.POST)
        if form.is_valid():
            return _save(request, item, kind, form)
        return _edit_page(request, item, kind, form, whole)
    draft = history.draft_of(kind, pk, request.actor)
    takes_over = draft is not None and "entwurf" in request.GET
    values = {**content(item), **(draft.values if draft and takes_over else {})}
    based_on = draft.base_version if draft and takes_over else item.version
    form = _form(item, kind, whole, initial={**values, "based_on": based_on})
    return _edit_page(request, item, kind, form, whole, draft=None if takes_over else draft)


def _edit_page(
    request: TownRequest, item: PlanItem, kind: str, form: ItemForm, whole: bool, **more: Any
) -> HttpResponse:
    editing = history.editing_now(kind, item.pk, request.actor)
    return item_page(
        request, "edit", item, kind, form=form, editing=editing, whole=whole,
        is_measure=whole and kind == ItemKind.MEASURE, **more,
    )  # fmt: skip


def _save(request: TownRequest, item: PlanItem, kind: str, form: ItemForm) -> HttpResponse:
    try:
        saved = plan.change(item, form.values, based_on=form.version, by=request.actor)
    except EditConflict:
        drafts.save(
            ItemKind(kind), item.pk, form.values, base_version=form.version, by=request.actor
        )
        return back(request, address(request, "conflict", slug=SLUGS[kind], pk=item.pk))
    said = f"„{saved}“ ist gespeichert."
    if request.htmx:
        focus = f"bearbeiten-{kind}-{saved.pk}"
        return branch(request, edition_of(item), field_id_of(item), focus=focus, said=said)
    is_measure = kind == ItemKind.MEASURE
    url = address(request, "measure", pk=item.pk) if is_measure else plan_url(request, item)
    return back(request, url, said)


def _keep_for_later(request: TownRequest, pk: int, kind: str, whole: bool) -> HttpResponse:
    """Somebody deleted the item while it was edited: what was typed waits for its return."""
    if whole and kind == ItemKind.MEASURE:
        edition = working_edition(request)
        form: ItemForm = MeasureForm(
            request.POST, options=options(edition) if edition else Options()
        )
    else:
        form = ItemForm(request.POST)
    drafts.save(ItemKind(kind), pk, form.typed, base_version=form.version, by=request.actor)
    said = (
        "Dieser Eintrag wurde inzwischen gelöscht. Was Sie geschrieben haben, ist als Entwurf "
        "gesichert: Ist der Eintrag wiederhergestellt, können Sie den Entwurf übernehmen."
    )
    url = address(request, "item_history", slug=SLUGS[kind], pk=pk)
    return back(request, url, said, good=False)


@require_POST
def draft(request: TownRequest, pk: int, kind: str, whole: bool = True) -> HttpResponse:
    """Keep what is being typed, or throw it away (`verwerfen`)."""
    item = load(kind, pk)
    if "verwerfen" in request.POST:
        drafts.discard(ItemKind(kind), pk, by=request.actor)
        return back(request, address(request, f"{kind}_edit", pk=pk), "Der Entwurf ist verworfen.")
    form = _form(item, kind, whole, request.POST)
    kept = drafts.save(ItemKind(kind), pk, form.typed, base_version=form.version, by=request.actor)
    last = history.newest(kind, pk) if form.version != item.version else None
    return render(request, "concept/items/_kept.html", {"draft": kept, "last": last})


@get_or_post
def conflict(request: TownRequest, slug: str, pk: int) -> HttpResponse:
    """Compare what two people made of the same item, and choose for each thing."""
    require(rules.can_edit_plan(request.actor))
    kind = kind_in(slug)
    item, draft = load(kind, pk), history.draft_of(kind, pk, request.actor)
    if draft is None:
        return back(request, address(request, f"{kind}_edit", pk=pk))
    rows = history.rivals(kind, item, draft)
    if request.method == "POST":
        chosen = {row.key: request.POST.get(f"wahl-{row.key}", "") for row in rows}
        if all(choice in ("meins", "ihres") for choice in chosen.values()):
            mine = {key: draft.values[key] for key, choice in chosen.items() if choice == "meins"}
            return _merge(request, item, kind, {**content(item), **mine})
    last = history.newest(kind, pk)
    is_open = request.method == "POST"
    return item_page(
        request, "conflict", item, kind, rows=rows, last=last, draft=draft, is_open=is_open
    )


def _merge(request: TownRequest, item: PlanItem, kind: str, values: dict[str, Any]) -> HttpResponse:
    form = _form(item, kind, True, {**values, "based_on": request.POST.get("based_on", "")})
    if form.is_valid():
        return _save(request, item, kind, form)
    return _edit_page(request, item, kind, form, True)
