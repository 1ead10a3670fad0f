"""Documents on their way to a plan: handing in, progress, taking over."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from miteinander.concept.actions.imports import documents, taking_over
from miteinander.concept.choices import ImportState, ProposalChange
from miteinander.concept.forms.imports import ColumnsForm, TakeOverForm, UploadForm
from miteinander.concept.queries import imports
from miteinander.concept.queries.institutions import named_in
from miteinander.concept.views._importing import found_document, importing, in_review, sent
from miteinander.concept.views._shared import address, back
from miteinander.kernel.http import TownRequest
from miteinander.kernel.uploads import is_too_large
from miteinander.ui.paging import page


@importing("GET", "HEAD", "POST")
def index(request: TownRequest) -> HttpResponse:
    """All documents, and the form to hand one in."""
    form = UploadForm(*sent(request), was_too_large=is_too_large(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        document = documents.upload(file=file, name=file.name, by=request.actor)
        return HttpResponseRedirect(address(request, "import_progress", pk=document.pk))
    found = page(imports.documents(), request, by=("-pk",), size=25)
    edition, adopted = imports.target_edition(), imports.all_adopted()
    context = {"form": form, "page": found, "edition": edition, "adopted": adopted}
    return render(request, "concept/imports/index.html", context)


@importing("GET", "HEAD")
def progress(request: TownRequest, pk: int) -> HttpResponse:
    """How far the document is; asks again by itself, and can be left."""
    document = found_document(pk)
    if document.state == ImportState.REVIEW:
        return back(request, address(request, "import_review", pk=pk))
    template = "_progress" if request.htmx else "progress"
    return render(request, f"concept/imports/{template}.html", {"document": document})


@importing("POST")
def read_again(request: TownRequest, pk: int) -> HttpResponse:
    """Start the reading once more."""
    documents.read_again(found_document(pk), by=request.actor)
    return back(request, address(request, "import_progress", pk=pk))


@importing("GET", "HEAD", "POST")
def columns(request: TownRequest, pk: int) -> HttpResponse:
    """What each column of a sheet means; reads the sheet anew."""
    document = in_review(pk)
    form = ColumnsForm(document.columns, *sent(request))
    if request.method == "POST" and form.is_valid():
        documents.read_again(document, columns=form.meanings, by=request.actor)
        return back(request, address(request, "import_progress", pk=pk))
    rows = [(form[f"column_{one['index']}"], one["samples"]) for one in document.columns]
    context = {"document": document, "form": form, "rows": rows}
    return render(request, "concept/imports/columns.html", context)


@importing("GET", "HEAD", "POST")
def take_over(request: TownRequest, pk: int) -> HttpResponse:
    """What will happen, and then it happens at once."""
    document = found_document(pk)
    if document.state == ImportState.TAKEN_OVER:
        return back(request, address(request, "plan"), taking_over.ALREADY)
    document = in_review(pk)
    form = TakeOverForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        outcome = taking_over.take_over(document, by=request.actor, **form.cleaned_data)
        return back(request, address(request, "plan"), outcome.sentence)
    tree = imports.tree(document)
    kept = [node for node in tree.walk() if not node.is_out]
    context = {
        "document": document,
        "form": form,
        "edition": imports.target_edition(),
        "counts": tree.counts,
        "kinds": imports.counts_by_kind(kept),
        "removed": [one for one in kept if one.proposal.change == ProposalChange.REMOVED],
        "institutions": [one for one in named_in(document) if one.choice == "new"],
    }
    return render(request, "concept/imports/take_over.html", context)


@importing("GET", "HEAD", "POST")
def drop(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, and then give the document up."""
    document = found_document(pk)
    if request.method == "POST":
        documents.drop(document, by=request.actor)
        said = f"„{document.name}“ ist verworfen, die Datei ist gelöscht."
        return back(request, address(request, "imports"), said)
    return render(request, "concept/imports/drop.html", {"document": document})
