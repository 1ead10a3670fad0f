"""Layouts of PDF pages: columns, tables without rules, headings over two lines."""

from miteinander.concept.reading import read_document

from . import documents as d

PROSE = (
    "Die Stadt hat in den vergangenen Jahren viele Erfahrungen gesammelt und Strukturen aufgebaut, "
    "die heute tragen. Zugleich wächst in mehreren Stadtteilen der Bedarf weiter. "
)
COLUMNS = f"""
#set page(paper: "a4", columns: 2, numbering: "1")
#set text(lang: "de", hyphenate: true)
#set par(justify: true)
#place(top + center, scope: "parent", float: true, text(24pt)[Leitlinien Integration Talheim])
#show heading: set text(12pt)
= Handlungsfeld 1: Gesundheit
{PROSE * 4}

*Ziel 1.1:* Die Gesundheitskompetenz zugewanderter Menschen wird durch Informationen gestärkt.

*Maßnahmen:*
- Übersetzung der Gesundheitsinformationen in acht Sprachen und in leichte Sprache
- Sprechstunden
{PROSE * 4}
= Handlungsfeld 2: Kultur
{PROSE * 4}

*Ziel 2.1:* Museen erreichen Kinder.
"""


def test_two_columns_below_a_title_over_both() -> None:
    reading = read_document(d.pdf(COLUMNS), "k.pdf")
    assert reading.title == "Leitlinien Integration Talheim"
    health, culture = reading.fields
    goal = health.goals[0]
    assert goal.title.endswith("wird durch Informationen gestärkt.")
    assert goal.measures[0].title.startswith("Übersetzung der Gesundheitsinformationen in acht")
    assert [g.number for g in culture.goals] == ["2.1"]


def rows(first: int, last: int) -> str:
    return "\n".join(
        f"[{n}], [Ein regelmäßiges Treffen im Ortsteil {n} mit Gästen], [Ortsamt {n}, Verein {n}], "
        "[geplant],"
        for n in range(first, last + 1)
    )


def test_a_table_without_rules_goes_on_over_pages() -> None:
    source = (
        '#set page(paper: "a5", numbering: "1")\n= Handlungsfeld Teilhabe\n'
        "#table(columns: (1cm, 1fr, 3cm, 2cm), stroke: none, table.header(repeat: false, [*Nr.*], "
        f"[*Maßnahme*], [*Verantwortlich*], [*Status*]),\n{rows(1, 16)})\n{PROSE}\n"
        "= Handlungsfeld Bildung\n#table(columns: (1cm, 1fr, 3cm, 2cm), stroke: none, "
        f"[*Nr.*], [*Maßnahme*], [*Verantwortlich*], [*Status*],\n{rows(17, 18)})"
    )
    first, second = read_document(d.pdf(source), "k.pdf").fields
    assert [m.number for m in d.measures(first)] == [str(n) for n in range(1, 17)]
    assert [m.number for m in d.measures(second)] == ["17", "18"]
    measure = d.measures(first)[8]
    assert measure.title == "Ein regelmäßiges Treffen im Ortsteil 9 mit Gästen"
    assert (measure.responsible, measure.status) == (("Ortsamt 9", "Verein 9"), "planned")


def test_a_heading_over_two_lines_is_one_title() -> None:
    title = "Nachbarschaftsfeste in allen Ortsteilen mit Beteiligung der Vereine und der Betriebe"
    source = (
        "#text(20pt)[Handlungsfeld 1: Wohnen]\n\n"
        f'#text(15pt, weight: "bold")[Maßnahme 1.2: {title}]\n\n*Ziel:* Nachbarn kennen sich.\n\n'
        "*Zuständig:* Ortsbeiräte\n\n*Status:* fortlaufend\n"
    )
    measure = d.measures(read_document(d.pdf(source), "k.pdf").fields[0])[0]
    assert (measure.number, measure.title) == ("1.2", title)
    assert (measure.responsible, measure.status) == (("Ortsbeiräte",), "permanent")


def test_words_hyphenated_by_a_printed_soft_hyphen_are_whole() -> None:
    cell = "Verwaltungsgemeinschaft"
    source = (
        '#set text(lang: "de", hyphenate: true)\n= Handlungsfeld Amt\n'
        f"#table(columns: (3cm, 2.6cm), [Maßnahme], [Zuständig], [Beratung], [{cell}])"
    )
    assert d.measures(read_document(d.pdf(source), "k.pdf").fields[0])[0].responsible == (cell,)
