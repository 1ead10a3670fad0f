"""What extraction breaks is mended; what was meant stays."""

import unicodedata
from collections import Counter

import pytest

from miteinander.concept.reading.repair import spaces
from miteinander.concept.reading.repair.hyphens import joined

from . import documents as d


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Förder-", "programm", "Förderprogramm"),
        ("Haupt-", "und Personalamt", "Haupt- und Personalamt"),
        ("haus-", "beziehungsweise kinderärztlich", "haus- beziehungsweise kinderärztlich"),
        ("VKL-", "Klassen", "VKL-Klassen"),
        ("Frühstück/", "Picknick", "Frühstück/Picknick"),
        ("2020-", "2024", "2020-2024"),
        ("Partner und -", "innen", "Partner und -innen"),
        ("siehe https://amt.example/ein-", "weg", "siehe https://amt.example/ein-weg"),
        ("Das Ende", ". Neu", "Das Ende. Neu"),
        ("ein Wort", "noch eins", "ein Wort noch eins"),
    ],
)
def test_line_breaks(first: str, second: str, whole: str) -> None:
    assert joined(first, second) == whole


def test_tabs_ligatures_and_soft_hyphens() -> None:
    assert (
        spaces.cleaned("Die\t  Ab\u00adläufe\t\ufb01nden\u00a0statt ") == "Die Abläufe finden statt"
    )


def test_a_torn_word_is_joined_only_where_the_document_writes_it_whole() -> None:
    words: Counter[str] = spaces.vocabulary(["Angehörigkeit Staatsangehörigkeit an der ander"])
    assert spaces.mended("Staats angehörigkeit", words) == "Staatsangehörigkeit"
    assert spaces.mended("Wohn raum", words) == "Wohn raum"


FOOTNOTES = """\
Handlungsfeld 1: Wohnen
Maßnahmen
• Die Beratung wird ausgebaut.
1
 Sie ist kostenlos.
• Ein Portal entsteht.2
1 Seit dem Jahr 2019.
2 Mit Mitteln des Landes.
"""


def test_footnotes_leave_no_digit_and_no_point() -> None:
    field = d.read(FOOTNOTES).fields[0]
    assert [" ".join([m.title, m.description or ""]).strip() for m in field.measures] == [
        "Die Beratung wird ausgebaut. Sie ist kostenlos.",
        "Ein Portal entsteht.",
    ]


def test_a_heading_over_three_lines_is_joined_by_the_contents() -> None:
    text = (
        "Inhalt\n1. Einleitung 2\n2. Handlungsfeld „Arbeit – Wege in den Beruf“ 3\n"
        "2.1. Ankommen junger Menschen in Betrieben der Region 4\n3. Anhang 9\n\n"
        "1. Einleitung\nViel Text.\n2. Handlungsfeld „Arbeit –\nWege in den\nBeruf“\n"
        "2.1. Ankommen junger Menschen\nin Betrieben der Region\nZiel\nAlle kommen an.\n"
    )
    field = d.read(text).fields[0]
    assert (field.number, field.title) == ("2", "Arbeit – Wege in den Beruf")
    assert [topic.title for topic in field.topics] == [
        "Ankommen junger Menschen in Betrieben der Region"
    ]


def test_page_heads_do_not_tear_a_point() -> None:
    pages = "".join(
        f"\n{n} | Integrationskonzept Musterau\n" + "Ein Satz, der hier nur steht.\n" * 9
        for n in range(2, 5)
    )
    text = (
        f"Integrationskonzept Musterau\n{pages}\nHandlungsfeld 1: Wohnen\nMaßnahmen\n"
        "• Ein Portal für Woh-\n\n5 | Integrationskonzept Musterau\nnungen entsteht.\n"
    )
    assert d.titles(d.read(text).fields[0].measures) == ["Ein Portal für Wohnungen entsteht."]


def test_a_bullet_whose_glyph_was_lost_on_its_own_line() -> None:
    text = "Handlungsfeld 1: Wohnen\nMaßnahmen\n\u0084\u0084\nErstens.\n\u0084\u0084\nZweitens.\n"
    assert d.titles(d.read(text).fields[0].measures) == ["Erstens.", "Zweitens."]


def test_umlauts_in_two_signs_and_printed_soft_hyphens() -> None:
    text = (
        "Handlungsfeld 1: Übergänge\r\nMaßnahmen\r\n• Förderung der\u00a0Be\u00ad\r\n"
        "gegnung in Häusern\r\n"
    )
    field = d.read(unicodedata.normalize("NFD", text)).fields[0]
    assert field.title == unicodedata.normalize("NFC", "Übergänge")
    assert d.titles(field.measures) == ["Förderung der Begegnung in Häusern"]


def test_sections_that_return_in_every_chapter_are_no_page_heads() -> None:
    text = (
        "Konzept\n\n1. Wohnen\n\n1.1 Lage\nEs fehlt Raum.\n\n1.2 Handlungsempfehlungen\n"
        "• Ein Portal\n\n2. Arbeit\n\n2.1 Lage\nEs fehlt Rat.\n\n2.2 Handlungsempfehlungen\n"
        "• Eine Messe\n"
    )
    first, second = d.read(text).fields
    assert (first.title, d.titles(first.measures)) == ("Wohnen", ["Ein Portal"])
    assert (second.title, d.titles(second.measures)) == ("Arbeit", ["Eine Messe"])
