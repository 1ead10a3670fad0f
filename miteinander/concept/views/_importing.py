"""What the pages of a document on its way to a plan share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from miteinander.concept import rules
from miteinander.concept.choices import ImportState
from miteinander.concept.models import ConceptImport, Proposal
from miteinander.concept.views._shared import address, back
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest

View = Callable[..., HttpResponse]


def importing(*methods: str) -> Callable[[View], View]:
    """A page for those who may import; what an action refuses is told on the document's page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: TownRequest, **values: Any) -> HttpResponse:
            require(rules.can_import(request.actor))
            try:
                return view(request, **values)
            except NotPossible as refusal:
                url = address(request, "import_progress", pk=values["pk"])
                return back(request, url, str(refusal), good=False)

        return require_http_methods(list(methods))(guarded)

    return decorate


def found_document(pk: int) -> ConceptImport:
    """The document, or a 404."""
    return get_object_or_404(ConceptImport.objects.select_related("edition"), pk=pk)


def in_review(pk: int) -> ConceptImport:
    """The document while it is reviewed; refused with a sentence in another state."""
    document = found_document(pk)
    if document.state != ImportState.REVIEW:
        raise NotPossible("Die Durchsicht dieses Dokuments ist nicht offen.")
    return document


def found_entry(pk: int, entry: int) -> Proposal:
    """The entry of a document in review, or a 404."""
    document = in_review(pk)
    found = get_object_or_404(Proposal, pk=entry, document=document)
    found.document = document
    return found


def review_url(request: TownRequest, pk: int, entry: int | None = None) -> str:
    """The review with this entry in sight."""
    query = QueryDict(mutable=True)
    if request.GET.get("zeige") in ("unsicher", "aenderungen"):
        query["zeige"] = request.GET["zeige"]
    if entry:
        query["stelle"] = str(entry)
    url = f"{address(request, 'import_review', pk=pk)}?{query.urlencode()}".rstrip("?")
    return url + (f"#e-{entry}" if entry else "")


def sent(request: TownRequest) -> tuple[Any, ...]:
    """Data and files for a form that was sent, nothing for one that is shown first."""
    return (request.POST, request.FILES) if request.method == "POST" else ()
