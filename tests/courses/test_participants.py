"""Trainings: the list, who was there, certificates."""

from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.utils import timezone

from miteinander.courses.actions import participants as actions
from miteinander.courses.choices import CourseKind
from miteinander.courses.models import Attendance, CourseRequest, Participant
from miteinander.kernel.errors import NotAllowed, NotPossible
from tests import factories

BASE = "/teststadt/arbeit/kurse/fortbildungen/"
QUERIES = 9
ANNA = {"name": "Anna Ahrens", "workplace": "Kita Sonne", "email": ""}


@pytest.fixture
def days():
    """Two days that have been and one to come."""
    today = timezone.localdate()
    return [today - timedelta(days=14), today - timedelta(days=7), today + timedelta(days=7)]


@pytest.fixture
def training(school, days):
    course = factories.course(
        school, title="Mehrsprachige Kinder begleiten", kind=CourseKind.STAFF, is_public=True
    )
    times = "\n".join(f"{day:%d.%m.%Y} 09:00-12:30" for day in days)
    return factories.course_run(course, times, starts_on=days[0], ends_on=days[-1])


def address(run, rest: str = "teilnehmende/") -> str:
    return f"{BASE}{run.pk}/{rest}"


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(content))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_partner_keeps_the_list_of_the_own_training(as_partner, training):
    page = as_partner.post(address(training, "eintragen/"), ANNA, follow=True).content.decode()
    assert "Anna Ahrens" in page
    assert "Kita Sonne" in page
    assert "3 Termine, zusammen 10,5 Stunden" in page


def test_the_same_person_stands_on_the_list_once(as_partner, training):
    as_partner.post(address(training, "eintragen/"), ANNA)
    answer = as_partner.post(address(training, "eintragen/"), ANNA)
    assert "steht schon auf der Liste" in answer.content.decode()
    assert Participant.objects.count() == 1


def test_who_was_there_is_written_down_day_by_day(as_partner, training, days):
    anna = factories.participant(training, "Anna Ahrens")
    bernd = factories.participant(training, "Bernd Busch", days[0])
    sent = {"day": days[0].isoformat(), "there": [str(anna.pk)]}
    as_partner.post(address(training, "anwesenheit/"), sent)
    assert [(one.participant, one.on) for one in Attendance.objects.all()] == [(anna, days[0])]
    page = as_partner.get(f"{address(training)}?tag={days[0].isoformat()}").content.decode()
    assert "checked" in page
    assert bernd.attendances.count() == 0


@pytest.mark.parametrize("day", ["to come", "none", "nonsense"])
def test_nobody_is_there_on_a_day_that_was_none(as_partner, training, days, day):
    anna = factories.participant(training, "Anna Ahrens")
    chosen = {"to come": days[2].isoformat(), "none": "2020-01-01", "nonsense": "morgen"}[day]
    answer = as_partner.post(
        address(training, "anwesenheit/"), {"day": chosen, "there": [str(anna.pk)]}
    )
    assert answer.status_code == 200
    assert not Attendance.objects.exists()


def test_whoever_attended_enough_gets_a_certificate(as_partner, training, days):
    anna = factories.participant(training, "Anna Ahrens", *days[:2], workplace="Kita Sonne")
    answer = as_partner.post(address(training, f"teilnehmende/{anna.pk}/bescheinigung/"))
    assert answer["Content-Type"] == "application/pdf"
    said = words(answer.content)
    for part in ("Anna Ahrens", "Kita Sonne", "Mehrsprachige Kinder", "2 von 2", "7 Stunden"):
        assert part in said
    anna.refresh_from_db()
    assert anna.certified_on == timezone.localdate()


def test_whoever_attended_too_little_gets_none(as_partner, training, days):
    bernd = factories.participant(training, "Bernd Busch", days[0])
    answer = as_partner.post(
        address(training, f"teilnehmende/{bernd.pk}/bescheinigung/"), follow=True
    )
    assert "Noch hat niemand von ihnen genug Termine besucht." in answer.content.decode()
    bernd.refresh_from_db()
    assert bernd.certified_on is None


def test_one_file_has_the_certificates_of_all_who_earned_one(as_partner, training, days):
    factories.participant(training, "Anna Ahrens", *days[:2])
    factories.participant(training, "Bernd Busch", days[0])
    factories.participant(training, "Carla Cordes", *days[:2])
    document = pypdfium2.PdfDocument(
        BytesIO(as_partner.post(address(training, "bescheinigungen/")).content)
    )
    assert len(document) == 2


def test_a_certificate_keeps_its_day_when_it_is_printed_again(training, coordinator, days):
    first = date(2026, 1, 2)
    anna = factories.participant(training, "Anna Ahrens", *days[:2], certified_on=first)
    (earned,) = actions.certify(run=training, people=[anna], by=coordinator)
    assert earned.certified_on == first


def test_a_wish_becomes_a_line_of_the_list(as_coordinator, training):
    asked = factories.course_request(training)
    page = as_coordinator.post(
        f"/teststadt/arbeit/kurse/anmeldungen/{asked.pk}/uebernehmen/", follow=True
    ).content.decode()
    assert "Olena Beispiel" in page
    assert not CourseRequest.objects.exists()


def test_language_courses_keep_no_list(as_coordinator, run, coordinator):
    assert as_coordinator.get(address(run)).status_code == 404
    asked = factories.course_request(run)
    with pytest.raises(NotPossible):
        actions.take_over(request=asked, by=coordinator)
    assert CourseRequest.objects.exists()


def test_nobody_keeps_the_list_of_another_institution(training, other_partner):
    with pytest.raises(NotAllowed):
        actions.add(run=training, **ANNA, by=other_partner)


def test_a_guide_does_not_see_who_takes_part(as_guide, training):
    assert as_guide.get(address(training)).status_code == 403


def test_taking_somebody_off_the_list_leaves_nothing(as_partner, training, days):
    anna = factories.participant(training, "Anna Ahrens", *days[:2])
    as_partner.post(address(training, f"teilnehmende/{anna.pk}/streichen/"))
    assert not Participant.objects.exists()
    assert not Attendance.objects.exists()


def test_the_list_to_sign_has_every_name_and_room_for_more(as_partner, training):
    factories.participant(training, "Anna Ahrens", workplace="Kita Sonne")
    said = words(as_partner.get(address(training, "liste.pdf")).content)
    for part in ("Anna Ahrens", "Kita Sonne", "Unterschrift"):
        assert part in said


def test_the_table_has_what_the_page_has(as_partner, training, days):
    factories.participant(training, "Anna Ahrens", *days[:2], workplace="=1+1")
    answer = as_partner.get(f"{BASE}{training.pk}/teilnehmende.csv")
    said = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
    assert "Anna Ahrens" in said
    assert "\t=1+1" in said or "'=1+1" in said


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_however_long(
    as_coordinator, training, days, people, django_assert_num_queries
):
    for number in range(people):
        factories.participant(training, f"Person {number}", *days[:2])
    as_coordinator.get(address(training))
    with django_assert_num_queries(QUERIES):
        as_coordinator.get(address(training))
