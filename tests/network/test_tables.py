"""Tests of tables in and out."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.tenancy import all_towns
from miteinander.network import columns
from miteinander.network.actions import tables as actions
from miteinander.network.forms.tables import check
from miteinander.network.models import Organisation, Person
from miteinander.ui.tables import reading
from miteinander.ui.tables.columns import KEY, TableError, placed
from tests import factories

ORGANISATIONS = "/teststadt/arbeit/institutionen/"
PEOPLE = "/teststadt/arbeit/personen/"


@pytest.fixture
def filled(town) -> None:
    """Institutions and people whose values are hard to carry through a table."""
    vhs = factories.organisation(
        town,
        "Volkshochschule; „Nord“",
        kind="education_provider",
        description="Zeile 1\r\nZeile 2",
        phone="+49 2821 1",
        website="https://vhs.example/?a=1",
    )
    factories.organisation(town, "=1+1 e.V.", short_name="'-x")
    with all_towns():
        for name in ("Muster", "Öztürk"):
            Person.objects.create(
                municipality=town, organisation=vhs, last_name=name, phone="-1", function="@x"
            )


def upload(browser, address: str, data: bytes, name: str = "tabelle.csv"):
    return browser.post(f"{address}einlesen/", {"file": SimpleUploadedFile(name, data)})


def take_over(browser, address: str, response):
    return browser.post(
        f"{address}einlesen/", {"table": response.context["table"]}, follow=True
    ).content.decode()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("address", "name", "rows"), [(ORGANISATIONS, "institutionen", 2), (PEOPLE, "personen", 2)]
)
def test_what_was_exported_is_imported_unchanged(
    as_coordinator, filled, ending, address, name, rows
):
    file = as_coordinator.get(f"{address}{name}.{ending}")
    response = upload(as_coordinator, address, file.content)
    assert response.context["number"] == {"new": 0, "changed": 0, "same": rows, "wrong": 0}


def test_an_export_holds_what_the_list_shows(as_editor, filled):
    file = as_editor.get(f"{ORGANISATIONS}institutionen.xlsx?suche=volkshochschule")
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert [row[0].value for row in sheet.iter_rows()] == ["Name", "Volkshochschule; „Nord“"]
    assert sheet.max_column == len(columns.ORGANISATION) + 1


def test_formulas_are_disarmed_in_the_csv(as_editor, filled):
    text = as_editor.get(f"{ORGANISATIONS}institutionen.csv").content.decode("utf-8-sig")
    assert "'=1+1 e.V." in text


@pytest.mark.usefixtures("in_town")
def test_new_and_changed_rows_are_shown_first_and_stored_on_confirmation(as_coordinator, town):
    vhs = factories.organisation(town, "VHS", phone="1", email="info@vhs.example")
    table = "Telefon,Institution,Art\n2,vhs,Bildungsträger\n3,Jobcenter,Behörde\n".encode("cp1252")
    response = upload(as_coordinator, ORGANISATIONS, table)
    assert response.context["number"] == {"new": 1, "changed": 1, "same": 0, "wrong": 0}
    vhs.refresh_from_db()
    assert vhs.phone == "1"
    assert "1 neu angelegt, 1 geändert." in take_over(as_coordinator, ORGANISATIONS, response)
    with all_towns():
        vhs = Organisation.objects.get(pk=vhs.pk)
        assert (vhs.name, vhs.phone, vhs.email) == ("vhs", "2", "info@vhs.example")
        assert Organisation.objects.get(name="Jobcenter").kind == "authority"


def test_rows_with_errors_are_named_and_left_out(as_coordinator, town):
    table = (
        b"Name;Art;E-Mail\nGut;Schule;\nSchlecht;Raumschiff;\n"
        b";Schule;\nAuch schlecht;;keine Mail\nGut;Schule;\n"
    )
    response = upload(as_coordinator, ORGANISATIONS, table)
    errors = {row.number: row.errors[0] for row in response.context["wrong"]}
    assert sorted(errors) == [3, 4, 5, 6]
    assert "keine bekannte Art" in errors[3]
    assert errors[4].startswith("Name:")
    assert errors[5].startswith("E-Mail:")
    assert "gibt es schon" in errors[6]
    take_over(as_coordinator, ORGANISATIONS, response)
    with all_towns():
        assert Organisation.objects.get().name == "Gut"


def test_people_need_an_institution_that_exists(as_coordinator, town):
    vhs = factories.organisation(town, "VHS")
    table = b"Nachname;Vorname;Institution\nMuster;Dana;vhs\nOhne;Ort;Nirgends\n"
    response = upload(as_coordinator, PEOPLE, table)
    assert "„Nirgends“ gibt es nicht" in response.context["wrong"][0].errors[0]
    take_over(as_coordinator, PEOPLE, response)
    with all_towns():
        assert Person.objects.get().organisation == vhs


def test_the_key_finds_a_row_whose_name_has_changed(in_town):
    vhs = factories.organisation(in_town, "VHS")
    [row] = check(Organisation, [[KEY, "Name"], [str(vhs.pk), "Volkshochschule"]])
    assert (row.change, row.pk) == ("changed", vhs.pk)


def test_a_key_of_another_town_is_an_error(in_town):
    foreign = factories.organisation(factories.town("Fremdstadt"), "Fremd")
    [row] = check(Organisation, [[KEY, "Name"], [str(foreign.pk), "Fremd"]])
    assert row.change == "wrong"
    assert "gibt es hier nicht" in row.errors[0]


def test_a_key_cannot_take_the_name_of_another_institution(in_town):
    one, _ = factories.organisation(in_town, "Eins"), factories.organisation(in_town, "Zwei")
    [row] = check(Organisation, [[KEY, "Name"], [str(one.pk), "zwei"]])
    assert row.change == "wrong"


def test_the_number_of_queries_does_not_grow_with_the_table(in_town, django_assert_num_queries):
    vhs = factories.organisation(in_town, "VHS")
    header = ["Nachname", "Institution"]
    for number in (1, 3):
        with django_assert_num_queries(2):
            check(Person, [header, *[[f"Muster {i}", vhs.name] for i in range(number)]])


def test_only_the_coordination_takes_tables_over(in_town, editor, coordinator):
    with pytest.raises(NotAllowed):
        actions.take_over(model=Organisation, rows=[(None, {"name": "VHS"})], by=editor)
    rows = [(None, {"name": "VHS"}), (None, {"name": "vhs"})]
    with pytest.raises(NotPossible, match="neu hoch"):
        actions.take_over(model=Organisation, rows=rows, by=coordinator)
    assert not Organisation.objects.exists()
    with pytest.raises(NotPossible, match="neu hoch"):
        actions.take_over(model=Organisation, rows=[(999_999, {"name": "A"})], by=coordinator)


def test_a_preview_of_another_hand_or_kind_is_refused(as_coordinator, town):
    response = upload(as_coordinator, ORGANISATIONS, b"Name;Art\nVHS;\n")
    for address, table in ((ORGANISATIONS, "gefälscht"), (PEOPLE, response.context["table"])):
        page = as_coordinator.post(f"{address}einlesen/", {"table": table}, follow=True)
        assert "gilt nicht mehr" in page.content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "leer"),
        (b"Name\n", "leer"),
        (b"Telefon;Mail\n1;2\n", "fehlt die Spalte: Name"),
        (b"Name;Institution\n1;2\n", "zweimal"),
        (b"PK\x03\x04kaputt", "nicht lesen"),
        (b"\x00\x01\x02\x03", "keine Tabelle"),
        (b"Name;Art\n" + b"x;\n" * 5001, "mehr als 5000"),
        (b"x" * (reading.LARGEST + 1), "5 MB"),
    ],
)
def test_bad_files_are_refused_with_a_sentence(as_coordinator, town, data, sentence):
    assert sentence in upload(as_coordinator, ORGANISATIONS, data).content.decode()


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (reading.LARGEST_UNPACKED + 1))
    with pytest.raises(TableError, match="ausgepackt zu groß"):
        reading.read(file.getvalue())


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_reading_answers_with_rows_or_a_sentence(data):
    try:
        rows = reading.read(data)
    except TableError:
        return
    assert len(rows) > 1


@given(st.lists(st.text(max_size=20), max_size=8))
def test_whatever_the_header_is_columns_are_placed_once_or_refused(header):
    try:
        found = placed(["Name", *header], columns.ORGANISATION)
    except TableError:
        return
    assert len(set(found.values())) == len(found)


@pytest.mark.django_db
@given(st.lists(st.lists(st.text(max_size=12), min_size=8, max_size=8), max_size=4))
def test_whatever_the_cells_are_every_row_gets_an_answer(rows):
    header = [column.title for column in columns.ORGANISATION]
    with all_towns():
        found = check(Organisation, [header, *rows])
    assert all(row.errors or row.change in ("new", "changed") for row in found)
