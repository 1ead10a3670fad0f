"""The other real papers: what can be placed is placed, the rest keeps its reason."""

import pytest

from miteinander.concept.reading import compare, known_items, read_document

from .documents import document

PAPERS = [
    "karlsruhe_2018_beschlussvorlage_fortschreibung.txt",
    "karlsruhe_2018_haushalt_stellungnahme_stellenschaffung.txt",
    "karlsruhe_2023_beschlussvorlage_projektverlaengerung.txt",
    "karlsruhe_2024_beschlussvorlage_schwerpunkte.txt",
    "karlsruhe_2024_informationsvorlage_integrationspolitik.txt",
    "karlsruhe_2017_eccar_zehn_punkte_aktionsplan.txt",
]


def test_the_first_plan_with_fields_below_a_chapter() -> None:
    name = "karlsruhe_2012_integrationsplan.txt"
    fields = read_document(document(name), name).fields
    assert [(f.number, f.line, len(f.topics)) for f in fields] == [
        ("4.1", 545, 4),
        ("4.2", 840, 2),
        ("4.3", 970, 3),
        ("4.4", 1098, 2),
    ]
    goals = [goal for f in fields for goal in f.goals]
    assert [g.line for g in goals if g.topic and g.topic.number == "4.3.3"] == [1085, 1086]
    assert [g.line for g in goals if g.topic and g.topic.number == "4.4.2"] == [1167]
    sport = next(g for g in goals if g.line == 1167)
    assert len(sport.measures) == 9
    assert len(sport.indicators) == 4


def test_one_concept_with_an_unmarked_list() -> None:
    name = "karlsruhe_2019_konzeption_sport_vielfalt.txt"
    reading = read_document(document(name), name)
    whole = reading.fields[0]
    assert (whole.number, len(whole.goals)) == (None, 1)
    assert [m.line for m in whole.goals[0].measures] == [61, 63, 64, 65]
    assert [(f.number, f.line) for f in reading.fields[1:]] == [
        ("1", 90),
        ("2", 109),
        ("3", 121),
        ("4", 129),
    ]


def test_a_project_sheet_is_one_project() -> None:
    name = "karlsruhe_2021_projektblatt_3-1.txt"
    reading = read_document(document(name), name)
    assert reading.counts["measures"] == 1
    measure = reading.fields[0].measures[0]
    assert measure.kind == "project"
    assert measure.period == "01.09.2021 - 31.08.2023"
    assert len(measure.responsible) == 1


@pytest.mark.parametrize("name", PAPERS)
def test_papers_without_a_plan_invent_none(name: str) -> None:
    reading = read_document(document(name), name)
    assert reading.counts == {"fields": 0, "goals": 0, "measures": 0}
    assert all(piece.reason for piece in reading.unplaced)
    assert reading.unplaced


def test_a_csv_of_voted_measures() -> None:
    name = "kempten_top5_sprache_und_bildung.csv"
    fields = read_document(document(name), name).fields
    assert [m.number for m in fields[0].measures] == ["2.4", "8.6", "3.2", "4.4", "8.3"]


def test_a_second_import_of_the_same_plan_proposes_nothing() -> None:
    name = "karlsruhe_2018_integrationsplan_fortschreibung.txt"
    reading = read_document(document(name), name)
    assert {c.change for c in compare(known_items(reading), reading)} == {"unchanged"}
