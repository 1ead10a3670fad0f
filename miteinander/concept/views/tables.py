"""Measures out of a table: upload, preview, take over."""

from django.http import HttpResponse
from django.shortcuts import render

from miteinander.concept.actions import tables as actions
from miteinander.concept.forms import table as forms
from miteinander.concept.views._shared import working_edition
from miteinander.kernel.http import TownRequest
from miteinander.ui.tables.importing import Importer, import_table

NOTES = (
    "Neue Maßnahmen werden als Entwurf angelegt.",
    "Mehrere Institutionen oder Zielgruppen trennen Sie mit einem Strichpunkt.",
    f"Nicht eingelesen werden: {', '.join(forms.ONLY_SHOWN)}. Den Stand ändert ein Bericht, die "
    "Veröffentlichung ein Knopf bei der Maßnahme.",
)


def measures_import(request: TownRequest) -> HttpResponse:
    """Upload a table of measures of the edition at work, preview it, take it over."""
    edition = working_edition(request)
    if edition is None:
        return render(request, "concept/plan/empty.html")
    of = Importer(
        name=f"measures:{edition.pk}",
        title="Maßnahmen",
        back="workspace:measures",
        columns=forms.COLUMNS,
        check=lambda table: forms.check(edition, table),
        take_over=lambda rows: actions.take_over(edition, rows, by=request.actor),
        notes=NOTES,
    )
    return import_table(request, of)
