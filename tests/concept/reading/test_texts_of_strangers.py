"""Plain texts as towns print them: wrapped titles, codes set apart, capitals, forms."""

from . import documents as d

WRAPPED = """\
Integrationskonzept Talheim

Handlungsfeld 1: Sprache

Ziel 1 Erwachsene Zugewanderte finden an jedem Ort im Kreis einen passenden
Sprachkurs.
Maßnahme 1.1 Ausbau der Kurse
Die Kurse werden auf alle Orte des Kreises ausgeweitet und am Abend gegeben.
Verantwortlich: Schulamt
Maßnahme 1.2 Betreuung der Kinder während der
Kurszeiten
Verantwortlich: Jugendamt
"""


def test_a_full_line_goes_on_and_a_sentence_below_a_title_describes_it() -> None:
    goal = d.read(WRAPPED).fields[0].goals[0]
    assert goal.title.endswith("einen passenden Sprachkurs.")
    first, second = goal.measures
    assert (first.title, (first.description or "")[:23]) == (
        "Ausbau der Kurse",
        "Die Kurse werden auf al",
    )
    assert second.title == "Betreuung der Kinder während der Kurszeiten"


def test_codes_set_apart_and_chapters_in_capitals() -> None:
    reading = d.read(
        "INTEGRATIONSPLAN\n\nSPRACHE\n\nAusgangslage\nViele lernen.\n\nMaßnahmen\n"
        "SB 1.1 Netz der Paten\nSB 1.2 Camps in den Ferien\nSB 2.1 Abende für Eltern\n\n"
        "PFLEGE\n\nAusgangslage\nEs fehlt Rat.\n\nMaßnahmen\nGP 1.1 Lotsen\nGP 1.2 Wegweiser\n\n"
        "AUSBLICK\nDer Plan wird geprüft.\n"
    )
    first, second = reading.fields
    assert [m.number for m in first.measures] == ["SB 1.1", "SB 1.2", "SB 2.1"]
    assert [m.title for m in second.measures] == ["Lotsen", "Wegweiser"]
    assert "AUSBLICK" in reading.unplaced[-1].text


def test_sheets_that_begin_with_a_description_and_list_their_bodies() -> None:
    reading = d.read(
        "Maßnahmenübersicht\n\nHandlungsfeld 1: Teilhabe\n\n1.1 Interkulturelle Woche\n"
        "Beschreibung:\nSie findet im September statt.\nVerantwortlich:\n- Büro\n- Kirchen\n"
        "Zeitplan: jährlich\n\n1.2 Cafés\nBeschreibung:\nIn jedem Ort.\nVerantwortlich:\n"
        "- Helferkreise\nZeitplan: bis 2027\n"
    )
    week, cafes = reading.fields[0].measures
    assert (week.number, week.responsible, week.period) == ("1.1", ("Büro", "Kirchen"), "jährlich")
    assert cafes.description == "In jedem Ort."


def test_sheets_below_a_section_belong_to_the_chapter_above_it() -> None:
    sheet = "Maßnahme {0}: Ein Fest\nZuständigkeit: Amt\nZeitraum: 2025\n\n"
    text = (
        "Konzept\n\n1 Anlass\nEs ist so weit.\n\n2 Bildung\n\n2.1 Lage\nEs fehlt viel.\n\n"
        f"2.2 Maßnahmen\n\n{sheet.format(1)}3 Sport\n\n3.1 Lage\nEs gibt viel.\n\n"
        f"3.2 Maßnahmen\n\n{sheet.format(2)}"
    )
    assert [(f.number, f.title) for f in d.read(text).fields] == [("2", "Bildung"), ("3", "Sport")]


def test_goals_and_lines_of_action_by_code() -> None:
    reading = d.read(
        "Konzept Vielfalt\n\nThemenfeld A Verwaltung\n\nZ 1 Die Verwaltung ist für alle da.\n"
        "HL 1 Mehrsprachige Erstinformation\nFederführung: 11C, 16A\nHL 2 Schulung der Auskunft\n"
        "Federführung: 11\nZ 2 Alle kennen ihre Rechte.\nHL 3 Beratung im Rathaus\n"
        "Federführung: 40\n"
    )
    first, second = reading.fields[0].goals
    assert (first.number, [m.number for m in first.measures]) == ("Z 1", ["HL 1", "HL 2"])
    assert (second.title, d.titles(second.measures)) == (
        "Alle kennen ihre Rechte.",
        ["Beratung im Rathaus"],
    )


def test_fields_by_name_with_their_situation_directly_below() -> None:
    text = (
        "Konzept\n\nHandlungsfeld Bildung\nEs gibt acht Kitas.\n\nZiel: Eltern sind da.\n"
        "Maßnahme: Treff\nZuständig: Kita\n\nHandlungsfeld Ehrenamt\nViele helfen mit.\n\n"
        "Ziel: Helfende werden begleitet.\nMaßnahme: Supervision\nZuständig: Helferkreis\n"
    )
    first, second = d.read(text).fields
    assert (first.title, first.description) == ("Bildung", "Es gibt acht Kitas.")
    assert d.titles(second.goals[0].measures) == ["Supervision"]


def test_letters_without_a_dot_number_the_fields() -> None:
    sheet = "{0}-1 Ein Fest\nVerantwortlich Amt\nStatus geplant\n\n"
    text = f"Katalog\n\nA Sprache\n\n{sheet.format('A')}B Wohnen\n\n{sheet.format('B')}"
    assert [(f.number, f.title) for f in d.read(text).fields] == [("A", "Sprache"), ("B", "Wohnen")]


def test_steps_announced_in_a_last_chapter_are_no_measures() -> None:
    reading = d.read(
        "Konzept\n\n1 Handlungsfeld Sport\n\nMaßnahmen\n- Ein Fest\n\n2 Umsetzung\n"
        "Folgende Schritte sind vorgesehen:\n- Ein Bericht\n"
    )
    assert reading.counts == {"fields": 1, "goals": 0, "measures": 1}


def test_minutes_and_talks_are_no_plan() -> None:
    for text in (
        "Protokoll der Sitzung\nBeginn: 18 Uhr\n\nTOP 2 Bericht zum Konzept\nEs gibt Fragen.\n\n"
        "Nächste Schritte\n1. Einladung zum Treffen\n2. Vorstellung der Leitlinien\n",
        "Anlaufstellen\n\nBeratung\nTräger: Caritas\nZielgruppe: Erwachsene\nTelefon: 1\n",
    ):
        reading = d.read(text)
        assert reading.counts == {"fields": 0, "goals": 0, "measures": 0}
        assert reading.unplaced
    assert d.read("Protokoll der Sitzung\n\nTOP 1 Integrationskonzept\n").title.startswith("Prot")


def test_labels_alone_on_their_lines() -> None:
    facts = "Zuständigkeit\nSozialamt, Bund\nZeitrahmen\nab 2024\nStatus\nlaufend\n\n"
    sheet = "Maßnahme {0} – Fest\n" + facts
    text = "Katalog der Stadt\n\nHandlungsfeld 1 Wohnen\n\n" + sheet.format(1) + sheet.format(2)
    for measure in d.measures(d.read(text).fields[0]):
        assert (measure.responsible, measure.period) == (("Sozialamt", "Bund"), "ab 2024")
        assert measure.status == "started"


def test_fields_on_an_agenda_are_no_plan() -> None:
    reading = d.read(
        "Einladung zur Konferenz\n\n17 Uhr Begrüßung\nHandlungsfeld 1: Bildung\n"
        "Handlungsfeld 2: Arbeit\nHandlungsfeld 3: Wohnen\n20 Uhr Ausklang\n"
    )
    assert (reading.fields, reading.title) == ((), "Einladung zur Konferenz")
    assert sum(piece.last_line - piece.line + 1 for piece in reading.unplaced) >= 5
