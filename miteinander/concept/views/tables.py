"""Measures out of a table: upload, preview, take over."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render

from miteinander.concept.actions import tables as actions
from miteinander.concept.forms import table as forms
from miteinander.concept.models import Edition
from miteinander.concept.views._shared import working_edition
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.network.columns import KEY, TableError
from miteinander.network.forms.tables import UploadForm

CHANGED = (
    "Das Konzept hat sich seit der Vorschau geändert. Es wurde nichts übernommen. Bitte laden Sie "
    "die Tabelle noch einmal hoch und sehen Sie sich die Vorschau an."
)
HOLDS = 24 * 60 * 60  # seconds between the preview and taking over


def measures_import(request: TownRequest) -> HttpResponse:
    """Nothing is stored before the preview is confirmed: until then the table travels, signed."""
    edition = working_edition(request)
    if edition is None:
        return render(request, "concept/plan/empty.html")
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "key": KEY, "only_shown": forms.ONLY_SHOWN}
    salt = f"table:measures:{edition.pk}"
    try:
        if "table" in request.POST:
            return _take_over(request, edition, salt)
        if request.method == "POST" and form.is_valid():
            table = form.cleaned_data["file"]
            rows = forms.check(edition, table)
            context |= _preview(rows)
            shown = [table, [row.number for row in _taken(rows)]]
            context["table"] = signing.dumps(shown, salt=salt, compress=True)
    except TableError as refusal:
        form.add_error("file", str(refusal))
    return render(request, "concept/measures/import.html", context)


def _take_over(request: TownRequest, edition: Edition, salt: str) -> HttpResponse:
    back = redirect("workspace:measures", town=request.municipality.slug)
    try:
        table, shown = signing.loads(request.POST["table"], salt=salt, max_age=HOLDS)
        rows = _taken(forms.check(edition, table))
        if [row.number for row in rows] != shown:
            raise NotPossible(CHANGED)
        actions.take_over(edition, rows, by=request.actor)
    except signing.BadSignature:
        messages.error(
            request, "Die Vorschau gilt nicht mehr. Bitte laden Sie die Tabelle neu hoch."
        )
        return back
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return back
    number = Counter(row.change for row in rows)
    messages.success(request, f"{number['new']} neu angelegt, {number['changed']} geändert.")
    return back


def _taken(rows: list[forms.Row]) -> list[forms.Row]:
    """What taking over would store."""
    return [row for row in rows if row.change in ("new", "changed")]


def _preview(rows: list[forms.Row]) -> dict[str, Any]:
    number = Counter(row.change for row in rows)
    return {
        "number": {name: number[name] for name in ("new", "changed", "same", "wrong")},
        "has_changes": number["new"] + number["changed"] > 0,
        "wrong": [row for row in rows if row.change == "wrong"],
        "changes": _taken(rows),
    }
