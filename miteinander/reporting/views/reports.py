"""The page that puts a report together, and its files.

A large report would hold up whoever else the server answers: a job writes it (`views.files`).
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from miteinander.concept.models import Edition
from miteinander.concept.views._shared import address, back
from miteinander.kernel.http import TownRequest
from miteinander.reporting import rules, writing
from miteinander.reporting.actions import files as actions
from miteinander.reporting.choices import FILES, Format
from miteinander.reporting.contents import Contents
from miteinander.reporting.queries import files
from miteinander.reporting.queries.composition import Wanted, compose
from miteinander.reporting.queries.template import own_template, stored
from miteinander.reporting.views import _asking
from miteinander.ui.downloads import download

BRIEFS = {"pdf": "Kurzfassung als PDF", "docx": "Kurzfassung als Word"}
LARGE = "Dieser Bericht ist groß. Lassen Sie ihn bitte hier schreiben, das dauert etwas."


@require_safe
def report(request: TownRequest) -> HttpResponse:
    """What the report would say in short, and its files; the address can be passed on."""
    edition = _asking.edition_of(request)
    if edition is None:
        return render(request, "reporting/empty.html")
    form = _asking.form_of(request, edition)
    context: dict[str, Any] = {"form": form, "edition": edition, "concept": edition.concept}
    context |= {"template": stored(), "may_set": rules.can_set_template(request.actor)}
    context |= {"written": files.own(request.actor, _asking.readable(request))}
    if form.is_valid():
        wanted = _asking.wanted(form)
        context |= {"contents": compose(request.municipality, edition, wanted)}
        context |= {"is_draft": wanted.with_unpublished, "is_large": files.is_large(edition)}
        context |= {"files": _links(request), "query": request.GET.urlencode()}
    return render(request, "reporting/report.html", context)


@require_safe
def report_file(request: TownRequest, kind: str) -> HttpResponse:
    """The file of what is published."""
    edition, wanted = _asking.asked(request)
    if wanted.with_unpublished:
        raise Http404("Was nicht veröffentlicht ist, wird mit dem Knopf der Seite geladen.")
    return _file(request, edition, wanted, kind)


@require_POST
def report_draft_file(request: TownRequest, kind: str) -> HttpResponse:
    """The file with what is not published; that it was made is noted in the trail."""
    edition, wanted = _asking.asked(request)
    actions.note_draft_report(edition, by=request.actor)
    return _file(request, edition, wanted, kind)


def _links(request: TownRequest) -> list[dict[str, str]]:
    """Where each format is loaded from: `url`, `draft_url` and the words of both buttons."""
    town, query = request.municipality.slug, request.GET.urlencode()

    def address_of(name: str) -> str:
        return f"{reverse(f'workspace:{name}', kwargs={'town': town})}?{query}"

    return [
        {
            "kind": kind,
            "name": words,
            "words": f"{words} laden",
            "url": address_of(f"report_{kind}"),
            "draft_url": address_of(f"report_draft_{kind}"),
            "brief": BRIEFS.get(kind, ""),
        }
        for kind, words in FILES.items()
    ]


def _file(request: TownRequest, edition: Edition, wanted: Wanted, kind: str) -> HttpResponse:
    if files.is_large(edition):
        page = f"{address(request, 'report')}?{request.GET.urlencode()}"
        return back(request, page, LARGE)
    contents = compose(request.municipality, edition, wanted)
    is_brief = request.GET.get("kurz") == "1"
    if is_brief:
        made = writing.brief(contents, Format(kind))
    else:
        made = writing.report(contents, Format(kind), own_template())
    return download(made, _name(contents, is_brief), Format(kind))


def _name(contents: Contents, is_brief: bool) -> str:
    words = "Kurzfassung" if is_brief else "Bericht"
    name = f"{words} {contents.town} {contents.as_of.isoformat()}"
    return f"{name} Entwurf" if contents.is_draft else name
