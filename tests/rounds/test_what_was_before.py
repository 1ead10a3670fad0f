"""What whoever is asked reads before answering: what the measure is, and what was reported."""

from datetime import date

import pytest
from django.test import Client

from miteinander.rounds import personal_links
from tests import factories
from tests.factories import rounds


@pytest.fixture
def measure(town):
    return factories.measure(
        factories.field(factories.edition(town)),
        "Sprachcafé",
        description="Jeden Dienstag um vier.",
        internal_notes="Nur für uns.",
    )


def page(town, measure) -> str:
    """The page behind the personal link."""
    asked = rounds.inquiry(
        rounds.a_round(measure.edition, measure), factories.organisation(town, "Verein")
    )
    rounds.answer(asked, measure)
    found = Client().get(f"/{town.slug}/bericht/{personal_links.token(asked)}/")
    return found.content.decode()


def test_the_description_is_there_and_no_internal_note(in_town, measure):
    text = page(in_town, measure)
    assert "Jeden Dienstag um vier." in text
    assert "Nur für uns." not in text


def test_a_draft_is_not_described(in_town, measure):
    measure.is_draft = True
    measure.save()
    assert "Jeden Dienstag um vier." not in page(in_town, measure)


def test_earlier_reports_are_there_but_only_published_ones(in_town, measure):
    for year, note in ((2023, "Der Anfang."), (2024, "Zwei Gruppen."), (2025, "Drei Gruppen.")):
        factories.report(measure, reported_on=date(year, 3, 1), note=note)
    factories.report(measure, reported_on=date(2024, 9, 1), note="Geheim.", is_published=False)
    text = page(in_town, measure)
    assert "Frühere Berichte (2)" in text
    assert text.index("Drei Gruppen.") < text.index("Zwei Gruppen.") < text.index("Der Anfang.")
    assert "Geheim." not in text
