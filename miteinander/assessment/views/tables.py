"""Tables in and out: needs, judgements and what has no counterpart, as CSV and Excel."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.assessment import columns, rules, tables
from miteinander.assessment.actions import tables as actions
from miteinander.assessment.forms import tables as forms
from miteinander.assessment.forms.filters import CoverageFilter, GoalFilter, NeedFilter
from miteinander.assessment.queries import judgements as goals
from miteinander.assessment.queries import needs
from miteinander.assessment.queries.coverage import coverage
from miteinander.assessment.queries.over_editions import over_editions
from miteinander.assessment.views._shared import edition_of
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest
from miteinander.ui.sheets import Cell, csv_response, xlsx_response
from miteinander.ui.tables.importing import Importer, import_table


@require_safe
def needs_export(request: TownRequest, ending: str) -> HttpResponse:
    """The needs that the list shows with the same address."""
    edition = edition_of(request)
    chosen = NeedFilter(request.GET, edition=edition).chosen
    found = needs.for_list(needs.narrowed(needs.needs(), chosen, edition), edition)
    return _file("bedarfe-intern", ending, tables.NEEDS, tables.needs(found))


@require_safe
def judgements_export(request: TownRequest, ending: str) -> HttpResponse:
    """All judgements of the goals that the list shows with the same address."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "concept/plan/empty.html")
    chosen = GoalFilter(request.GET, edition=edition).chosen
    found = goals.for_export(goals.narrowed(goals.goals(edition), chosen))
    return _file("bewertungen-intern", ending, tables.JUDGEMENTS, tables.judgements(found))


@require_safe
def judgements_over_editions_export(request: TownRequest, ending: str) -> HttpResponse:
    """The same goals with a row per edition in which they stand."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "concept/plan/empty.html")
    chosen = GoalFilter(request.GET, edition=edition).chosen
    found = list(goals.narrowed(goals.goals(edition), chosen).select_related("field"))
    rows = tables.over_editions(found, over_editions(found))
    return _file("bewertungen-nach-fassungen-intern", ending, tables.OVER_EDITIONS, rows)


@require_safe
def coverage_page(request: TownRequest) -> HttpResponse:
    """Needs without a measure and measures without a need, per field."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "concept/plan/empty.html")
    form = CoverageFilter(request.GET, edition=edition)
    parts = coverage(edition, form.chosen)
    context = {
        "form": form,
        "edition": edition,
        "concept": edition.concept,
        "parts": parts,
        "needs_total": len({need.pk for part in parts for need in part.needs}),
        "measures_total": sum(len(part.measures) for part in parts),
    }
    return render(request, "assessment/coverage.html", context)


@require_safe
def coverage_export(request: TownRequest, ending: str) -> HttpResponse:
    """The same as a table."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "concept/plan/empty.html")
    parts = coverage(edition, CoverageFilter(request.GET, edition=edition).chosen)
    return _file("bedarfe-und-antworten", ending, tables.GAPS, tables.gaps(parts))


def needs_import(request: TownRequest) -> HttpResponse:
    """Upload a table of needs, preview it, take it over."""
    require(rules.can_publish(request.actor))
    edition = edition_of(request)
    of = Importer(
        name="assessment.Need",
        title="Bedarfe",
        back="workspace:needs",
        columns=columns.ALL,
        check=lambda table: forms.check(table, edition),
        take_over=lambda rows: actions.take_over(
            rows=[(row.pk, row.values) for row in rows], edition=edition, by=request.actor
        ),
    )
    return import_table(request, of)


def _file(
    name: str, ending: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    answer = csv_response if ending == "csv" else xlsx_response
    return answer(f"{name}.{ending}", header, rows)
