"""Columns of somebody's own table: recognised, shown with examples, put right by hand."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from miteinander.network.models import Organisation
from miteinander.ui.tables.columns import KEY, Column, TableError, placed, recognised
from miteinander.ui.tables.mapping import MappingForm

PAGE = "/teststadt/arbeit/institutionen/einlesen/"
COLUMNS = (
    Column("Name", "name", ("Bezeichnung",), is_needed=True),
    Column("Ort", "place", ("Stadt",)),
)
FOREIGN = "Wie sie heißt;Netz;Notiz\nVerein am Markt;https://verein.example;alt\n".encode()


def form(*header: str, sent: str | None = None, titles: list[str] | None = None) -> MappingForm:
    table = [list(header), [f"Wert {place}" for place in range(len(header))]]
    data = None if sent is None else QueryDict(sent)
    return MappingForm(data, table=table, columns=COLUMNS, titles=titles)


def chosen(preview, **more: str) -> dict[str, str]:
    """What the page of a preview sends, with other choices."""
    mapping = preview.context["mapping"]
    sent = dict(zip(mapping.fields, mapping.titles, strict=True))
    return {"table": preview.context["table"], **sent, **more}


def uploaded(client, content: bytes):
    return client.post(PAGE, {"file": SimpleUploadedFile("liste.csv", content)})


def test_headings_are_recognised_by_their_meaning():
    assert recognised(["stadt", "Farbe", "Bezeichnung ", KEY], COLUMNS) == ["Ort", "", "Name", KEY]
    assert form("stadt", "Farbe", "", "Name").left_out == ["Farbe"]


def test_a_choice_outweighs_what_was_recognised():
    mapping = form("Ort", "Farbe", sent="spalte-0=&spalte-1=Name")
    assert mapping.titles == ["", "Name"]
    assert mapping.left_out == ["Ort"]


def test_without_choices_it_stays_as_it_was():
    assert form("Farbe", "Ort", sent="", titles=["Name", ""]).titles == ["Name", ""]


def test_a_choice_that_is_not_offered_changes_nothing():
    mapping = form("Farbe", "Ort", sent="spalte-0=municipality&spalte-1=Ort")
    assert mapping.titles == ["", "Ort"]
    assert mapping.errors


def test_with_a_choice_that_is_not_offered_nothing_is_taken_over(as_coordinator, in_town):
    first = uploaded(as_coordinator, b"Name;Wo\nVerein am Markt;hier\n")
    answer = as_coordinator.post(PAGE, chosen(first, **{"spalte-1": "municipality"}))
    assert "keine gültige Auswahl" in answer.content.decode()
    assert not Organisation.objects.filter(name="Verein am Markt").exists()


@given(st.lists(st.sampled_from(["Name", "Ort", "stadt", "Farbe", "", KEY]), min_size=1))
def test_every_header_is_placed_or_refused_with_a_sentence(header):
    titles = form(*header).titles
    try:
        found = placed(titles, COLUMNS)
    except TableError as refusal:
        assert "Spalte" in str(refusal)  # noqa: PT017 - either way is right
    else:
        assert len(found) == sum(bool(title) for title in titles)


def test_a_table_with_other_headings_is_taken_over_once_somebody_says_what_they_mean(
    as_coordinator,
    in_town,
):
    first = uploaded(as_coordinator, FOREIGN)
    page = first.content.decode()
    assert "fehlt die Spalte: Name" in page
    assert "Verein am Markt" in page
    second = as_coordinator.post(
        PAGE, chosen(first, zuordnen="1", **{"spalte-0": "Name", "spalte-1": "Webseite"})
    )
    assert "1 neu" in second.content.decode()
    assert "<strong>Notiz</strong>" in second.content.decode()
    as_coordinator.post(PAGE, chosen(second))
    made = Organisation.objects.get(name="Verein am Markt")
    assert made.website == "https://verein.example"


def test_who_chooses_otherwise_and_takes_over_at_once_sees_the_preview_first(
    as_coordinator, in_town
):
    first = uploaded(as_coordinator, b"Name;Wo\nVerein am Markt;https://verein.example\n")
    second = as_coordinator.post(PAGE, chosen(first, **{"spalte-1": "Webseite"}))
    assert second.status_code == 200
    assert not Organisation.objects.filter(name="Verein am Markt").exists()
    as_coordinator.post(PAGE, chosen(second))
    assert Organisation.objects.get(name="Verein am Markt").website


@pytest.mark.parametrize("table", ["", "x", "eyJ:1abc:def"])
def test_a_table_that_was_not_signed_here_is_refused(as_coordinator, table):
    answer = as_coordinator.post(PAGE, {"table": table, "zuordnen": "1"}, follow=True)
    assert "gilt nicht mehr" in answer.content.decode()
