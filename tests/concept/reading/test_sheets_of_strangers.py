"""Sheets and tables as people keep them: sums, two header rows, loose columns, short states."""

from miteinander.concept.reading import read_document

from . import documents as d


def test_a_running_number_left_of_the_field_counts_measures() -> None:
    data = "Nr;Handlungsfeld;Maßnahme\n1;Sport;Feste\n2;Sport;Paten\n3;Musik;Chor\n".encode()
    sport, music = read_document(data, "m.csv").fields
    assert (sport.number, music.number) == (None, None)
    assert [m.number for m in d.measures(sport)] == ["1", "2"]


def test_a_number_that_returns_with_its_field_counts_fields() -> None:
    data = "Nr;Handlungsfeld;Maßnahme\n1;Sport;Feste\n1;Sport;Paten\n2;Musik;Chor\n".encode()
    assert [f.number for f in read_document(data, "m.csv").fields] == ["1", "2"]


def test_sums_are_no_measures() -> None:
    rows = [
        ["Nr.", "Maßnahmenbezeichnung", "Wer?", "Bis wann?", "Kosten"],
        [1, "Messe", "Amt", 2025, 10],
        ["Zwischensumme", None, None, None, 10],
        [None, "Anzahl: 1", None, None, None],
    ]
    reading = read_document(d.workbook(rows), "m.xlsx")
    assert reading.counts["measures"] == 1
    assert [piece.reason for piece in reading.unplaced] == ["Zeile mit einer Summe."]
    assert reading.fields[0].measures[0].responsible == ("Amt",)


def test_two_header_rows_and_a_period_in_two_columns() -> None:
    rows = [
        ["Maßnahme", None, "Verantwortung", None, "Zeitraum", None],
        ["Nr.", "Titel", "intern", "extern", "Beginn", "Ende"],
        ["A1", "Fest", "Jugendamt", "Verein", 2025, 2026],
    ]
    data = d.workbook(rows, merged=["A1:B1", "C1:D1", "E1:F1"])
    measure = read_document(data, "m.xlsx").fields[0].measures[0]
    assert (measure.number, measure.title, measure.period) == ("A1", "Fest", "2025 – 2026")
    assert measure.responsible == ("Jugendamt", "Verein")


def test_a_short_state_in_a_column_of_reports_is_the_status() -> None:
    data = "Maßnahme;Stand\nFest;läuft\nChor;Die Leitung hat gewechselt, Proben ruhen.\n".encode()
    party, choir = read_document(data, "m.csv").fields[0].measures
    assert (party.status, party.status_text) == ("started", "läuft")
    assert (choir.status, choir.status_text) == (None, None)


def test_one_form_per_measure_with_the_number_in_its_label() -> None:
    data = d.word(
        ("Heading 1", "Handlungsfeld 1: Kultur"),
        [["Maßnahme Nr. 1.1", "Erzählcafé"], ["Ziel", "Treffen"], ["Träger", "Museum\nArchiv"]],
    )
    measure = read_document(data, "k.docx").fields[0].measures[0]
    assert (measure.number, measure.title) == ("1.1", "Erzählcafé")
    assert measure.responsible == ("Museum", "Archiv")


def test_a_goal_over_the_header_and_several_numbered_measures_in_a_cell() -> None:
    data = d.word(
        ("Heading 1", "Handlungsfeld 1: Personal"),
        [
            ["Leitziel: Vielfalt im Amt"] * 3,
            ["Teilziel", "Maßnahme", "Termin"],
            ["1.1 Mehr Bewerbungen", "1.1.1 Kampagne\n1.1.2 Besuche in Schulen", "2025"],
        ],
    )
    goals = read_document(data, "k.docx").fields[0].goals
    assert [(g.number, g.title) for g in goals] == [
        (None, "Vielfalt im Amt"),
        ("1.1", "Mehr Bewerbungen"),
    ]
    assert [(m.number, m.period) for m in goals[1].measures] == [
        ("1.1.1", "2025"),
        ("1.1.2", "2025"),
    ]


def test_columns_with_a_letter_hold_the_numbers() -> None:
    rows = [
        ["HF", "Handlungsfeld", "Z", "Ziel", "M", "Maßnahme (Kurztitel)", "Ampel"],
        ["1", "Sprache", "1.1", "Alle lernen", "1.1.1", "Kurse", "grün"],
        ["1", "Sprache", "1.1", "Alle lernen", "1.1.2", "Treffs", "gelb"],
    ]
    field = read_document(d.workbook(rows), "m.xlsx").fields[0]
    assert (field.number, field.goals[0].number) == ("1", "1.1")
    first, second = field.goals[0].measures
    assert (first.number, first.status, first.status_text) == ("1.1.1", None, "grün")
    assert second.number == "1.1.2"


def test_a_form_with_its_title_in_a_row_over_both_columns() -> None:
    source = (
        "= Handlungsfeld Bildung\n#table(columns: 2, table.cell(colspan: 2)[1.1 Leseclub], "
        "[Verantwortlich], [Bücherei], [Zeitplan], [2024], [Kosten], [100 Euro])"
    )
    measure = read_document(d.pdf(source), "k.pdf").fields[0].measures[0]
    assert (measure.number, measure.title, measure.period) == ("1.1", "Leseclub", "2024")
