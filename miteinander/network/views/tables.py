"""Tables in and out: institutions and people as CSV and Excel."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from miteinander.accounts.fresh import fresh_sign_in_required
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest
from miteinander.network import columns, exports, queries, rules
from miteinander.network.actions import tables as actions
from miteinander.network.forms import tables as forms
from miteinander.network.forms.filters import OrganisationFilter, PersonFilter, cleaned
from miteinander.network.models import Organisation, Person
from miteinander.ui.sheets import csv_response, xlsx_response
from miteinander.ui.tables.importing import Importer, import_table


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
    require(rules.can_reorganise(request.actor))
    of = Importer(
        name=model._meta.label,
        title=title,
        back=back,
        columns=forms.COLUMNS[model],
        check=lambda table: forms.check(model, table),
        take_over=lambda rows: actions.take_over(
            model=model, rows=[(row.pk, row.values) for row in rows], by=request.actor
        ),
    )
    return import_table(request, of)
