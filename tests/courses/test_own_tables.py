"""Institutions read in their own table of courses: with an account, or by the link of a mail."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.courses import provider_links
from miteinander.courses.actions.tables import take_over
from miteinander.courses.forms.tables import Wanted, check
from miteinander.courses.models import Course, CourseRun
from miteinander.kernel import links
from miteinander.kernel.choices import Door
from miteinander.kernel.errors import NotAllowed
from miteinander.kernel.models import AuditEvent
from miteinander.network.models import Organisation
from miteinander.ui.tables.reading import read
from tests import factories
from tests.courses.test_tables import GERMAN, PAGE, taken_over, uploaded

OWN = {name: cell for name, cell in GERMAN.items() if name != "Institution"}


@pytest.fixture
def other(in_town) -> CourseRun:
    """A run of an institution for which nobody here speaks."""
    church = factories.organisation(in_town, "Gemeindehaus")
    return factories.course_run(factories.course(church, title="Sprachtreff"), number="G-1")


@pytest.fixture
def page(school) -> str:
    """The address at which the institution's link takes tables."""
    return f"/teststadt/kurse/melden/{provider_links.token(school)}/einlesen/"


def test_a_partner_reads_in_the_own_table_after_the_preview(as_partner, school):
    preview = as_partner.post(PAGE, {"file": uploaded(OWN)})
    assert "1 neu" in preview.content.decode()
    assert not CourseRun.objects.exists()
    said = as_partner.post(PAGE, {"table": preview.context["table"]}, follow=True)
    assert "1 neu angelegt" in said.content.decode()
    course = Course.objects.get()
    assert (course.organisation, course.is_public) == (school, False)
    assert "1 unverändert" in taken_over(as_partner, OWN)
    taken_over(as_partner, {**OWN, "Freie Plätze": "3"})
    assert CourseRun.objects.get().free_places == 3


@pytest.mark.parametrize("named", ["Gemeindehaus", "Unbekannt"])
def test_a_partner_cannot_import_for_another_institution(as_partner, school, other, named):
    foreign = {**GERMAN, "Kursnummer": "D-2", "Institution": named}
    preview = taken_over(as_partner, GERMAN, foreign)
    assert "Zeile 3" in preview
    assert f"„{named}“ ist nicht Ihre Institution. Möglich ist: Volkshochschule." in preview
    assert {run.number for run in CourseRun.objects.all()} == {"D-1", "G-1"}
    assert Course.objects.get(organisation=other.course.organisation) == other.course


def test_a_key_of_another_institution_is_unknown(as_partner, school, other):
    foreign = {**OWN, "Kennung": str(other.pk), "Titel": "Übernommen"}
    assert "gibt es hier nicht" in taken_over(as_partner, foreign)
    other.course.refresh_from_db()
    assert other.course.title == "Sprachtreff"


def test_a_number_of_another_institution_begins_an_own_run(as_partner, school, other):
    assert "1 neu" in taken_over(as_partner, {**OWN, "Kursnummer": "G-1", "Titel": "Sprachtreff"})
    assert CourseRun.objects.filter(number="G-1").count() == 2
    assert Course.objects.get(organisation=school).title == "Sprachtreff"


def test_who_speaks_for_two_institutions_names_one_in_each_row(as_partner, school, other):
    factories.partner(other.course.organisation)
    assert "fehlt die Spalte: Institution" in taken_over(as_partner, OWN)
    church = {**GERMAN, "Kursnummer": "G-2", "Institution": "Gemeindehaus"}
    assert "2 neu" in taken_over(as_partner, GERMAN, church)
    assert "ist nicht Ihre Institution" in taken_over(as_partner, {**GERMAN, "Institution": ""})


def test_who_speaks_for_no_institution_is_told_so(as_partner, school):
    school.representatives.all().delete()
    assert "noch für keine Institution" in taken_over(as_partner, OWN)


def test_nothing_of_a_table_is_stored_where_one_row_is_of_another_institution(
    other_partner, school
):
    (own,) = other_partner.organisation_ids
    rows = [
        (None, Wanted(own, {"title": "Eigener"}, run={})),
        (None, Wanted(school.pk, {"title": "Fremder"}, run={})),
    ]
    with pytest.raises(NotAllowed):
        take_over(rows=rows, by=other_partner)
    with pytest.raises(NotAllowed):
        take_over(rows=[], by=other_partner)
    assert not Course.objects.exists()


def test_a_row_moves_no_run_of_another_institution(other_partner, run):
    (own,) = other_partner.organisation_ids
    with pytest.raises(NotAllowed):
        take_over(rows=[(run.pk, Wanted(own, {"title": "Meiner"}))], by=other_partner)
    run.course.refresh_from_db()
    assert run.course.title == "Deutsch am Abend"


def test_the_buttons_lead_partners_and_nobody_else_to_the_table(as_partner, as_guide, run):
    for list_of in ("/teststadt/arbeit/kurse/", "/teststadt/arbeit/kurse/angebote/"):
        assert f'href="{PAGE}"' in as_partner.get(list_of).content.decode()
        assert f'href="{PAGE}"' not in as_guide.get(list_of).content.decode()
    shown = as_partner.get(PAGE).content.decode()
    assert "Hier lesen Sie nur Kurse von Volkshochschule ein." in shown
    assert "„Institution“ darf fehlen" in shown


def test_a_link_takes_the_institutions_table_and_leads_back(page, run):
    holder = Client()
    back = page.removesuffix("einlesen/")
    assert f'href="{page}"' in holder.get(back).content.decode()
    shown = holder.get(page).content.decode()
    assert f'href="{back}"' in shown
    changed = {**OWN, "Kursnummer": "D-17", "Titel": "Deutsch am Abend", "Ort": "Turm"}
    preview = holder.post(page, {"file": uploaded(changed, OWN)})
    assert "1 neu" in preview.content.decode()
    assert CourseRun.objects.count() == 1
    answer = holder.post(page, {"table": preview.context["table"]})
    assert answer["Location"] == back
    said = holder.get(back).content.decode()
    assert "1 neu angelegt, 1 geändert." in said
    assert "noch nicht öffentlich" in said
    run.refresh_from_db()
    assert run.place == "Turm"
    assert AuditEvent.objects.get(verb="runs.imported").door == Door.MAIL_LINK


def test_a_link_says_what_is_wrong_before_anything_is_stored(page, other):
    foreign = {**GERMAN, "Institution": "Gemeindehaus"}
    shown = Client().post(page, {"file": uploaded({**foreign, "Preis": "teuer"})}).content.decode()
    assert "„Gemeindehaus“ ist nicht Ihre Institution." in shown
    assert "ist kein Preis" in shown
    assert "Es gibt nichts zu übernehmen." in shown
    assert CourseRun.objects.get() == other


@pytest.mark.parametrize("ending", ["einlesen/", "kurse.csv", "kurse.xlsx"])
def test_a_link_that_is_altered_expired_or_void_opens_no_table(
    page, school, run, ending, monkeypatch
):
    address = page.removesuffix("einlesen/")
    holder = Client()
    assert holder.get(f"{address}{ending}").status_code == 200
    assert holder.get(f"{address[:-3]}A/{ending}").status_code == 404
    short = links.Purpose(provider_links.PURPOSE.name, timedelta(seconds=-1))
    with monkeypatch.context() as patch:
        patch.setattr(provider_links, "PURPOSE", short)
        assert holder.get(f"{address}{ending}").status_code == 410
    school.email = "neu@vhs.example"
    school.save()
    assert holder.get(f"{address}{ending}").status_code == 410


def test_a_link_that_expired_since_the_preview_stores_nothing(page, school, monkeypatch):
    holder = Client()
    preview = holder.post(page, {"file": uploaded(OWN)})
    short = links.Purpose(provider_links.PURPOSE.name, timedelta(seconds=-1))
    monkeypatch.setattr(provider_links, "PURPOSE", short)
    assert holder.post(page, {"table": preview.context["table"]}).status_code == 410
    assert not CourseRun.objects.exists()


def test_tables_by_a_link_come_one_after_the_other(page, monkeypatch):
    monkeypatch.setattr("miteinander.courses.views.tables.MOST_TABLES", 1)
    holder = Client()
    assert holder.post(page, {"file": uploaded(OWN)}).status_code == 200
    assert holder.post(page, {"file": uploaded(OWN)}).status_code == 429


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_a_link_exports_comes_back_unchanged(page, run, other, ending):
    holder = Client()
    table = holder.get(f"{page.removesuffix('einlesen/')}kurse.{ending}")
    rows = read(table.content)
    assert [row[rows[0].index("Titel")] for row in rows[1:]] == ["Deutsch am Abend"]
    file = SimpleUploadedFile(f"kurse.{ending}", table.content)
    assert "1 unverändert" in holder.post(page, {"file": file}).content.decode()


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.fixed_dictionaries(
            {"Titel": st.text(max_size=20), "Kursnummer": st.sampled_from(["", "G-1", "D-1"])},
            optional={
                "Institution": st.text(max_size=12)
                | st.sampled_from(["Gemeindehaus", "Volkshochschule", ""]),
                "Kennung": st.sampled_from(["", "1", "2", "x"]),
            },
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_row_of_any_table_means_another_institution(school, other, rows):
    header = sorted({name for row in rows for name in row})
    table = [header, *([row.get(name, "") for name in header] for row in rows)]
    own = list(Organisation.objects.filter(pk=school.pk))
    for row in check(table, own):
        is_own = row.pk != other.pk and row.values["wanted"].organisation == school.pk
        assert is_own or row.change == "wrong"
