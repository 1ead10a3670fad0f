"""Tables in and out: institutions and people as CSV and Excel."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from miteinander.accounts.fresh import fresh_sign_in_required
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest
from miteinander.network import columns, exports, queries, rules
from miteinander.network.actions import tables as actions
from miteinander.network.columns import KEY, TableError
from miteinander.network.forms import tables as forms
from miteinander.network.forms.filters import OrganisationFilter, PersonFilter, cleaned
from miteinander.network.models import Organisation, Person
from miteinander.ui.sheets import csv_response, xlsx_response

HOLDS = 24 * 60 * 60  # seconds between the preview and taking over


@require_safe
def export_organisations(request: TownRequest, ending: str) -> HttpResponse:
    """The institutions that the list shows with the same address."""
    wanted = cleaned(OrganisationFilter(request.GET))
    rows = queries.organisations(wanted["suche"], wanted["art"])
    table = exports.organisations(rows)
    return _file("institutionen", ending, columns.ORGANISATION, table)


@require_safe
@fresh_sign_in_required
def export_people(request: TownRequest, ending: str) -> HttpResponse:
    """The people whom the list shows with the same address."""
    wanted = cleaned(PersonFilter(request.GET))
    rows = queries.people(wanted["suche"])
    actions.note_export(by=request.actor)
    return _file("personen", ending, columns.PERSON, exports.people(rows))


def _file(name: str, ending: str, of: tuple[columns.Column, ...], rows: Any) -> HttpResponse:
    answer = csv_response if ending == "csv" else xlsx_response
    return answer(f"{name}.{ending}", exports.header(of), rows)


def import_organisations(request: TownRequest) -> HttpResponse:
    """Upload, preview, take over institutions."""
    return _import(request, Organisation, "workspace:organisations", "Institutionen")


def import_people(request: TownRequest) -> HttpResponse:
    """Upload, preview, take over people."""
    return _import(request, Person, "workspace:people", "Personen")


def _import(request: TownRequest, model: forms.Model, back: str, title: str) -> HttpResponse:
    """Nothing is stored before the preview is confirmed: until then the table travels, signed."""
    require(rules.can_reorganise(request.actor))
    context: dict[str, Any] = {"title": title, "back": back, "columns": forms.COLUMNS[model]}
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    salt = f"table:{model._meta.label}:{request.municipality.pk}"
    try:
        if "table" in request.POST:
            return _take_over(request, model, back, salt)
        if request.method == "POST" and form.is_valid():
            table = form.cleaned_data["file"]
            context |= _preview(forms.check(model, table))
            context["table"] = signing.dumps(table, salt=salt, compress=True)
    except TableError as refusal:
        form.add_error("file", str(refusal))
    context |= {"form": form, "key": KEY}
    return render(request, "network/import.html", context)


def _take_over(request: TownRequest, model: forms.Model, back: str, salt: str) -> HttpResponse:
    try:
        table = signing.loads(request.POST["table"], salt=salt, max_age=HOLDS)
        rows = [row for row in forms.check(model, table) if row.change in ("new", "changed")]
        actions.take_over(model=model, rows=[(r.pk, r.values) for r in rows], by=request.actor)
    except signing.BadSignature:
        messages.error(
            request, "Die Vorschau gilt nicht mehr. Bitte laden Sie die Tabelle neu hoch."
        )
        return _back(request, back)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return _back(request, back)
    number = Counter(row.change for row in rows)
    messages.success(request, f"{number['new']} neu angelegt, {number['changed']} geändert.")
    return _back(request, back)


def _preview(rows: list[forms.Row]) -> dict[str, Any]:
    number = Counter(row.change for row in rows)
    return {
        "number": {name: number[name] for name in ("new", "changed", "same", "wrong")},
        "has_changes": number["new"] + number["changed"] > 0,
        "wrong": [row for row in rows if row.change == "wrong"],
        "changes": [row for row in rows if row.change in ("new", "changed")],
    }


def _back(request: TownRequest, name: str) -> HttpResponse:
    return redirect(name, town=request.municipality.slug)
