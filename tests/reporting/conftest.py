"""A town whose plan has a few measures in different states."""

from datetime import date

import pytest

from miteinander.concept.choices import Status
from miteinander.concept.models import Edition
from tests import factories

TODAY = date(2026, 11, 20)


@pytest.fixture
def plan(town) -> Edition:
    """Four measures: one done, one with an obstacle, one resting, one without a report."""
    edition = factories.edition(town, adopted_on=date(2023, 11, 23), adopted_by="Rat")
    field = factories.field(edition, "Sprache", number="1")
    factories.goal(field, "Alle lernen Deutsch", number="1.1")
    school = factories.organisation(town, "Volkshochschule")
    done = factories.measure(field, "Kursfinder", lead=school, number="1.1.1")
    factories.report(done, Status.STARTED, reported_on=date(2025, 3, 1), note="Es geht los.")
    factories.report(done, Status.COMPLETED, reported_on=date(2026, 3, 1), note="Er ist da.")
    hindered = factories.measure(field, "Sprachcafé", lead=school)
    words = {"obstacles": "Es fehlt ein Raum.", "next_steps": "Wir suchen weiter."}
    factories.report(hindered, Status.STARTED, reported_on=date(2026, 2, 1), **words)
    other = factories.field(edition, "Arbeit")
    resting = factories.measure(
        other, "Mentoring", lead=factories.organisation(town, "Ämterlotsen")
    )
    factories.report(resting, Status.PAUSED, reported_on=date(2026, 4, 1))
    factories.measure(other, "Praktika")
    return edition
