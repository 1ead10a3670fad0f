"""Courses: offered by institutions, shown to everybody or not, with the rules of who may come."""

import pytest

from miteinander.courses.actions import conditions as rules_of_access
from miteinander.courses.actions import courses as actions
from miteinander.courses.conditions import USUAL
from miteinander.courses.models import AccessCondition, Course
from miteinander.courses.presentation import price
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent
from miteinander.network.models import Organisation
from tests import factories

BASE = "/teststadt/arbeit/kurse/"


def typed(school, **more):
    return {
        "title": "Deutsch für den Beruf",
        "kind": "vocational",
        "organisation": school.pk,
        "level_from": "B1",
        "level_to": "B2",
        "price": "84,70",
        "child_care": "on_request",
        "spoken": ["ar", "uk"],
        **more,
    }


def test_a_coordinator_offers_a_course_for_any_institution(as_coordinator, school):
    rule = factories.condition(school.municipality, "Offen für alle")
    answer = as_coordinator.post(f"{BASE}angebote/neu/", typed(school, conditions=[rule.pk]))
    made = Course.objects.get()
    assert answer.headers["Location"] == f"{BASE}angebote/{made.pk}/"
    assert (made.price_cents, made.languages) == (8470, " ar uk ")
    assert list(made.conditions.all()) == [rule]
    page = as_coordinator.get(f"{BASE}angebote/{made.pk}/").content.decode()
    for words in ("84,70 Euro", "Arabisch, Ukrainisch", "B1 bis B2", "Offen für alle", "intern"):
        assert words in page


def test_a_partner_offers_courses_of_the_own_institution_only(as_partner, school):
    other = factories.organisation(school.municipality, "Andere")
    page = as_partner.get(f"{BASE}angebote/neu/").content.decode()
    assert "Volkshochschule" in page
    assert "Andere" not in page
    refused = as_partner.post(f"{BASE}angebote/neu/", typed(other))
    assert refused.status_code == 200
    assert not Course.objects.exists()
    as_partner.post(f"{BASE}angebote/neu/", typed(school))
    assert Course.objects.get().organisation == school


def test_a_partner_of_another_institution_cannot_change_a_course(course, other_partner):
    with pytest.raises(NotAllowed):
        actions.change(course=course, values={"title": "x"}, by=other_partner)
    with pytest.raises(NotAllowed):
        actions.publish(course=course, by=other_partner)


def test_nobody_gives_a_course_to_an_institution_for_which_they_do_not_speak(course, other_partner):
    (own_organisation,) = Organisation.objects.filter(pk__in=other_partner.organisation_ids)
    own = factories.course(own_organisation)
    with pytest.raises(NotAllowed):
        actions.change(course=own, values={"organisation": course.organisation}, by=other_partner)


def test_a_partner_sees_of_others_only_what_is_public(as_partner, in_town):
    other = factories.organisation(in_town, "Andere")
    hidden = factories.course_run(factories.course(other, title="Geheimes"))
    shown = factories.course_run(factories.course(other, title="Offenes", is_public=True))
    page = as_partner.get(BASE).content.decode()
    assert "Offenes" in page
    assert "Geheimes" not in page
    assert as_partner.get(f"{BASE}durchgaenge/{hidden.pk}/").status_code == 404
    assert as_partner.get(f"{BASE}durchgaenge/{shown.pk}/").status_code == 200
    assert as_partner.get(f"{BASE}durchgaenge/{shown.pk}/bearbeiten/").status_code == 403
    assert "Geheimes" not in as_partner.get(f"{BASE}kurse.csv").content.decode()


def test_a_goal_below_the_beginning_is_refused(as_coordinator, school):
    answer = as_coordinator.post(f"{BASE}angebote/neu/", typed(school, level_to="A1"))
    assert "unter dem Niveau" in answer.content.decode()


def test_a_public_course_is_taken_back_before_it_is_deleted(course, coordinator, as_coordinator):
    as_coordinator.post(f"{BASE}angebote/{course.pk}/veroeffentlichen/")
    course.refresh_from_db()
    assert course.is_public
    with pytest.raises(NotPossible, match="öffentlich"):
        actions.delete(course=course, by=coordinator)
    as_coordinator.post(f"{BASE}angebote/{course.pk}/zuruecknehmen/")
    as_coordinator.post(f"{BASE}angebote/{course.pk}/loeschen/")
    assert not Course.objects.exists()
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs >= {"course.published", "course.withdrawn", "course.deleted"}


def test_another_town_s_course_is_not_found(as_coordinator, course):
    other = factories.course(factories.organisation(factories.town("Fremdstadt")))
    assert as_coordinator.get(f"{BASE}angebote/{other.pk}/").status_code == 404


def test_an_institution_that_offers_courses_is_not_deleted(as_coordinator, course):
    place = f"/teststadt/arbeit/institutionen/{course.organisation_id}/"
    answer = as_coordinator.post(f"{place}loeschen/", follow=True)
    assert "bietet noch Kurse an" in answer.content.decode()
    assert Course.objects.exists()


def test_the_usual_rules_come_once_each_with_source(as_coordinator, in_town, coordinator):
    as_coordinator.post(f"{BASE}bedingungen/uebliche/")
    assert rules_of_access.add_usual(by=coordinator) == 0
    assert AccessCondition.objects.count() == len(USUAL)
    page = as_coordinator.get(f"{BASE}bedingungen/").content.decode()
    assert "§ 45a AufenthG" in page
    assert "Fassung vom 21.02.2024" in page


def test_an_own_rule_gets_a_code_of_its_own(in_town, coordinator):
    values = dict.fromkeys(rules_of_access.FIELDS[:-1], "x") | {"source_on": None, "url": ""}
    codes = [
        rules_of_access.save(condition=None, values=values, by=coordinator).code for _ in range(3)
    ]
    assert codes == ["x", "x-2", "x-3"]


def test_a_guide_reads_and_changes_nothing(as_guide, course):
    assert as_guide.get(f"{BASE}angebote/{course.pk}/").status_code == 200
    assert as_guide.get(f"{BASE}angebote/{course.pk}/bearbeiten/").status_code == 403
    assert as_guide.post(f"{BASE}angebote/{course.pk}/veroeffentlichen/").status_code == 403


@pytest.mark.parametrize(
    ("cents", "words"),
    [(None, ""), (0, "kostenlos"), (8470, "84,70 Euro"), (123400, "1.234 Euro"), (5, "0,05 Euro")],
)
def test_a_price_is_told_in_words(cents, words):
    assert price(cents) == words


def test_a_rule_that_no_database_can_hold_is_left_out(as_coordinator, school):
    sent = {"organisation": school.pk, "kind": "integration", "title": "x", "child_care": "none"}
    as_coordinator.post(f"{BASE}angebote/neu/", {**sent, "conditions": "9" * 20})
    assert list(Course.objects.get().conditions.all()) == []
