"""Tests of searching and narrowing measures."""

import pytest

from miteinander.concept.choices import MeasureKind, Status
from miteinander.concept.models import TargetGroup
from miteinander.concept.queries import facets, public
from miteinander.kernel.tenancy import all_towns
from tests import factories


@pytest.fixture
def field(in_town):
    """A field of the town's public edition."""
    return factories.field(factories.edition(in_town), "Sprache")


def _having(field, words: str) -> list[str]:
    found = facets.having(public.measures(field.edition), words)
    return sorted(found.values_list("title", flat=True))


@pytest.mark.parametrize(
    "words",
    ["kurs", "KURS", "öffnung", "ÖFFNUNG", "1.2", "beschrieben", "volkshochschule", "kurs öffnung"],
)
def test_words_are_found_in_number_title_text_and_institutions(field, words):
    lead = factories.organisation(field.municipality, "Volkshochschule Süd")
    factories.measure(
        field, "Sprachkurse zur Öffnung", number="1.2", description="Hier beschrieben.", lead=lead
    )
    factories.measure(field, "Anderes")
    assert _having(field, words) == ["Sprachkurse zur Öffnung"]


def test_every_word_must_be_there(field):
    factories.measure(field, "Sprachkurs")
    assert _having(field, "Sprachkurs Abends") == []


@pytest.mark.parametrize("words", ["%", "_", "\\", ".*", "(ö", "'; --"])
def test_signs_of_query_languages_are_only_signs(field, words):
    factories.measure(field, "Sprachkurs")
    assert _having(field, words) == []


def test_a_measure_with_two_fitting_institutions_appears_once(field):
    measure = factories.measure(field, lead=factories.organisation(field.municipality, "Haus A"))
    with all_towns():
        other = factories.organisation(field.municipality, "Haus B")
        measure.responsibilities.create(
            municipality=field.municipality, organisation=other, role="partner"
        )
    assert len(_having(field, "Haus")) == 1


def _options(field, chosen, name) -> dict[str, int]:
    found = facets.options(public.measures(field.edition), chosen, name)
    return {option.title: option.number for option in found}


def test_options_count_what_would_be_found_with_the_other_choices(field):
    group = TargetGroup.objects.create(
        municipality=field.municipality, edition=field.edition, title="Eltern"
    )
    begun = factories.measure(field, kind=MeasureKind.PROJECT)
    factories.report(begun, Status.STARTED)
    begun.target_groups.add(group)
    factories.report(factories.measure(field), Status.COMPLETED)
    factories.measure(field)
    every = {"begonnen": 1, "abgeschlossen": 1, "noch kein Bericht": 1}
    assert _options(field, {}, "stand") == every
    assert _options(field, {"stand": "started"}, "stand") == every
    assert _options(field, {"zielgruppe": str(group.pk)}, "stand") == {"begonnen": 1}
    assert _options(field, {"stand": "completed"}, "zielgruppe") == {}
    assert _options(field, {}, "art") == {"Projekt": 1}
    assert _options(field, {}, "feld") == {"Sprache": 3}


def test_measures_without_a_report_can_be_chosen(field):
    factories.report(factories.measure(field))
    silent = factories.measure(field)
    found = facets.narrowed(public.measures(field.edition), {"stand": facets.WITHOUT_REPORT})
    assert list(found) == [silent]


@pytest.mark.parametrize(
    ("name", "value"),
    [("stand", "fertig"), ("stand", ""), ("feld", "abc"), ("feld", "-1"), ("feld", "9" * 30),
     ("feld", "٣"), ("art", "x"), ("institution", "1 OR 1=1")],
)  # fmt: skip
def test_what_is_no_value_is_known_as_such(name, value):
    assert not facets.is_value(name, value)
