"""The review of a document: the tree beside the passages, and each entry."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from miteinander.concept.actions.imports import documents, proposals, shaping
from miteinander.concept.choices import ItemKind
from miteinander.concept.forms.imports import (
    AdmitForm,
    InstitutionsForm,
    PlaceForm,
    ProposalForm,
    SplitForm,
    form_for,
)
from miteinander.concept.models import ConceptImport, Proposal
from miteinander.concept.queries import imports
from miteinander.concept.queries.institutions import NONE, named_in
from miteinander.concept.views._importing import (
    found_entry,
    importing,
    in_review,
    review_url,
    sent,
)
from miteinander.concept.views._shared import address, back
from miteinander.kernel.http import TownRequest

FILTERS = [("", "Alle"), ("unsicher", "Nur unsichere"), ("aenderungen", "Nur Änderungen")]


@importing("GET", "HEAD")
def review(request: TownRequest, pk: int) -> HttpResponse:
    """The recognised tree beside the passages from which its entries came."""
    document = in_review(pk)
    tree = imports.tree(document)
    only = request.GET.get("zeige", "")
    imports.show(tree, only)
    chosen = _chosen(tree, request.GET.get("stelle", ""))
    if not only:
        imports.unfold(tree, chosen)
    context = {
        "roots": tree.roots,
        "filters": FILTERS,
        **_shared(request, tree, document),
        **_passage(document, chosen.proposal if chosen else None),
    }
    return render(request, "concept/imports/review.html", context)


def _shared(request: TownRequest, tree: imports.Tree, document: ConceptImport) -> dict[str, Any]:
    """What every part of the tree needs."""
    return {
        "document": document,
        "counts": tree.counts,
        "only": request.GET.get("zeige", ""),
        "has_plan": any(node.proposal.target_id for node in tree.walk()),
        # What the addresses of all entries begin with: reversing each would be slow.
        "base": f"{address(request, 'import_progress', pk=document.pk)}eintraege/",
    }


def _chosen(tree: imports.Tree, key: str) -> imports.Node | None:
    """The entry whose passage is shown: the one in the address, or the first of all."""
    if key.isascii() and key.isdecimal() and len(key) < 19 and int(key) in tree.nodes:
        return tree.nodes[int(key)]
    return next(tree.walk(), None)


def _passage(document: ConceptImport, proposal: Proposal | None) -> dict[str, Any]:
    return {"shown": proposal, "lines": imports.passage(document, proposal)}


@importing("GET", "HEAD")
def passage(request: TownRequest, pk: int, entry: int) -> HttpResponse:
    """The passage of one entry, as a fragment; without htmx the review with it."""
    proposal = found_entry(pk, entry)
    if not request.htmx:
        url = address(request, "import_review", pk=pk)
        return back(request, f"{url}?stelle={entry}#stelle")
    context = {"document": proposal.document, **_passage(proposal.document, proposal)}
    return render(request, "concept/imports/_passage.html", context)


@importing("GET", "HEAD")
def below(request: TownRequest, pk: int, entry: int) -> HttpResponse:
    """What hangs below a folded entry, as a fragment; without htmx the review unfolded there."""
    proposal = found_entry(pk, entry)
    if not request.htmx:
        return back(request, review_url(request, pk, entry))
    tree = imports.tree(proposal.document)
    context = {"nodes": tree.nodes[entry].children, **_shared(request, tree, proposal.document)}
    return render(request, "concept/imports/_list.html", context)


@importing("GET", "HEAD")
def source(request: TownRequest, pk: int) -> HttpResponse:
    """The whole document as the reader saw it; `von` and `bis` name the lines to mark."""
    document = in_review(pk)
    first, last = _number(request.GET.get("von", "")), _number(request.GET.get("bis", ""))
    lines = imports.whole_text(document, first, last or first)
    return render(request, "concept/imports/source.html", {"document": document, "lines": lines})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


@importing("GET", "HEAD", "POST")
def entry(request: TownRequest, pk: int, entry: int) -> HttpResponse:
    """One entry: correct, move, merge, split, beside its passage."""
    proposal = found_entry(pk, entry)
    kind = form_for(proposal)
    data = request.POST if request.method == "POST" else None
    form = kind(data, initial=kind.values_of(proposal))
    if request.method == "POST" and form.is_valid():
        try:
            based_on = form.cleaned_data["based_on"]
            proposals.correct(proposal, form.values, based_on=based_on, by=request.actor)
            return back(request, review_url(request, pk, entry), "Der Eintrag ist gespeichert.")
        except proposals.ProposalConflictError as conflict:
            form = _with_theirs(form, conflict.current)
            return _entry_page(request, proposal, form, theirs=conflict.current)
    return _entry_page(request, proposal, form)


def _with_theirs(form: ProposalForm, current: Proposal) -> ProposalForm:
    """What the person typed, now on top of what somebody else saved."""
    return type(form)({**form.data.dict(), "based_on": str(current.version)})  # type: ignore[attr-defined]


def _entry_page(
    request: TownRequest, proposal: Proposal, form: ProposalForm, theirs: Proposal | None = None
) -> HttpResponse:
    tree = imports.tree(proposal.document)
    node = tree.nodes[proposal.pk]
    initial = {"kind": proposal.kind, "parent": proposal.parent_id or ""}
    context = {
        "document": proposal.document,
        "node": node,
        "form": form,
        "place": PlaceForm(imports.parents_for(tree, node), initial=initial),
        "split": SplitForm(proposal) if len(imports.sentences_of(proposal)) > 1 else None,
        "previous": imports.previous(node),
        "theirs": theirs,
        "review_url": review_url(request, proposal.document_id, proposal.pk),
        **_passage(proposal.document, proposal),
    }
    return render(request, "concept/imports/entry.html", context)


@importing("POST")
def leave_out(request: TownRequest, pk: int, entry: int) -> HttpResponse:
    """Do not take the entry over."""
    proposals.leave_out(found_entry(pk, entry), by=request.actor)
    return _row(request, pk, entry)


@importing("POST")
def bring_back(request: TownRequest, pk: int, entry: int) -> HttpResponse:
    """Take the entry over after all."""
    proposals.bring_back(found_entry(pk, entry), by=request.actor)
    return _row(request, pk, entry)


@importing("POST")
def up(request: TownRequest, pk: int, entry: int) -> HttpResponse:
    """One place up among those of its level."""
    proposals.shift(found_entry(pk, entry), -1, by=request.actor)
    return _row(request, pk, entry)


@importing("POST")
def down(request: TownRequest, pk: int, entry: int) -> HttpResponse:
    """One place down among those of its level."""
    proposals.shift(found_entry(pk, entry), 1, by=request.actor)
    return _row(request, pk, entry)


def _row(request: TownRequest, pk: int, entry: int) -> HttpResponse:
    """The list in which the entry stands, as a fragment; without htmx the whole review."""
    if not request.htmx:
        return back(request, review_url(request, pk, entry))
    document = in_review(pk)
    tree = imports.tree(document)
    imports.show(tree, request.GET.get("zeige", ""))
    node = tree.nodes[entry]
    imports.unfold(tree, node)
    context = {
        "nodes": node.row,
        "said": f"„{node.proposal}“: Stelle {node.row.index(node) + 1} von {len(node.row)}.",
        **_shared(request, tree, document),
    }
    return render(request, "concept/imports/_row.html", context)


@importing("POST")
def place(request: TownRequest, pk: int, entry: int) -> HttpResponse:
    """Below another entry, or on another level."""
    proposal = found_entry(pk, entry)
    tree = imports.tree(proposal.document)
    form = PlaceForm(imports.parents_for(tree, tree.nodes[entry]), request.POST)
    if not form.is_valid():
        url = address(request, "import_entry", pk=pk, entry=entry)
        return back(request, url, "Bitte wählen Sie eine Stelle aus der Liste.", good=False)
    parent = form.cleaned_data["parent"]
    above = tree.nodes[parent].proposal if parent else None
    proposals.place(proposal, form.cleaned_data["kind"], above, by=request.actor)
    return back(request, review_url(request, pk, entry), "Der Eintrag ist verschoben.")


@importing("POST")
def merge(request: TownRequest, pk: int, entry: int) -> HttpResponse:
    """Make the entry part of the one before it."""
    into = shaping.merge(found_entry(pk, entry), by=request.actor)
    return back(request, review_url(request, pk, into.pk), "Die Einträge sind zusammengeführt.")


@importing("POST")
def split(request: TownRequest, pk: int, entry: int) -> HttpResponse:
    """Make two entries of one."""
    proposal = found_entry(pk, entry)
    form = SplitForm(proposal, request.POST)
    if not form.is_valid():
        url = address(request, "import_entry", pk=pk, entry=entry)
        return back(request, url, "Bitte wählen Sie den Satz, mit dem er beginnt.", good=False)
    made = shaping.split(proposal, **form.cleaned_data, by=request.actor)
    return back(request, review_url(request, pk, made.pk), "Der Eintrag ist geteilt.")


@importing("GET", "HEAD", "POST")
def unplaced(request: TownRequest, pk: int) -> HttpResponse:
    """What was not placed, with reasons; each passage can become an entry."""
    document = in_review(pk)
    if request.method == "POST":
        return _admitted(request, document)
    context = {"document": document, "kinds": ItemKind.choices, "none": NONE}
    return render(request, "concept/imports/unplaced.html", context)


def _admitted(request: TownRequest, document: ConceptImport) -> HttpResponse:
    url = address(request, "import_unplaced", pk=document.pk)
    form = AdmitForm(request.POST)
    if not form.is_valid():
        return back(request, url, "Bitte wählen Sie, was der Abschnitt ist.", good=False)
    line, kind = form.cleaned_data["line"], form.cleaned_data["kind"]
    if kind == NONE:
        shaping.dismiss(document, line, by=request.actor)
        return back(request, url, "Der Abschnitt bleibt weg.")
    made = shaping.admit(document, line, kind, by=request.actor)
    url = review_url(request, document.pk, made.pk)
    said = "Der Abschnitt ist aufgenommen. Bitte prüfen Sie, ob er an der richtigen Stelle steht."
    return back(request, url, said)


@importing("GET", "HEAD", "POST")
def institutions(request: TownRequest, pk: int) -> HttpResponse:
    """Which institution each name in the document means."""
    document = in_review(pk)
    names = named_in(document)
    form = InstitutionsForm(names, *sent(request))
    if request.method == "POST" and form.is_valid():
        documents.choose_institutions(document, choices=form.choices, by=request.actor)
        said = "Die Zuordnung der Institutionen ist gespeichert."
        return back(request, address(request, "import_review", pk=pk), said)
    rows = [(form[key], one) for key, one in form.names.items()]
    context = {"document": document, "form": form, "rows": rows}
    return render(request, "concept/imports/institutions.html", context)
