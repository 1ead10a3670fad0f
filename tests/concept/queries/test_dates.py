"""Measures that are overdue, soon due, or for which nobody can be asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from miteinander.concept.models import Measure
from miteinander.concept.queries import dates
from miteinander.network.models import Person
from tests import factories

TODAY = timezone.localdate()


@pytest.fixture
def field(in_town):
    return factories.field(factories.edition(in_town))


def having(code):
    return set(Measure.objects.filter(dates.CONCERNS[code][1]()).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("days", "status", "concerns"),
    [
        (-1, "", {"ueberfaellig"}),
        (-1, "started", {"ueberfaellig"}),
        (-1, "completed", set()),
        (0, "started", {"bald"}),
        (90, "started", {"bald"}),
        (91, "started", set()),
        (30, "discontinued", set()),
    ],
)
def test_a_measure_is_overdue_after_its_last_day_and_soon_due_before(field, days, status, concerns):
    factories.measure(field, "Kurs", ends_on=TODAY + timedelta(days=days), status=status)
    assert {code for code in ("ueberfaellig", "bald") if having(code)} == concerns


def test_an_institution_is_reached_by_its_own_address_or_a_persons(field, in_town):
    factories.measure(field, "niemand")
    for name, email, person in (("stumm", "", ""), ("selbst", "a@b.de", ""), ("P", "", "p@b.de")):
        lead = factories.organisation(in_town, name, email=email)
        Person.objects.create(
            municipality=in_town, organisation=lead, last_name="Muster", email=person
        )
        factories.measure(field, name, lead=lead)
    assert having("ohne-institution") == {"niemand"}
    assert having("unerreichbar") == {"stumm"}


def test_the_table_of_measures_and_home_show_them(field, as_editor, town):
    factories.measure(field, "Nähkurs", ends_on=TODAY - timedelta(days=1))
    factories.measure(field, "Chor")
    told = as_editor.get(f"/{town.slug}/arbeit/massnahmen/?achtung=ueberfaellig").content.decode()
    assert "Nähkurs" in told
    assert "Chor" not in told
    home = as_editor.get(f"/{town.slug}/arbeit/").content.decode()
    assert "?achtung=ueberfaellig" in home
    assert "?achtung=bald" not in home
