"""Sheets: any column order, two languages, merged cells, and a mapping that a person corrects."""

from miteinander.concept.reading import read_document

from . import documents as d


def test_columns_in_any_order_with_merged_cells_and_a_title_row() -> None:
    data = d.workbook(
        [
            ["Maßnahmenliste Musterau", None, None, None, None],
            ["Status", "Lfd. Nr.", "Maßnahme", "Zuständige Stellen", "Handlungsfeld"],
            ["geplant", 1.1, "Sprachcafé", "Volkshochschule; Bücherei", "Sprache"],
            ["läuft", 1.2, "Lesepaten", "Stadtbücherei, andere", None],
            ["erledigt", 2.1, "Messe", "Jobcenter", "Arbeit"],
        ],
        merged=["E3:E4"],
    )
    reading = read_document(data, "liste.xlsx")
    assert reading.title == "Maßnahmenliste Musterau"
    language, work = reading.fields
    assert [(m.number, m.status) for m in language.measures] == [
        ("1.1", "planned"),
        ("1.2", "started"),
    ]
    assert language.measures[0].responsible == ("Volkshochschule", "Bücherei")
    assert work.measures[0].status == "completed"


def test_english_headers_and_goals_that_repeat() -> None:
    data = d.workbook(
        [
            ["Field of action", "Goal", "Measure", "Responsible body", "Timeframe", "Type"],
            [
                "Housing",
                "People find homes",
                "Advice",
                "Housing office, others",
                "2025",
                "permanent",
            ],
            ["Housing", "People find homes", "Swap fair", "Tenants association", "2026", "project"],
            ["Health", "Access", "Guide", "Clinic", "", ""],
        ]
    )
    housing, health = read_document(data, "plan.xlsx").fields
    assert len(housing.goals) == 1
    assert [m.kind for m in housing.goals[0].measures] == ["permanent", "project"]
    assert housing.goals[0].measures[0].responsible == ("Housing office",)
    assert d.titles(health.goals) == ["Access"]


def test_two_number_columns_and_a_row_that_names_the_field() -> None:
    data = d.workbook(
        [
            ["Nr.", "Operative Ziele", "Nr.", "Maßnahmen", "Instrumente", "Indikatoren"],
            ["1", "Zugang für alle", "1.1", "Lotsen", "Schulung", "Zahl (Quelle: Träger)"],
            [None, None, "1.2", "Karte", "Druck", ""],
            ["Handlungsfeld 2: Arbeit", None, None, None, None, None],
            ["1", "Stellen", "1.1", "Messe", "", ""],
        ]
    )
    first, second = read_document(data, "nap.xlsx").fields
    assert [m.number for m in first.goals[0].measures] == ["1.1", "1.2"]
    assert first.goals[0].measures[0].description == "Instrumente: Schulung"
    assert (second.number, second.title) == ("2", "Arbeit")


def test_one_sheet_per_field() -> None:
    rows = [["Nr", "Maßnahme", "Status"], ["1", "Beratung", "geplant"]]
    reading = read_document(d.workbook([], Wohnen=rows, Arbeit=rows), "k.xlsx")
    assert d.titles(reading.fields) == ["Wohnen", "Arbeit"]


def test_a_person_corrects_the_mapping() -> None:
    data = b"Spalte A;Spalte B;Spalte C\nBeratung;Caritas;geplant\n"
    assert read_document(data, "k.csv").fields == ()
    reading = read_document(data, "k.csv", columns={0: "title", 1: "responsible", 2: "status"})
    measure = reading.fields[0].measures[0]
    assert (measure.title, measure.responsible, measure.status) == (
        "Beratung",
        ("Caritas",),
        "planned",
    )


def test_csv_in_the_encoding_of_an_old_spreadsheet() -> None:
    data = "Maßnahme;Zuständig;Priorität\nBürgerbus;Ämter;hoch\n".encode("cp1252")
    measure = read_document(data, "k.csv").fields[0].measures[0]
    assert (measure.title, measure.description) == ("Bürgerbus", "Priorität: hoch")


def test_a_number_that_the_spreadsheet_turned_into_a_date() -> None:
    import datetime
    import io

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Nr.", "Maßnahme", "Status"])
    sheet.append([datetime.date(2025, 4, 2), "Fest", "geplant"])
    sheet["A2"].number_format = "d.m."
    stream = io.BytesIO()
    book.save(stream)
    assert read_document(stream.getvalue(), "k.xlsx").fields[0].measures[0].number == "2.4"


def test_formulas_are_never_evaluated() -> None:
    data = d.workbook([["Maßnahme", "Zuständig", "Kosten"], ["Fest", "Amt", "=1+1"]])
    measure = read_document(data, "k.xlsx").fields[0].measures[0]
    assert measure.description == "Kosten: (Formel ohne gespeichertes Ergebnis)"


def test_a_sheet_with_unknown_words_shows_its_columns_for_the_person_to_name() -> None:
    data = "Ort;Vorname\nRathaus;Sprachcafé\nSchule;Kurse\n".encode()
    reading = read_document(data, "k.csv")
    assert [(one.header, one.meaning) for one in reading.columns] == [
        ("Ort", None),
        ("Vorname", None),
    ]
    assert reading.columns[1].samples == ("Sprachcafé", "Kurse")
    again = read_document(data, "k.csv", columns={0: "ignore", 1: "title"})
    assert [one.title for one in again.fields[0].measures] == ["Sprachcafé", "Kurse"]
