"""The short ordered lists of an edition."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from miteinander.concept import rules, versions
from miteinander.concept.actions import entries as actions
from miteinander.concept.forms.frame import LISTS, EntryForm
from miteinander.concept.models import Edition
from miteinander.concept.models.frame import Entry
from miteinander.concept.queries.plan import measures_naming
from miteinander.concept.views._shared import address, back
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _model(slug: str) -> type[Entry]:
    if slug not in LISTS:
        raise Http404("Diese Liste gibt es nicht.")
    return LISTS[slug]


def _load(slug: str, pk: int) -> Entry:
    entry: Entry = get_object_or_404(_model(slug).objects.select_related("edition"), pk=pk)
    return entry


def _context(slug: str, edition: Edition, **more: Any) -> dict[str, Any]:
    meta = _model(slug)._meta
    return {
        "slug": slug,
        "edition": edition,
        "name": meta.verbose_name,
        "names": meta.verbose_name_plural,
        **more,
    }


def _list_url(request: TownRequest, slug: str, edition_id: int) -> str:
    return address(request, "entries", pk=edition_id, slug=slug)


@require_safe
def entries(request: TownRequest, pk: int, slug: str) -> HttpResponse:
    """One list: its entries in their order."""
    edition: Edition = get_object_or_404(Edition, pk=pk)
    found = _model(slug).objects.filter(edition=edition)
    may_edit = rules.can_publish(request.actor) and not edition.is_adopted
    context = _context(slug, edition, entries=found, may_edit=may_edit)
    return render(request, "concept/frame/entries.html", context)


@get_or_post
def entry_add(request: TownRequest, pk: int, slug: str) -> HttpResponse:
    """A new entry at the end."""
    require(rules.can_publish(request.actor))
    edition: Edition = get_object_or_404(Edition, pk=pk)
    versions.refuse_adopted(edition)
    form = EntryForm(_model(slug), request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = actions.add(_model(slug), edition, form.cleaned_data, by=request.actor)
        return back(request, _list_url(request, slug, pk), f"„{made}“ ist angelegt.")
    return render(request, "concept/frame/entry.html", _context(slug, edition, form=form))


@get_or_post
def entry_edit(request: TownRequest, pk: int, slug: str) -> HttpResponse:
    """Change an entry."""
    require(rules.can_publish(request.actor))
    entry = _load(slug, pk)
    versions.refuse_adopted(entry.edition)
    data = request.POST if request.method == "POST" else None
    form = EntryForm(type(entry), data, initial=vars(entry))
    if form.is_valid():
        actions.change(entry, form.cleaned_data, by=request.actor)
        url = _list_url(request, slug, entry.edition_id)
        return back(request, url, f"„{entry}“ ist gespeichert.")
    context = _context(slug, entry.edition, form=form, entry=entry)
    return render(request, "concept/frame/entry.html", context)


@get_or_post
def entry_delete(request: TownRequest, pk: int, slug: str) -> HttpResponse:
    """Ask, and then remove an entry, also from the measures that name it."""
    require(rules.can_publish(request.actor))
    entry = _load(slug, pk)
    if request.method == "POST":
        actions.delete(entry, by=request.actor)
        url = _list_url(request, slug, entry.edition_id)
        return back(request, url, f"„{entry}“ ist gelöscht.")
    versions.refuse_adopted(entry.edition)
    number = measures_naming(entry)
    context = _context(slug, entry.edition, entry=entry, number=number)
    return render(request, "concept/frame/entry_delete.html", context)


@require_POST
def entry_shift(request: TownRequest, pk: int, slug: str) -> HttpResponse:
    """Move an entry one place up (`hoch`) or down."""
    entry = _load(slug, pk)
    way = "hoch" if "hoch" in request.POST else "runter"
    has_moved = actions.shift(entry, -1 if way == "hoch" else 1, by=request.actor)
    where = "oben" if way == "hoch" else "unten"
    said = f"nach {where} verschoben." if has_moved else f"steht schon ganz {where}."
    url = _list_url(request, slug, entry.edition_id)
    return back(request, f"{url}#{way}-{entry.pk}", f"„{entry}“ {said}")
