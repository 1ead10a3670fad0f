"""What everyone sees of several editions."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from miteinander.concept import addresses
from miteinander.concept.actions import editions, next_edition, plan, succession
from miteinander.concept.choices import Status, Succession
from miteinander.concept.models import Field, Measure
from tests import factories
from tests.concept.actions.test_next_edition import DECISION, whole_edition


@pytest.fixture
def old(in_town, coordinator):
    return next_edition.adopt(whole_edition(in_town, measures=2), DECISION, by=coordinator)


@pytest.fixture
def new(old, coordinator):
    """The next edition, in which one measure is called otherwise; not yet public."""
    made = next_edition.draft(old, label="2027 bis 2032", by=coordinator)
    one, other = Measure.objects.filter(edition=old).order_by("pk")
    copy = one.onward.get().successor
    plan.change(copy, {"title": "Ein neuer Name"}, based_on=1, by=coordinator)
    succession.carry_on(made, [one], Succession.CHANGES, "Der alte sagte nichts.", by=coordinator)
    succession.end(made, [other], "Ist erreicht.", by=coordinator)
    return made


@pytest.fixture
def adopted(new, coordinator):
    next_edition.adopt(new, DECISION, by=coordinator)
    return editions.publish(new, by=coordinator)


def get(town, name, **parts):
    return Client().get(reverse(f"public:{name}", kwargs={"town": town.slug, **parts}))


def path(measure):
    return addresses.measure_path("teststadt", measure)


def test_nothing_of_a_drafted_edition_is_public(in_town, old, new):
    copy = Measure.objects.get(edition=new)
    assert get(in_town, "edition_concept", fassung=new.pk).status_code == 404
    assert Client().get(path(copy)).status_code == 404
    assert get(in_town, "edition_comparison", fassung=new.pk, before=old.pk).status_code == 404
    assert get(in_town, "edition_as_of", fassung=new.pk, day="2026-03-01").status_code == 404
    for one in Measure.objects.filter(edition=old):
        page = Client().get(path(one)).text
        assert "neuer Name" not in page
        assert "erreicht" not in page
        assert "Der alte sagte nichts" not in page


def test_both_editions_are_public_and_each_has_its_address(in_town, old, adopted):
    overview = get(in_town, "concept").text
    assert adopted.label in overview
    assert old.label in overview
    assert "Ein neuer Name" in get(in_town, "measures").text
    earlier = get(in_town, "edition_concept", fassung=old.pk).text
    assert "Sie lesen die Fassung" in earlier
    page = get(in_town, "edition_measures", fassung=old.pk).text
    assert "Ein neuer Name" not in page
    listed = get(in_town, "editions").text
    assert reverse("public:edition_concept", args=("teststadt", old.pk)) in listed


def test_the_address_of_a_measure_goes_on_working_and_names_the_newer_one(in_town, old, adopted):
    one, other = Measure.objects.filter(edition=old).order_by("pk")
    page = Client().get(path(one)).text
    assert path(one.onward.get().successor) in page
    assert "Der alte sagte nichts." in page
    page = Client().get(path(other)).text
    assert "Ist erreicht." in page
    field = Field.objects.get(edition=old)
    assert Client().get(addresses.field_path("teststadt", field)).status_code == 200


def test_the_newer_measure_shows_the_reports_of_the_edition_before(in_town, old, adopted):
    one = Measure.objects.filter(edition=old).order_by("pk")[0]
    factories.report(one, Status.PAUSED, note="Die Stelle ist frei.")
    factories.report(one, Status.STARTED, note="Noch nicht geprüft.", is_published=False)
    page = Client().get(path(one.onward.get().successor)).text
    assert "Vorherige Fassung" in page
    assert "Die Stelle ist frei." in page
    assert "Noch nicht geprüft." not in page


def test_a_comparison_is_public_where_both_editions_are(in_town, old, adopted, coordinator):
    address = {"fassung": adopted.pk, "before": old.pk}
    page = get(in_town, "edition_comparison", **address).text
    assert "Name</ins>" in page
    assert "Ist erreicht." in page
    table = get(in_town, "edition_comparison_csv", **address).content.decode("utf-8-sig")
    assert "Der alte sagte nichts." in table
    editions.withdraw(old, by=coordinator)
    assert get(in_town, "edition_comparison", **address).status_code == 404


def test_internal_notes_are_in_no_public_comparison(in_town, coordinator):
    edition = whole_edition(in_town)
    new = next_edition.draft(edition, label="2027", by=coordinator)
    copy = Measure.objects.get(edition=new)
    plan.change(copy, {"internal_notes": "Kanarienvogel"}, based_on=1, by=coordinator)
    editions.publish(new, by=coordinator)
    today = timezone.localdate().isoformat()
    for answer in (
        get(in_town, "edition_comparison", fassung=new.pk, before=edition.pk),
        get(in_town, "edition_comparison_csv", fassung=new.pk, before=edition.pk),
        get(in_town, "edition_as_of", fassung=new.pk, day=today),
    ):
        assert answer.status_code == 200
        assert "Kanarienvogel" not in answer.content.decode()


def test_a_day_shows_what_was_public_then_and_is_still(in_town, coordinator):
    edition = whole_edition(in_town, measures=2)
    one, other = Measure.objects.filter(edition=edition).order_by("pk")
    plan.change(one, {"title": "Seit heute so"}, based_on=1, by=coordinator)
    plan.withdraw(other, by=coordinator)
    today = timezone.localdate().isoformat()
    page = get(in_town, "edition_as_of", fassung=edition.pk, day=today).text
    assert "Seit heute so" in page
    assert other.title not in page
    page = get(in_town, "edition_as_of", fassung=edition.pk, day="2001-01-01").text
    assert "noch nicht" in page
    assert "Seit heute so" not in page


def test_a_next_edition_that_is_public_before_the_decision_is_not_the_current_one(
    in_town, old, new, coordinator
):
    editions.publish(new, by=coordinator)
    assert "Ein neuer Name" not in get(in_town, "measures").text
    page = get(in_town, "edition_measures", fassung=new.pk).text
    assert "Ein neuer Name" in page
    assert "Noch gilt" in page
