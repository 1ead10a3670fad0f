"""Fortschreiben: going through all measures and deciding what becomes of each."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from miteinander.concept import rules
from miteinander.concept.actions import succession as actions
from miteinander.concept.choices import ItemKind, Succession
from miteinander.concept.forms.editions import (
    ComparisonFilter,
    DecisionForm,
    MergeForm,
    SplitForm,
)
from miteinander.concept.models import Edition, Measure
from miteinander.concept.queries import comparison
from miteinander.concept.queries import succession as queries
from miteinander.concept.queries.comparison import Line, Part
from miteinander.concept.views._shared import address, back
from miteinander.concept.views.editions import load_edition
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
OPEN, ODD = "offen", "widerspruch"
_FILTERS = ((OPEN, "noch offen"), (ODD, "passt nicht zum Text"))


def _load(request: TownRequest, pk: int) -> Edition:
    require(rules.can_publish(request.actor))
    found = load_edition(pk)
    if found.predecessor is None:
        raise NotPossible("Vor dieser Fassung gibt es keine, die sie fortschreibt.")
    return found


@get_or_post
def succession(request: TownRequest, pk: int) -> HttpResponse:
    """Every measure with what becomes of it; one decision for all that are ticked."""
    found = _load(request, pk)
    parts = _measures_only(comparison.compared(found.predecessor, found) or [])  # type: ignore[arg-type]
    if request.method == "POST":
        return _decide(request, found, parts)
    filtering = _filter(request, found, parts)
    lines = [line for part in parts for line in part.lines]
    shown = _narrowed(parts, *filtering.chosen)
    context = {
        "edition": found,
        "concept": found.concept,
        "parts": shown,
        "open": len(_open(shown)),
        "filter": filtering,
        "form": DecisionForm(),
        "total": len(lines),
        "undecided": queries.undecided(found),
        "contradictions": sum(bool(line.contradiction) for line in lines),
        "unchanged": len(_unchanged(parts)),
    }
    return render(request, "concept/succession/board.html", context)


def _filter(request: TownRequest, edition: Edition, parts: list[Part]) -> ComparisonFilter:
    return ComparisonFilter(request.GET, parts, edition.concept.field_name, _FILTERS)


def _measures_only(parts: list[Part]) -> list[Part]:
    kept = [
        Part(part.title, part.key, [one for one in part.lines if one.level == ItemKind.MEASURE])
        for part in parts
    ]
    return [part for part in kept if part.lines]


def _narrowed(parts: list[Part], kind: str, field_key: str) -> list[Part]:
    if kind not in (OPEN, ODD):
        return comparison.narrowed(parts, kind, field_key)
    found = comparison.narrowed(parts, "", field_key)
    for part in found:
        part.lines = [
            line
            for line in part.lines
            if (bool(line.contradiction) if kind == ODD else not line.is_decided)
        ]
    return [part for part in found if part.lines]


def _open(parts: list[Part]) -> list[Line]:
    """About what nobody has decided."""
    return [line for part in parts for line in part.lines if not line.is_decided]


def _unchanged(parts: list[Part]) -> list[Measure]:
    """What nobody has decided about and nobody has changed."""
    return [line.before for line in _open(parts) if line.kind == Succession.CONTINUES]  # type: ignore[misc]


def _decide(request: TownRequest, edition: Edition, parts: list[Part]) -> HttpResponse:
    url = f"{address(request, 'succession', pk=edition.pk)}?{request.GET.urlencode()}".rstrip("?")
    if "unveraenderte" in request.POST:
        same = _unchanged(parts)
        actions.carry_on(edition, same, Succession.CONTINUES, "", by=request.actor)
        return back(request, url, f"Festgehalten: {len(same)} werden unverändert fortgeführt.")
    form = DecisionForm(request.POST)
    shown = _narrowed(parts, *_filter(request, edition, parts).chosen)
    before, after = _chosen(edition, request.POST, shown)
    if not form.is_valid():
        return back(request, url, "Bitte wählen Sie, was daraus wird.", good=False)
    if not before and not after:
        return back(request, url, "Bitte haken Sie zuerst an, worum es geht.", good=False)
    kind, reason = Succession(form.cleaned_data["was"]), form.cleaned_data["grund"]
    if kind in (Succession.MERGES, Succession.SPLITS) and before:
        return back(request, _further(request, edition, kind, before, reason))
    try:
        _act(edition, kind, before, after, reason, request)
    except NotPossible as refusal:
        return back(request, url, str(refusal), good=False)
    number = len(after) if kind == Succession.NEW else len(before)
    return back(request, url, f"Festgehalten für {number}: {kind.label}.")


def _chosen(
    edition: Edition, data: QueryDict, shown: list[Part]
) -> tuple[list[Measure], list[Measure]]:
    """The ticked measures of the edition before, and the ticked new ones.

    With `alle`, those that the page shows and nobody has decided about: the new ones where the
    decision is about new ones.
    """
    if "alle" in data:
        lines = _open(shown)
        if data.get("was") == Succession.NEW:
            return [], [line.after for line in lines if line.before is None]  # type: ignore[misc]
        keys = dict.fromkeys(line.before.pk for line in lines if line.before)
        return list(Measure.objects.filter(pk__in=keys).order_by("pk")), []
    before = Measure.objects.filter(edition=edition.predecessor_id, pk__in=_keys(data, "vorher"))
    after = Measure.objects.filter(edition=edition, pk__in=_keys(data, "neu"))
    return list(before.order_by("pk")), list(after.order_by("pk"))


def _keys(data: QueryDict, name: str) -> list[int]:
    found = data.getlist(name)
    return [int(key) for key in found if key.isascii() and key.isdecimal() and len(key) < 19]


def _act(
    edition: Edition,
    kind: Succession,
    before: list[Measure],
    after: list[Measure],
    reason: str,
    request: TownRequest,
) -> None:
    if (kind == Succession.NEW) != bool(after) or bool(before) == bool(after):
        raise NotPossible(
            "„ist neu“ gilt für das, was es vorher nicht gab, alles andere für das, was es gab. "
            "Bitte haken Sie nicht beides zugleich an."
        )
    if kind == Succession.NEW:
        actions.introduce(edition, after, reason, by=request.actor)
    elif kind == Succession.ENDS:
        actions.end(edition, before, reason, by=request.actor)
    else:
        actions.carry_on(edition, before, kind, reason, by=request.actor)


def _further(
    request: TownRequest, edition: Edition, kind: Succession, before: list[Measure], reason: str
) -> str:
    """The page that asks what merging or splitting still needs."""
    query = QueryDict(mutable=True)
    query.setlist("massnahme", [str(one.pk) for one in before])
    query["grund"] = reason
    name = "succession_merge" if kind == Succession.MERGES else "succession_split"
    return f"{address(request, name, pk=edition.pk)}?{query.urlencode()}"


@get_or_post
def succession_merge(request: TownRequest, pk: int) -> HttpResponse:
    """Several measures become one: which one, and why."""
    found = _load(request, pk)
    before = _named(request, found)
    lines = [line for one in before for line in one.onward.filter(edition=found)]
    targets = {line.successor_id: line.successor for line in lines if line.successor}
    form: Any = MergeForm(
        request.POST if request.method == "POST" else None,
        targets=targets.values(),
        initial={"grund": request.GET.get("grund", "")[:500]},
    )
    if form.is_valid():
        into = targets[int(form.cleaned_data["into"])]
        try:
            actions.merge(found, before, into, form.cleaned_data["grund"], by=request.actor)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, found, f"Zusammengelegt in „{into}“.")
    return _page(request, "merge", found, form, before)


@get_or_post
def succession_split(request: TownRequest, pk: int) -> HttpResponse:
    """One measure becomes several: what they are called, and why."""
    found = _load(request, pk)
    before = _named(request, found)
    initial = {"grund": request.GET.get("grund", "")[:500]}
    form = SplitForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            if len(before) != 1:
                raise NotPossible("Bitte teilen Sie eine nach der anderen.")
            titles, reason = form.cleaned_data["titles"], form.cleaned_data["grund"]
            actions.split(found, before[0], titles, reason, by=request.actor)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, found, f"„{before[0]}“ ist geteilt. Die Texte sind noch gleich.")
    return _page(request, "split", found, form, before)


def _named(request: TownRequest, edition: Edition) -> list[Measure]:
    """The measures of the edition before that the address names."""
    keys = _keys(request.GET, "massnahme")
    found = Measure.objects.filter(edition=edition.predecessor_id, pk__in=keys)
    return list(found.select_related("field").order_by("pk"))


def _done(request: TownRequest, edition: Edition, said: str) -> HttpResponse:
    return back(request, address(request, "succession", pk=edition.pk), said)


def _page(
    request: TownRequest, name: str, edition: Edition, form: Any, before: list[Measure]
) -> HttpResponse:
    context = {"edition": edition, "concept": edition.concept, "form": form, "before": before}
    return render(request, f"concept/succession/{name}.html", context)
