"""The page that puts a report together, and its files."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from miteinander.concept.models import Edition
from miteinander.concept.queries import shared
from miteinander.kernel.http import TownRequest
from miteinander.reporting import actions, rules, writing
from miteinander.reporting.choices import Format
from miteinander.reporting.contents import Contents
from miteinander.reporting.forms import ReportForm
from miteinander.reporting.queries import times
from miteinander.reporting.queries.composition import compose
from miteinander.reporting.queries.template import own_template, stored
from miteinander.ui.downloads import download

FILES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
BRIEFS = {"pdf": "Kurzfassung als PDF", "docx": "Kurzfassung als Word"}


@require_safe
def report(request: TownRequest) -> HttpResponse:
    """What the report would say in short, and its files; the address can be passed on."""
    edition = _edition(request)
    if edition is None:
        return render(request, "reporting/empty.html")
    form = _form(request, edition)
    context: dict[str, Any] = {"form": form, "edition": edition, "concept": edition.concept}
    context |= {"template": stored(), "may_set": rules.can_set_template(request.actor)}
    if form.is_valid():
        contents = _contents(request, edition, form)
        context |= {"contents": contents, "is_draft": form.cleaned_data.get("entwurf")}
        context |= {"files": _links(request)}
    return render(request, "reporting/report.html", context)


@require_safe
def report_file(request: TownRequest, kind: str) -> HttpResponse:
    """The file of what is published."""
    edition, form = _asked(request)
    if form.cleaned_data.get("entwurf"):
        raise Http404("Was nicht veröffentlicht ist, wird mit dem Knopf der Seite geladen.")
    return _file(request, edition, form, kind)


@require_POST
def report_draft_file(request: TownRequest, kind: str) -> HttpResponse:
    """The file with what is not published; that it was made is noted in the trail."""
    edition, form = _asked(request)
    actions.note_draft_report(edition, by=request.actor)
    return _file(request, edition, form, kind)


def _links(request: TownRequest) -> list[dict[str, str]]:
    """Where each format is loaded from: `url`, `draft_url` and the words of both buttons."""
    town, query = request.municipality.slug, request.GET.urlencode()

    def address(name: str) -> str:
        return f"{reverse(f'workspace:{name}', kwargs={'town': town})}?{query}"

    return [
        {
            "words": f"{words} laden",
            "url": address(f"report_{kind}"),
            "draft_url": address(f"report_draft_{kind}"),
            "brief": BRIEFS.get(kind, ""),
        }
        for kind, words in FILES.items()
    ]


def _file(request: TownRequest, edition: Edition, form: ReportForm, kind: str) -> HttpResponse:
    contents = _contents(request, edition, form)
    is_brief = request.GET.get("kurz") == "1"
    if is_brief:
        made = writing.brief(contents, Format(kind))
    else:
        made = writing.report(contents, Format(kind), own_template())
    words = "Kurzfassung" if is_brief else "Bericht"
    name = f"{words} {contents.town} {contents.as_of.isoformat()}"
    return download(made, f"{name} Entwurf" if contents.is_draft else name, Format(kind))


def _editions(request: TownRequest) -> QuerySet[Edition]:
    if rules.can_include_unpublished(request.actor):
        own = Edition.objects.filter(municipality=request.municipality)
        return own.select_related("concept").order_by("-pk")
    return shared.editions(request.municipality)


def _edition(request: TownRequest) -> Edition | None:
    """The edition that the address names, or else the newest published, or the newest."""
    editions = _editions(request)
    key = request.GET.get("fassung", "")
    if key.isascii() and key.isdecimal() and len(key) < 19:
        return editions.filter(pk=key).first()
    published = editions.filter(published_at__isnull=False).order_by("-published_at", "-pk")
    return published.first() or editions.first()


def _form(request: TownRequest, edition: Edition) -> ReportForm:
    data = request.GET.copy()
    data["fassung"] = str(edition.pk)
    may_draft = rules.can_include_unpublished(request.actor)
    return ReportForm(data, _editions(request), times.rounds(edition), may_draft)


def _asked(request: TownRequest) -> tuple[Edition, ReportForm]:
    edition = _edition(request)
    if edition is None:
        raise Http404("Diese Fassung gibt es nicht.")
    form = _form(request, edition)
    if not form.is_valid():
        raise Http404("Diese Angaben ergeben keinen Bericht.")
    return edition, form


def _contents(request: TownRequest, edition: Edition, form: ReportForm) -> Contents:
    chosen = form.cleaned_data
    wanted = times.wanted(
        on=chosen["stand"],
        since=chosen["seit"],
        asked_in=chosen.get("runde"),
        parts=tuple(chosen["teile"]),
        with_unpublished=bool(chosen.get("entwurf")),
    )
    return compose(request.municipality, edition, wanted)
