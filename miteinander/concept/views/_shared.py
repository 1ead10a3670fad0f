"""What the pages of the plan share."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from miteinander.concept import rules, versions
from miteinander.concept.models import Concept, Edition, Field, PlanItem
from miteinander.concept.queries import plan, tree
from miteinander.concept.values import MODELS, kind_of
from miteinander.kernel.http import TownRequest

SLUGS = tree.SLUGS
KINDS = {slug: kind for kind, slug in SLUGS.items()}
WORKING = "fassung"


def address(request: TownRequest, name: str, **parts: Any) -> str:
    """The address of a page of the workspace."""
    town = request.municipality.slug
    return reverse(f"workspace:{name}", kwargs={"town": town, **parts})


def kind_in(slug: str) -> str:
    """The kind that an address names; anything else is a 404."""
    if slug not in KINDS:
        raise Http404("Diese Seite gibt es nicht.")
    return KINDS[slug]


def load(kind: str, pk: int) -> PlanItem:
    """The item with its edition and concept, or a 404."""
    related = "edition__concept" if kind in ("field", "measure") else "field__edition__concept"
    return get_object_or_404(MODELS[kind].objects.select_related(related), pk=pk)


def edition_of(item: PlanItem) -> Edition:
    """The edition of an item that `load` gave."""
    return item.edition if hasattr(item, "edition") else item.field.edition  # type: ignore[attr-defined]


def level_name(concept: Concept, kind: str) -> str:
    """What this concept calls a level: "Maßnahme", "Handlungsempfehlung" ..."""
    return str(getattr(concept, f"{kind}_name"))


def field_id_of(item: PlanItem) -> int:
    """The key of the field in which an item lies, or of the field itself."""
    return item.pk if isinstance(item, Field) else item.field_id  # type: ignore[attr-defined]


def filter_of(request: TownRequest) -> tree.Wanted:
    """What the plan's page is narrowed to, also for a fragment of it."""
    query = request.GET
    if request.htmx and request.htmx.current_url:
        query = QueryDict(urlsplit(request.htmx.current_url).query)
    return tree.wanted(query.get("suche", ""), query.get("stand", ""), query.get("entwurf", ""))


def branch(
    request: TownRequest, edition: Edition, field_id: int, *, focus: str = "", said: str = ""
) -> HttpResponse:
    """A field of the plan's page as a fragment, put where it stands now.

    `focus` is the id of the element that gets the focus, `said` what a screen reader says.
    """
    nodes = tree.tree(edition, filter_of(request), field_id)
    context = {
        **plan_context(request, edition),
        "node": nodes[0] if nodes else None,
        "is_open": True,
        "said": said,
    }
    response = render(request, "concept/plan/_swap.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = f"#zweig-{field_id}", "outerHTML"
    # Only now do the new buttons do by htmx what they do.
    return trigger_client_event(response, "focusOn", {"id": focus}, after="settle")


def plan_context(request: TownRequest, edition: Edition) -> dict[str, Any]:
    """What every part of the plan's page needs."""
    return {
        "edition": edition,
        "concept": edition.concept,
        "base": address(request, "plan"),
        "measures_base": address(request, "measures"),
        "can_publish": rules.can_publish(request.actor),
        "may_edit": not edition.is_adopted,
        "editions": plan.editions(request.municipality),
    }


def plan_url(request: TownRequest, item: PlanItem) -> str:
    """The plan's page with this item in sight."""
    query = QueryDict(mutable=True)
    query["offen"] = str(field_id_of(item))
    return f"{address(request, 'plan')}?{query.urlencode()}#{kind_of(item)}-{item.pk}"


def back(request: TownRequest, url: str, sentence: str = "", *, good: bool = True) -> HttpResponse:
    """Lead to a page and say there what happened."""
    if sentence:
        (messages.success if good else messages.error)(request, sentence)
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def working_edition(request: TownRequest) -> Edition | None:
    """The edition on which the person works: the one that the address names, or named last.

    A field in the address (`?offen=`) names its edition.
    """
    named = request.GET.get("fassung", "") or _edition_of_field(request.GET.get("offen", ""))
    kept = request.session.get(WORKING, "")
    found = plan.working_edition(request.municipality, named or kept)
    if found and named == str(found.pk) and named != kept:
        request.session[WORKING] = named
    return found


def _edition_of_field(key: str) -> str:
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return ""
    found = Field.objects.filter(pk=key).values_list("edition_id", flat=True).first()
    return str(found or "")


def item_page(
    request: TownRequest, template: str, item: PlanItem | None, kind: str, **more: Any
) -> HttpResponse:
    """A page about an item; the same as a fragment of the plan's page for htmx."""
    edition = more.pop("edition", None) or (edition_of(item) if item else None)
    assert edition
    versions.refuse_adopted(edition)
    context = {
        **plan_context(request, edition),
        "item": item,
        "kind": kind,
        "slug": SLUGS[kind],
        "level": level_name(edition.concept, kind),
        "plan_url": plan_url(request, item) if item else address(request, "plan"),
        "field_id": field_id_of(item) if item else None,
        "item_key": f"{kind_of(item)}-{item.pk}" if item else "",
        "part": f"concept/items/_{template}.html",
        **more,
    }
    name = "concept/items/_inline.html" if request.htmx else "concept/items/page.html"
    return render(request, name, context)
