"""An institution reports its free places by the link of a mail, without an account."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from miteinander.courses import provider_links
from miteinander.courses.actions import courses, runs
from miteinander.courses.models import CourseRun
from miteinander.kernel import links
from miteinander.kernel.errors import NotAllowed
from miteinander.kernel.models import OutgoingMail
from tests import factories

ASK = "/teststadt/arbeit/kurse/anbieter/"


@pytest.fixture
def holder() -> Client:
    """A browser of whoever opened the mail."""
    return Client()


@pytest.fixture
def address(school) -> str:
    return f"/teststadt/kurse/melden/{provider_links.token(school)}/"


def test_the_coordination_asks_and_the_mail_leads_to_the_runs(as_coordinator, holder, run):
    assert "noch nie gemeldet" in as_coordinator.get(ASK).content.decode()
    as_coordinator.post(ASK, {"institution": [run.course.organisation_id]})
    mail = OutgoingMail.objects.get()
    assert mail.to == "kurse@vhs.example"
    (path,) = re.findall(r"https?://[^/]+(/\S+)", mail.body)
    page = holder.get(path).content.decode()
    assert "Deutsch am Abend" in page
    assert "Noch nie gemeldet" in page


def test_she_reports_places_and_may_come_back(holder, address, run):
    for number in (5, 3):
        sent = {"run": run.pk, f"r{run.pk}-state": "open", f"r{run.pk}-free_places": number}
        answer = holder.post(address, sent)
        assert answer.status_code == 302
    run.refresh_from_db()
    assert (run.free_places, run.reported_on) == (3, timezone.localdate())
    assert "Gespeichert. Danke." in holder.get(answer["Location"]).content.decode()


def test_what_cannot_be_is_said_at_the_run(holder, address, run):
    sent = {"run": run.pk, f"r{run.pk}-state": "open", f"r{run.pk}-free_places": 21}
    assert "nur 20 Plätze" in holder.post(address, sent).content.decode()
    run.refresh_from_db()
    assert run.free_places is None


def test_she_adds_a_run_to_an_own_course_only(holder, address, course, in_town):
    sent = {"starts_on": "2027-01-11", "ends_on": "2027-06-30", "times": "Mo 9-12"}
    assert holder.post(f"{address}angebote/{course.pk}/", sent).status_code == 302
    assert CourseRun.objects.get().course == course
    other = factories.course(factories.organisation(in_town))
    assert holder.post(f"{address}angebote/{other.pk}/", sent).status_code == 404


def test_a_link_opens_no_run_of_another_institution(holder, address, in_town):
    other = factories.course_run(factories.course(factories.organisation(in_town)))
    sent = {"run": other.pk, f"r{other.pk}-state": "full"}
    assert holder.post(address, sent).status_code == 404


def test_who_holds_a_link_neither_publishes_nor_takes_back_nor_deletes(school, course, run):
    link = links.opened(provider_links.PURPOSE, provider_links.token(school))
    assert link
    by = link.actor(school.name)
    for act in (courses.publish, courses.withdraw, courses.delete):
        with pytest.raises(NotAllowed):
            act(course=course, by=by)
    with pytest.raises(NotAllowed):
        runs.delete(run=run, by=by)


def test_who_holds_a_link_changes_nothing_of_another_institution(school, in_town):
    link = links.opened(provider_links.PURPOSE, provider_links.token(school))
    other = factories.course(factories.organisation(in_town))
    assert link
    by = link.actor(school.name)
    with pytest.raises(NotAllowed):
        courses.change(course=other, values={"title": "x"}, by=by)
    with pytest.raises(NotAllowed):
        courses.add(values={"title": "x", "organisation": other.organisation}, by=by)


@pytest.mark.parametrize("broken", ["x", "altered", "foreign"])
def test_a_link_that_is_none_opens_nothing(holder, address, run, broken):
    factories.town("Fremdstadt")
    path = {
        "x": "/teststadt/kurse/melden/x/",
        "altered": f"{address[:-3]}A/",
        "foreign": address.replace("teststadt", "fremdstadt"),
    }[broken]
    answer = holder.get(path)
    assert answer.status_code == 404
    assert "Deutsch am Abend" not in answer.content.decode()


def test_another_mail_address_ends_the_link(holder, address, school, run):
    school.email = "neu@vhs.example"
    school.save()
    assert holder.get(address).status_code == 410


def test_an_expired_link_sends_a_fresh_one_to_the_institution(holder, school, run, monkeypatch):
    token = provider_links.token(school)
    short = links.Purpose(provider_links.PURPOSE.name, timedelta(seconds=-1))
    monkeypatch.setattr(provider_links, "PURPOSE", short)
    path = f"/teststadt/kurse/melden/{token}/"
    page = holder.get(path)
    assert page.status_code == 410
    assert "Neuen Link schicken" in page.content.decode()
    assert "unterwegs" in holder.post(f"{path}frisch/").content.decode()
    assert OutgoingMail.objects.get().to == school.email


def test_a_link_that_holds_needs_no_fresh_one(holder, address, run):
    assert holder.post(f"{address}frisch/").status_code == 410
    assert not OutgoingMail.objects.exists()


def test_nobody_is_asked_without_an_address(as_coordinator, in_town):
    silent = factories.course_run(factories.course(factories.organisation(in_town)))
    sent = {"institution": [silent.course.organisation_id]}
    assert "Ohne Mailadresse" in as_coordinator.post(ASK, sent, follow=True).content.decode()
    assert "mindestens eine" in as_coordinator.post(ASK, {}, follow=True).content.decode()
