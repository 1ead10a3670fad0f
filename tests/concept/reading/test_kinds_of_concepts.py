"""Every way in which towns print a concept gives the same tree."""

from miteinander.concept.reading import read_document

from . import documents as d


def test_numbered_goals_and_measures_restart_in_every_field() -> None:
    first, second = d.read(d.NUMBERED_GOALS).fields
    assert (first.number, first.title) == ("1", "Sprache und Lernen")
    assert [goal.number for goal in first.goals] == ["1", "2"]
    assert [m.number for m in first.goals[0].measures] == ["1.1", "1.2"]
    assert first.goals[0].measures[0].description == "Ehrenamtliche lesen einmal in der Woche vor."
    assert [m.number for m in second.goals[0].measures] == ["1.1", "1.2"]
    assert second.goals[0].measures[1].title == "Patenschaften im Handwerk"


def test_a_field_name_with_a_comma_and_recommendations_instead_of_measures() -> None:
    reading = d.read(d.RECOMMENDATIONS)
    first, second = reading.fields
    assert first.title == "Wohnen, Nachbarschaft und Mobilität"
    assert [m.title for m in first.measures] == [
        "Die Gemeinde richtet eine Wohnraumberatung ein.",
        "Der Bürgerbus fährt auch am Abend und hält künftig an der Unterkunft.",
    ]
    assert [p.label for p in first.passages] == ["Lage"]
    assert len(second.measures) == 3
    assert dict(reading.level_names)["measure"] == "Handlungsempfehlung"


def test_a_level_above_the_fields() -> None:
    fields = d.read(d.AREAS).fields
    assert [(f.area.number, f.area.title) for f in fields if f.area] == [
        ("A", "Lernen ein Leben lang"),
        ("A", "Lernen ein Leben lang"),
        ("B", "Zusammen im Kreis"),
    ]
    assert d.titles(fields[0].goals) == ["Jedes Kind besucht eine Kita."]
    assert len(fields[0].goals[0].measures) == 2


def test_goals_and_lines_of_action_count_independently() -> None:
    reading = d.read(d.LINES_OF_ACTION)
    goal = reading.fields[0].goals[0]
    assert (goal.number, [m.number for m in goal.measures]) == ("7", ["12", "13"])
    assert goal.measures[0].responsible == ("11C", "16A")
    assert dict(reading.level_names)["measure"] == "Handlungslinie"


def test_forms_with_labels_and_colons() -> None:
    health, sport = d.read(d.FORMS).fields
    guide, hours = health.goals[0].measures
    assert guide.responsible == ("Gesundheitsamt", "Caritas")
    assert (guide.status, guide.status_text, guide.period) == (
        "started",
        "in Umsetzung",
        "2025 bis 2026",
    )
    assert guide.indicators == ("Zahl der verteilten Hefte",)
    assert hours.responsible == ("Amt für Jugend, Familie und Soziales",)
    assert sport.goals[0].measures[0].kind == "permanent"


def test_a_register_of_fact_sheets_without_colons() -> None:
    arriving, meeting = d.read(d.REGISTER).fields
    advice, folder = arriving.measures
    assert (advice.number, advice.kind, advice.status) == ("AN-1", "permanent", "permanent")
    assert advice.responsible == ("Sozialamt", "Bahnhofsmission")
    assert advice.description is not None
    assert advice.description.startswith("Die Beratung ist an fünf Tagen besetzt.")
    assert "Hindernisse: Es fehlt ein zweiter Raum." in advice.description
    assert folder.title == "Mappe mit allen wichtigen Adressen"
    assert folder.status == "not_planned"
    assert meeting.title == "Begegnung"
    assert meeting.measures[0].responsible == ("Kulturamt", "Stadtteilverein Süd")
    assert meeting.measures[0].indicators == ("Besuche im Jahr: 900",)


def test_goals_of_an_older_plan_are_no_goals() -> None:
    reading = d.read(
        "Handlungsfeld 1: Sport\n\nZiel des Sportplans 2011:\nMehr Hallen\n"
        "Bewertung: Das Ziel wurde erreicht.\nZiele\nVereine öffnen sich.\n"
        "Mädchen finden ein Angebot.\nKonkret bedeutet dies:\n• Kurse werden gefördert.\n"
    )
    assert d.titles(reading.fields[0].goals) == [
        "Vereine öffnen sich.",
        "Mädchen finden ein Angebot.",
    ]
    assert [p.label for p in reading.fields[0].passages] == [
        "Ziel des Sportplans 2011",
        "Bewertung",
    ]


def test_points_below_several_goals_hang_on_the_field() -> None:
    field = d.read(
        "Handlungsfeld 1: Sport\n1.1 Vereine\nZiele\n- Eins ist wahr.\n- Zwei ist wahr.\n"
        "Maßnahmen\n- Etwas geschieht.\n"
    ).fields[0]
    assert d.titles(field.measures) == ["Etwas geschieht."]
    assert field.measures[0].topic is not None
    assert field.measures[0].topic.title == "Vereine"


def test_a_document_without_any_field_keeps_its_goals_and_measures() -> None:
    reading = d.read("Sportkonzept der Stadt\n\nZiel\nAlle machen mit.\nMaßnahmen\n- Ein Fest.\n")
    assert [(f.number, f.title) for f in reading.fields] == [(None, "Sportkonzept der Stadt")]
    assert d.titles(reading.fields[0].goals[0].measures) == ["Ein Fest."]


def test_a_document_without_anything_gives_reasons_instead_of_an_error() -> None:
    reading = d.read("Liebe Leserin,\nheute scheint die Sonne.\n")
    assert reading.fields == ()
    assert reading.unplaced[0].reason.startswith("Kein Handlungsfeld")
    assert reading.counts == {"fields": 0, "goals": 0, "measures": 0}


def test_an_overview_at_the_end_does_not_double_the_plan() -> None:
    text = (
        "1. Handlungsfeld „Wohnen“\nZiel\nAlle wohnen gut.\nMaßnahmen\n- Eine Beratung.\n"
        "2. Übersicht der Ziele\nZiel\nAlle wohnen gut.\n"
    )
    reading = d.read(text)
    assert reading.counts == {"fields": 1, "goals": 1, "measures": 1}
    assert "Übersicht der Ziele" in reading.unplaced[-1].reason


def test_word_with_styles_lists_and_a_table() -> None:
    data = d.word(
        ("Title", "Integrationskonzept Musterau"),
        ("Heading 1", "1 Einleitung"),
        ("Normal", "Dieses Konzept entstand in zwei Jahren."),
        ("Heading 1", "2 Handlungsfelder"),
        ("Heading 2", "2.1 Wohnen"),
        ("Normal", "Wohnen ist wichtig."),
        ("Heading 3", "Ziele"),
        ("List Bullet", "Alle finden eine Wohnung."),
        ("List Bullet", "Nachbarn kennen sich."),
        ("Heading 3", "Maßnahmen"),
        ("List Number", "Eine Beratung wird eingerichtet."),
        ("List Number", "Ein Fest findet statt."),
        ("Heading 2", "2.2 Arbeit"),
        [
            ["Nr.", "Maßnahme", "Verantwortlich", "Status"],
            ["2.2.1", "Messe im Rathaus", "Jobcenter, Kammer, andere", "geplant"],
            ["2.2.2", "Patenschaften", "Handwerkskammer und Agentur für Arbeit", "läuft"],
        ],
        ("Heading 1", "3 Ausblick"),
        ("Normal", "Wir schreiben das fort."),
    )
    reading = read_document(data, "konzept.docx")
    assert reading.title == "Integrationskonzept Musterau"
    housing, work = reading.fields
    assert (housing.number, housing.title, housing.description) == (
        "2.1",
        "Wohnen",
        "Wohnen ist wichtig.",
    )
    assert len(housing.goals) == 2
    assert [m.number for m in housing.measures] == ["1", "2"]
    assert work.measures[1].responsible == ("Handwerkskammer", "Agentur für Arbeit")
    assert [(c.header, c.meaning) for c in reading.columns][:2] == [
        ("Nr.", "number"),
        ("Maßnahme", "title"),
    ]


def test_word_with_one_form_per_measure() -> None:
    data = d.word(
        ("Heading 1", "Bildung"),
        ("Heading 2", "2.4 Sprachcafé"),
        [["Verantwortlich", "Volkshochschule"], ["Status", "abgeschlossen"]],
        ("Heading 1", "Sport"),
        ("Heading 2", "3.1 Turnier"),
        [["Verantwortlich", "Sportamt"], ["Status", "geplant"]],
    )
    fields = read_document(data, "k.docx").fields
    assert [(f.title, f.measures[0].number, f.measures[0].title) for f in fields] == [
        ("Bildung", "2.4", "Sprachcafé"),
        ("Sport", "3.1", "Turnier"),
    ]


PDF = """
#set page(paper: "a4", header: [Integrationskonzept Musterau #h(1fr) Stadt], numbering: "1")
#set heading(numbering: "1.1")
#align(center, text(28pt)[Integrationskonzept Musterau])
#pagebreak()
#outline(title: "Inhalt")
#pagebreak()
= Handlungsfeld „Wohnen und Nachbarschaft“
Wohnen ist ein Grundbedürfnis#footnote[Das sagen alle.] der Menschen. #lorem(80)
== Wohnraum
=== Ausgangslage
#lorem(500)
=== Ziel
Alle finden eine Wohnung.
=== Maßnahmen
- Eine Beratung hilft allen Menschen, die in der Stadt und in den Ortsteilen eine bezahlbare Wohnung
  für sich und ihre Familie suchen.
- Ein Portal wird eingerichtet.
#pagebreak()
= Handlungsfeld „Arbeit“
#table(columns: 4, [*Nr.*], [*Maßnahme*], [*Verantwortlich*], [*Status*],
  [2.1], [Messe für Ausbildung], [Jobcenter, andere], [geplant],
  [2.2], [Patenschaften], [Kammer], [in Umsetzung])
"""


def test_pdf_with_fonts_heads_contents_footnotes_and_a_table() -> None:
    reading = read_document(d.pdf(PDF), "konzept.pdf")
    assert (reading.title, reading.source.kind) == ("Integrationskonzept Musterau", "pdf")
    housing, work = reading.fields
    assert (housing.number, housing.title) == ("1", "Wohnen und Nachbarschaft")
    assert (housing.description or "").startswith("Wohnen ist ein Grundbedürfnis der Menschen.")
    assert len(d.measures(housing)) == 2
    assert d.measures(housing)[0].title.endswith("für sich und ihre Familie suchen.")
    assert [(m.number, m.status) for m in work.measures] == [("2.1", "planned"), ("2.2", "started")]
    reasons = {piece.reason for piece in reading.furniture}
    assert {"Kopf- oder Fußzeile", "Inhaltsverzeichnis", "Fußnote"} <= reasons


def test_numbered_points_below_a_part_goal_are_no_headings() -> None:
    text = (
        "Plan 2025\n\nHANDLUNGSFELD 1: BILDUNG\n\nLeitziel: Gleiche Chancen für alle\n\n"
        "Teilziel 1.1: Der Übergang gelingt.\n\nMaßnahmen:\n"
        "1.1.1 Vorkurse werden ausgebaut. (Zuständig: Schulamt)\n1.1.2 Eltern werden beraten\n"
        "1.1.3 Lotsen helfen\n\nTeilziel 1.2: Jugendliche bleiben dabei.\n"
    )
    field = d.read(text).fields[0]
    assert [goal.number for goal in field.goals] == [None, "1.1", "1.2"]
    first, second, third = field.goals[1].measures
    assert (first.number, first.title, first.responsible) == (
        "1.1.1",
        "Vorkurse werden ausgebaut.",
        ("Schulamt",),
    )
    assert (second.number, third.number) == ("1.1.2", "1.1.3")


def test_lettered_fields_without_the_word_and_numbered_recommendations() -> None:
    text = (
        "Handlungskonzept\n\nA. Arbeit\n\nSituation\nEs fehlt an Stellen.\n\nEmpfehlungen\n"
        "1. Betriebe ansprechen\n2. Messe veranstalten\n\nB. Bildung\n\nSituation\n"
        "Es fehlt an Plätzen.\n\nEmpfehlungen\n1. Kita ausbauen\n"
    )
    first, second = d.read(text).fields
    assert [(f.number, f.title) for f in (first, second)] == [("A", "Arbeit"), ("B", "Bildung")]
    assert [m.number for m in first.measures] == ["1", "2"]


def test_sections_that_are_numbered_chapters() -> None:
    text = (
        "Konzept\n1 Einleitung\nText, der einleitet.\n2 Handlungsfelder\n2.1 Sprache\n"
        "2.1.1 Ausgangslage\nViele lernen Deutsch.\n2.1.2 Ziele\nZ1 Alle lernen.\n"
        "Z2 Kurse sind nah.\n2.1.3 Maßnahmen\nM1 Treff im Quartier\n"
        "Federführung: Volkshochschule und Caritas\nZeitrahmen: ab 2025\n2.2 Wohnen\n"
        "2.2.1 Ziele\nZ1 Alle wohnen.\n3 Schluss\nEnde.\n"
    )
    first, second = d.read(text).fields
    assert ([g.number for g in first.goals], first.topics) == (["Z1", "Z2"], ())
    assert first.measures[0].responsible == ("Volkshochschule", "Caritas")
    assert (second.number, [g.number for g in second.goals]) == ("2.2", ["Z1"])


def test_paragraphs_between_blank_lines_are_the_points() -> None:
    text = (
        "Leitlinien\n\nI. Sprache\n\nZiele:\nDie Menschen verstehen sich.\n\nMaßnahmen:\n\n"
        "Die Stadt fördert Kurse.\n\nDie Bücherei kauft Bücher in vielen Sprachen an und stellt\n"
        "sie in einem Regal auf.\n\nII. Arbeit\n\nZiele:\nAlle arbeiten.\n\n"
        "Maßnahmen:\n\nEin Netz.\n"
    )
    first, second = d.read(text).fields
    assert (first.number, len(d.measures(first))) == ("I", 2)
    assert (second.title, d.titles(d.measures(second))) == ("Arbeit", ["Ein Netz."])


def test_names_on_the_line_below_their_number() -> None:
    text = (
        "Integrationskonzept\n\nHandlungsfeld 1\nSprache und Bildung\n\nZiel 1\n"
        "Der Zugang zu Kursen ist für alle,\ndie neu ankommen, einfach.\n\nMaßnahme 1.1\n"
        "Eine Anlaufstelle wird eingerichtet.\nMaßnahme 1.2\nKurse am Abend\n\nZiel 2\n"
        "Eltern werden gestärkt.\n\nHandlungsfeld 2\nArbeit\n\nZiel 1\nAlle finden Arbeit.\n"
        "Maßnahme 1.1\nMesse\n"
    )
    first, second = d.read(text).fields
    assert (first.number, first.title) == ("1", "Sprache und Bildung")
    assert first.goals[0].title == "Der Zugang zu Kursen ist für alle, die neu ankommen, einfach."
    assert [m.number for m in first.goals[0].measures] == ["1.1", "1.2"]
    assert d.titles(second.goals[0].measures) == ["Messe"]


def test_fields_named_without_number_and_points_below_points() -> None:
    text = (
        "Konzept\n\nHandlungsfeld Bildung\n\nBestandsaufnahme\nEs gibt drei Kitas.\n\n"
        "Handlungsempfehlungen\n- Sprachförderung\n    - unter drei\n    - über drei\n- Paten\n\n"
        "Handlungsfeld Sport\n\nBestandsaufnahme\nEs gibt Vereine.\n\n"
        "Handlungsempfehlungen\n- Feste\n"
    )
    first, second = d.read(text).fields
    assert [f.title for f in (first, second)] == ["Bildung", "Sport"]
    assert d.titles(first.measures) == ["Sprachförderung", "Paten"]
    assert first.measures[0].description == "• unter drei\n• über drei"
