"""The course finder for everybody: found, shared, in one's language, asked for a place."""

from datetime import date, timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from miteinander.courses.actions import requests as actions
from miteinander.courses.actions import runs
from miteinander.courses.forms.filters import FinderFilter
from miteinander.courses.meetings import set_meetings
from miteinander.courses.models import CourseRequest
from miteinander.courses.times import parse
from miteinander.kernel.actor import system
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import OutgoingMail
from tests import factories

BASE = "/teststadt/kurse/"


@pytest.fixture
def shown(school):
    """A public run with a place on the map."""
    offered = factories.course(
        school, title="Deutsch am Abend", level_from="A1", level_to="A2", is_public=True,
        price_cents=0, child_care="on_site",
    )  # fmt: skip
    return factories.course_run(
        offered, "Di 18-20", capacity=12, free_places=3, reported_on=date(2026, 8, 1),
        place="Turm", address="Turmweg 1, Teststadt",
    )  # fmt: skip


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def long_open(monkeypatch):
    """As if the form had been open for a while."""
    monkeypatch.setattr("miteinander.kernel.forms.visitors.LEAST_SECONDS", -1)
    return signing.dumps("", salt="miteinander.kernel.contact")


def test_everybody_finds_public_runs_that_still_come(visitor, shown, course, run):
    over = factories.course_run(shown.course, state="finished", place="Vorbei")
    page = visitor.get(BASE).content.decode()
    assert "Deutsch am Abend" in page
    assert "3 von 12 frei" in page
    yesterday = timezone.localdate() - timedelta(days=1)
    forgotten = factories.course_run(shown.course, ends_on=yesterday, place="Vergessen")
    page = visitor.get(f"{BASE}?suche=deutsch").content.decode()
    assert over.place not in page
    assert forgotten.place not in page
    form = visitor.get(f"{BASE}deutsch-am-abend-{forgotten.pk}/anmelden/").content.decode()
    assert "nicht mehr kommen" in form
    assert page.count("<li>\n      <a class") == 1
    assert visitor.get(f"{BASE}?art=staff").content.decode().count("Deutsch am Abend") == 0


def test_a_run_that_is_not_public_is_not_found(visitor, run):
    assert visitor.get(f"{BASE}deutsch-am-abend-{run.pk}/").status_code == 404
    assert visitor.get(f"{BASE}deutsch-am-abend-{run.pk}/anmelden/").status_code == 404
    assert visitor.get(f"{BASE}deutsch-am-abend-{run.pk}/kurs.ics").status_code == 404


def test_an_address_survives_renaming_in_the_same_language(visitor, shown):
    answer = visitor.get(f"{BASE}alter-name-{shown.pk}/?lang=uk")
    assert answer.status_code == 301
    assert answer["Location"] == f"{BASE}deutsch-am-abend-{shown.pk}/?lang=uk"
    page = visitor.get(answer["Location"]).content.decode()
    assert "безкоштовно" in page


def test_the_page_says_where_and_links_to_the_map_without_loading_it(visitor, shown):
    page = visitor.get(f"{BASE}deutsch-am-abend-{shown.pk}/").content.decode()
    address = "https://www.openstreetmap.org/search?query=Turmweg%201%2C%20Teststadt"
    assert f'href="{address}"' in page
    assert 'src="http' not in page


def test_the_list_by_place_groups_runs(visitor, shown):
    factories.course_run(shown.course, place="Turm", address="Turmweg 1, Teststadt")
    factories.course_run(shown.course, place="Amt")
    page = visitor.get(f"{BASE}?ansicht=orte").content.decode()
    assert page.index('<h3><bdi lang="de">Amt') < page.index('<h3><bdi lang="de">Turm')
    assert page.count("<h3>") == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ('lang="en"', "Find courses", "Tue 18:00–\u206020:00", "with child care")),
        ("ar", ('lang="ar" dir="rtl"', "البحث عن دورات", "الثلاثاء", "دورة الاندماج")),
        ("uk", ('lang="uk"', "Знайти курси", "Вт 18:00–\u206020:00", "вільно 3 з 12")),
        ("xx", ('lang="de"', "Kurse finden", "Di 18:00–\u206020:00", "Kinderbetreuung im Haus")),
    ],
)
def test_the_finder_speaks_the_language_of_its_address(visitor, shown, code, words):
    answer = visitor.get(f"{BASE}?lang={code}")
    page = answer.content.decode()
    assert answer["Content-Language"] == ("de" if code == "xx" else code)
    for word in words:
        assert word in page
    assert "Kurse finden" in visitor.get(BASE).content.decode()


def test_on_an_arabic_page_german_words_stand_apart_and_lists_have_arabic_commas(visitor, shown):
    type(shown.course).objects.update(languages=" ar tr ")
    set_meetings(shown, parse("Mo, Mi 9-12"))
    page = visitor.get(f"{BASE}?lang=ar").content.decode()
    for words in (
        '<bdi lang="de">Deutsch am Abend</bdi>',
        "دورة الاندماج، A1 إلى A2<br>",
        "الاثنين، الأربعاء \u206609:00–\u206012:00\u2069<br>",
        '<bdi lang="de">Volkshochschule</bdi>',
    ):
        assert words in page
    page = visitor.get(f"{BASE}deutsch-am-abend-{shown.pk}/?lang=ar").content.decode()
    assert "العربية، التركية" in page
    form = visitor.get(f"{BASE}deutsch-am-abend-{shown.pk}/anmelden/?lang=ar").content.decode()
    assert "إلى <bdi>Volkshochschule</bdi>" in form


def test_filters_that_few_need_are_folded_unless_one_is_set(visitor, shown):
    folded = '<details class="m-fold m-filters__wide">'
    assert folded in visitor.get(f"{BASE}?niveau=A1&suche=deutsch").content.decode()
    page = visitor.get(f"{BASE}?ort=Turm").content.decode()
    assert folded not in page
    assert '<details class="m-fold m-filters__wide" open>' in page
    for name in FinderFilter().fields:
        assert page.count(f'name="{name}"') == 1


def test_pages_are_stored_until_something_changes(visitor, shown, coordinator):
    path = f"{BASE}deutsch-am-abend-{shown.pk}/"
    first = visitor.get(path)
    assert visitor.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    runs.report(run=shown, state="full", free_places=0, waiting=4, by=coordinator)
    again = visitor.get(path, headers={"If-None-Match": first["ETag"]})
    assert "ausgebucht" in again.content.decode()


def test_the_calendar_repeats_weekly_until_the_last_day(visitor, shown):
    answer = visitor.get(f"{BASE}deutsch-am-abend-{shown.pk}/kurs.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    read = Calendar.from_ical(answer.content)
    assert [one.name for one in read.walk("VTIMEZONE")] == ["VTIMEZONE"]
    (event,) = read.walk("VEVENT")
    assert event["summary"] == "Deutsch am Abend"
    assert event["dtstart"].dt.isoformat() == "2026-09-08T18:00:00+02:00"
    assert event["rrule"]["BYDAY"] == ["TU"]
    assert event["url"].endswith(f"{BASE}deutsch-am-abend-{shown.pk}/")
    assert answer.content == visitor.get(f"{BASE}deutsch-am-abend-{shown.pk}/kurs.ics").content


def test_the_calendar_of_the_list_is_narrowed_like_the_list(visitor, shown):
    factories.course_run(shown.course, "05.09.2026 9-12\n06.09.2026 9-24")
    factories.course_run(shown.course, "", ends_on=None)
    both = Calendar.from_ical(visitor.get(f"{BASE}kurse.ics").content)
    assert len(both.walk("VEVENT")) == 4
    evening = Calendar.from_ical(visitor.get(f"{BASE}kurse.ics?zeit=evening").content)
    assert len(evening.walk("VEVENT")) == 1


def test_a_visitor_asks_for_a_place_in_arabic(visitor, shown, long_open):
    path = f"{BASE}deutsch-am-abend-{shown.pk}/anmelden/?lang=ar"
    typed = {"name": "Amal", "email": "amal@gast.example", "phone": "", "opened": long_open}
    answer = visitor.post(path, typed)
    assert answer.status_code == 303
    assert answer["Location"] == f"{BASE}danke/?lang=ar"
    assert "وصل طلبكم" in visitor.get(answer["Location"]).content.decode()
    asked = CourseRequest.objects.get()
    assert (asked.name, asked.language, asked.run) == ("Amal", "ar", shown)
    mails = {one.to: one for one in OutgoingMail.objects.all()}
    assert "Amal" in mails["kurse@vhs.example"].body
    assert "Einen Platz" not in mails["amal@gast.example"].body
    assert "وصل طلبكم" in mails["amal@gast.example"].subject
    assert "Amal" not in mails["amal@gast.example"].body


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "Amal"}, "E-Mail-Adresse oder Telefonnummer"),
        ({"name": "Amal", "phone": "ruf an"}, "nur Ziffern"),
        ({"name": "Amal", "phone": "0151 234567", "homepage": "x"}, "verstecktes Feld"),
    ],
)
def test_what_cannot_be_answered_is_refused_and_not_kept(
    visitor, shown, long_open, typed, sentence
):
    path = f"{BASE}deutsch-am-abend-{shown.pk}/anmelden/"
    answer = visitor.post(path, {**typed, "opened": long_open})
    assert sentence in answer.content.decode()
    assert not CourseRequest.objects.exists()


def test_many_requests_in_an_hour_are_stopped(shown, in_town):
    said = {"name": "A", "email": "", "phone": "0151 234567", "language": "de", "url": "x"}
    by = system(in_town.pk)
    for _ in range(actions.MOST_PER_HOUR):
        factories.course_request(shown)
    with pytest.raises(NotPossible, match="sehr viele"):
        actions.ask(shown, in_town, **said, by=by)
    CourseRequest.objects.update(created_at=timezone.now() - timedelta(hours=2))
    assert actions.ask(shown, in_town, **said, by=by).name == "A"


def test_nobody_asks_for_a_place_in_a_run_that_is_over(visitor, shown, long_open, in_town):
    type(shown).objects.update(state="cancelled", reason="Zu wenige")
    path = f"{BASE}deutsch-am-abend-{shown.pk}/anmelden/"
    assert "nicht mehr kommen" in visitor.get(path).content.decode()
    visitor.post(path, {"name": "A", "phone": "0151 234567", "opened": long_open})
    assert not CourseRequest.objects.exists()
    page = visitor.get(f"{BASE}deutsch-am-abend-{shown.pk}/").content.decode()
    assert "fällt aus" in page
    assert "Zu wenige" in page


def test_the_institution_answers_and_nothing_is_kept(as_partner, shown, other_partner):
    asked = factories.course_request(shown)
    page = as_partner.get("/teststadt/arbeit/kurse/anmeldungen/").content.decode()
    assert "Olena Beispiel" in page
    with pytest.raises(NotAllowed):
        actions.answered(request=asked, by=other_partner)
    as_partner.post(f"/teststadt/arbeit/kurse/anmeldungen/{asked.pk}/erledigt/")
    assert not CourseRequest.objects.exists()


def test_a_partner_sees_no_requests_to_others(as_partner, in_town, as_coordinator):
    other = factories.course(factories.organisation(in_town, "Andere"))
    asked = factories.course_request(factories.course_run(other))
    base = "/teststadt/arbeit/kurse/anmeldungen/"
    assert "Olena" not in as_partner.get(base).content.decode()
    assert "Olena" not in as_partner.get(f"{base}anmeldewuensche.csv").content.decode()
    assert as_partner.post(f"{base}{asked.pk}/erledigt/").status_code == 404
    assert "Olena" in as_coordinator.get(base).content.decode()


def test_the_finder_asks_the_same_for_one_and_for_three_runs(
    visitor, shown, django_assert_num_queries
):
    for query in ("?suche=x", "?suche=deutsch", "?suche=am", "?suche=abend"):
        visitor.get(f"{BASE}{query}")
    with django_assert_num_queries(6):
        visitor.get(f"{BASE}?ort=turm")
    factories.course_run(shown.course, place="Turm")
    factories.course_run(shown.course, "Sa 9-12\nSo 9-12", place="Turm")
    with django_assert_num_queries(6):
        visitor.get(f"{BASE}?ort=tur")
