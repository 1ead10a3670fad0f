"""A table on its way in: uploaded, previewed, taken over."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.ui.tables.columns import KEY, Column, TableError
from miteinander.ui.tables.forms import UploadForm
from miteinander.ui.tables.mapping import MappingForm

CHANGED = (
    "Seit der Vorschau hat sich hier etwas geändert. Es wurde nichts übernommen. Bitte laden Sie "
    "die Tabelle noch einmal hoch und sehen Sie sich die Vorschau an."
)
HOLDS = 24 * 60 * 60  # seconds between the preview and taking over


@dataclass(frozen=True)
class Importer:
    """What is taken in: its name for signatures, its title, where its list stands: the name of
    that address (`back`) and what it needs beside the town (`parts`). `frame` is the template
    around the page.

    `check` says what each row of a table would do (header first; raises `TableError`): rows have
    `number`, `title`, `change` ("new", "changed", "same", "wrong"), `errors` and `what`, see
    `forms.Row`. `take_over` stores those that are new or changed (raises `NotPossible`). `notes`
    are sentences about this kind of table.
    """

    name: str
    title: str
    back: str
    columns: tuple[Column, ...]
    check: Callable[[list[list[str]]], Sequence[Any]]
    take_over: Callable[[list[Any]], None]
    notes: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    frame: str = "ui/workspace.html"


def import_table(request: TownRequest, of: Importer) -> HttpResponse:
    """Nothing is stored before the preview is confirmed: until then the table travels, signed."""
    if "table" in request.POST:
        return _from_preview(request, of)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        table = form.cleaned_data["file"]
        return _page(request, of, UploadForm(), MappingForm(table=table, columns=of.columns), table)
    return _page(request, of, form)


def _from_preview(request: TownRequest, of: Importer) -> HttpResponse:
    """Take over what was shown, or show it anew where columns mean something else now."""
    try:
        table, titles, shown = signing.loads(
            request.POST["table"], salt=_salt(request, of), max_age=HOLDS
        )
    except signing.BadSignature:
        messages.error(
            request, "Die Vorschau gilt nicht mehr. Bitte laden Sie die Tabelle neu hoch."
        )
        return _back(request, of)
    mapping = MappingForm(request.POST, table=table, columns=of.columns, titles=titles)
    if "zuordnen" in request.POST or mapping.errors or mapping.titles != titles:
        return _page(request, of, UploadForm(), mapping, table)
    return _take_over(request, of, _meant(table, titles), shown)


def _page(
    request: TownRequest,
    of: Importer,
    form: UploadForm,
    mapping: MappingForm | None = None,
    table: list[list[str]] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"of": of, "key": KEY, "back": _back_url(request, of)}
    context |= {"form": form, "mapping": mapping}
    if mapping and table:
        rows: Sequence[Any] = ()
        try:
            rows = of.check(_meant(table, mapping.titles))
            context |= _preview(rows)
        except TableError as refusal:
            context["refusal"] = str(refusal)
        travels = [table, mapping.titles, [row.number for row in _taken(rows)]]
        context["table"] = signing.dumps(travels, salt=_salt(request, of), compress=True)
    return render(request, "ui/table_import.html", context)


def _meant(table: list[list[str]], titles: list[str]) -> list[list[str]]:
    """The table under the titles that its columns were given."""
    return [titles, *table[1:]]


def _salt(request: TownRequest, of: Importer) -> str:
    return f"table:{of.name}:{request.municipality.pk}"


def _take_over(
    request: TownRequest, of: Importer, table: list[list[str]], shown: list[int]
) -> HttpResponse:
    try:
        rows = _taken(of.check(table))
        if [row.number for row in rows] != shown:
            raise NotPossible(CHANGED)
        of.take_over(rows)
    except (NotPossible, TableError) as refusal:
        messages.error(request, str(refusal))
        return _back(request, of)
    number = Counter(row.change for row in rows)
    messages.success(request, f"{number['new']} neu angelegt, {number['changed']} geändert.")
    return _back(request, of)


def _taken(rows: Sequence[Any]) -> list[Any]:
    """What taking over would store."""
    return [row for row in rows if row.change in ("new", "changed")]


def _preview(rows: Sequence[Any]) -> dict[str, Any]:
    number = Counter(row.change for row in rows)
    return {
        "number": {name: number[name] for name in ("new", "changed", "same", "wrong")},
        "has_changes": number["new"] + number["changed"] > 0,
        "wrong": [row for row in rows if row.change == "wrong"],
        "changes": _taken(rows),
    }


def _back(request: TownRequest, of: Importer) -> HttpResponse:
    return redirect(_back_url(request, of))


def _back_url(request: TownRequest, of: Importer) -> str:
    return reverse(of.back, kwargs={"town": request.municipality.slug, **of.parts})
