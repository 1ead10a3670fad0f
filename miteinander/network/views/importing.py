"""A table on its way in: uploaded, previewed, taken over. For every room that takes tables."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render

from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.network.columns import KEY, Column, TableError
from miteinander.network.forms.tables import Row, UploadForm

HOLDS = 24 * 60 * 60  # seconds between the preview and taking over


@dataclass(frozen=True)
class Importer:
    """What is taken in: its name for signatures, its title, where its list stands (`back`).

    `check` says what each row of a table would do (header first; raises `TableError`), `take_over`
    stores the rows that are new or changed (raises `NotPossible`).
    """

    name: str
    title: str
    back: str
    columns: tuple[Column, ...]
    check: Callable[[list[list[str]]], list[Row]]
    take_over: Callable[[list[Row]], None]


def import_table(request: TownRequest, of: Importer) -> HttpResponse:
    """Nothing is stored before the preview is confirmed: until then the table travels, signed."""
    context: dict[str, Any] = {"title": of.title, "back": of.back, "columns": of.columns}
    form = UploadForm(request.POST or None, request.FILES or None)
    salt = f"table:{of.name}:{request.municipality.pk}"
    try:
        if "table" in request.POST:
            return _take_over(request, of, salt)
        if request.method == "POST" and form.is_valid():
            table = form.cleaned_data["file"]
            context |= _preview(of.check(table))
            context["table"] = signing.dumps(table, salt=salt, compress=True)
    except TableError as refusal:
        form.add_error("file", str(refusal))
    context |= {"form": form, "key": KEY}
    return render(request, "network/import.html", context)


def _take_over(request: TownRequest, of: Importer, salt: str) -> HttpResponse:
    try:
        table = signing.loads(request.POST["table"], salt=salt, max_age=HOLDS)
        rows = [row for row in of.check(table) if row.change in ("new", "changed")]
        of.take_over(rows)
    except signing.BadSignature:
        messages.error(
            request, "Die Vorschau gilt nicht mehr. Bitte laden Sie die Tabelle neu hoch."
        )
        return _back(request, of)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return _back(request, of)
    number = Counter(row.change for row in rows)
    messages.success(request, f"{number['new']} neu angelegt, {number['changed']} geändert.")
    return _back(request, of)


def _preview(rows: list[Row]) -> dict[str, Any]:
    number = Counter(row.change for row in rows)
    return {
        "number": {name: number[name] for name in ("new", "changed", "same", "wrong")},
        "has_changes": number["new"] + number["changed"] > 0,
        "wrong": [row for row in rows if row.change == "wrong"],
        "changes": [row for row in rows if row.change in ("new", "changed")],
    }


def _back(request: TownRequest, of: Importer) -> HttpResponse:
    return redirect(of.back, town=request.municipality.slug)
