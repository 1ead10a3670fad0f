"""Waiting times and outcomes of language courses in the report, with nobody to be told apart."""

from datetime import timedelta

import pytest
from django.utils import timezone

from miteinander.courses.choices import CourseKind
from miteinander.courses.placement_choices import OfferState
from miteinander.kernel.tenancy import town_scope
from miteinander.reporting.contents import Courses
from miteinander.reporting.queries.courses import are_there, courses
from miteinander.reporting.writers import excel, pdf, word
from tests import factories
from tests.reporting.test_composition import composed
from tests.reporting.test_office_files import SHEETS, book, words
from tests.reporting.test_pdf import text

TODAY = timezone.localdate()
SINCE = TODAY - timedelta(days=365)


@pytest.fixture
def run(town):
    """A public course that began ten days ago, three of its places are free."""
    course = factories.course(factories.organisation(town, "Sprachschule"), is_public=True)
    begun = TODAY - timedelta(days=10)
    values = {"free_places": 3, "capacity": 12, "reported_on": TODAY}
    return factories.course_run(course, starts_on=begun, **values)


def told(town) -> Courses:
    """The chapter of the last year."""
    with town_scope(town):
        return courses(SINCE, TODAY)


def table(chapter: Courses, title: str) -> list[tuple]:
    """The rows of a table by the begin of its title."""
    return next(list(one.rows) for one in chapter.figures if one.title.startswith(title))


def offered(town, run, *waited: int, state=OfferState.COMPLETED, ago: int = 30) -> None:
    """Places offered so many days ago to people who had waited so many days."""
    for days in waited:
        values = {"offered_on": TODAY - timedelta(days=ago), "state": state, "waited_days": days}
        factories.offer(factories.learner(town), run, **values)


def test_the_chapter_tells_how_long_people_waited_for_an_offer_and_for_the_first_day(town, run):
    offered(town, run, 10, 20, 30, 40, 50, 61)
    chapter = told(town)
    kind = CourseKind.INTEGRATION.label
    (row,) = table(chapter, "Wie lange")
    assert row == (kind, "etwa 5", "35 Tage", "3 Monate", "55 Tage")
    assert table(chapter, "Was aus")[0] == (kind, "etwa 5", "0", "0", "0", "etwa 5")
    assert table(chapter, "Freie Plätze") == [(kind, 1, 0, 3)]
    assert any("höchstens 35 Tage, niemand länger als 3 Monate" in one for one in chapter.sentences)


def test_refusals_no_shows_and_drop_outs_are_counted_and_few_people_have_no_time(town, run):
    offered(town, run, 7, state=OfferState.REFUSED)
    offered(town, run, 8, state=OfferState.NO_SHOW)
    offered(town, run, 9, state=OfferState.DROPPED_OUT)
    chapter = told(town)
    assert table(chapter, "Wie lange")[0][1:] == ("unter 5", *["zu wenige"] * 3)
    assert table(chapter, "Was aus")[0][1:] == (*["unter 5"] * 4, "0")
    assert "weniger als fünf Plätze" in chapter.sentences[0]


def test_only_offers_of_the_time_told_of_count(town, run):
    offered(town, run, *range(6), ago=400)
    chapter = told(town)
    assert "kein Platz" in chapter.sentences[0]
    assert [one.title for one in chapter.figures] == [f"Freie Plätze am {TODAY:%d.%m.%Y}"]


def test_who_looks_today_stands_by_level_and_together(town, run):
    for number in range(6):
        since = TODAY - timedelta(days=10 * number)
        factories.learner(town, level="A1" if number else "B1", waiting_since=since)
    rows = table(told(town), "Wer am")
    assert [row[1] for row in rows] == ["etwa 5", "unter 5", "etwa 5"]
    assert rows[-1] == ("zusammen", "etwa 5", "25 Tage", "2 Monate")


def test_drafts_and_trainings_of_staff_do_not_make_a_chapter(town, plan):
    school = factories.organisation(town, "Bildungswerk")
    factories.course(school)
    factories.course(school, is_public=True, kind=CourseKind.STAFF)
    with town_scope(town):
        assert not are_there()
    contents = composed(plan)
    assert contents.courses is None
    assert [sheet.title for sheet in book(excel.report(contents))] == SHEETS
    assert "Deutschkurse" not in text(pdf.report(contents))
    assert "Deutschkurse" not in words(word.report(contents))


def test_all_files_tell_of_courses(town, plan, run):
    offered(town, run, 10, 20, 30, 40, 50, 61)
    contents = composed(plan, as_of=TODAY, since=SINCE)
    said = text(pdf.report(contents))
    assert "Deutschkurse" in said
    assert "35 Tage" in said
    assert "35 Tage" in words(word.report(contents))
    rows = list(book(excel.report(contents))["Deutschkurse"].values)
    kind = CourseKind.INTEGRATION.label
    assert ("Wie lange Menschen warteten", kind, "bis zum Angebot", "35 Tage") in rows
    assert (f"Freie Plätze am {TODAY:%d.%m.%Y}", kind, "freie Plätze", 3) in rows


def test_the_page_offers_the_part_only_where_there_are_courses(town, plan, as_editor):
    address = f"/{town.slug}/arbeit/bericht/"
    assert "Deutschkurse" not in as_editor.get(address).content.decode()
    school = factories.organisation(town, "Bildungswerk")
    factories.course(school, is_public=True)
    assert "Deutschkurse" in as_editor.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(town, run, count, django_assert_num_queries):
    for _ in range(count):
        offered(town, run, 10)
        factories.learner(town)
    with town_scope(town), django_assert_num_queries(3):
        courses(SINCE, TODAY)
