"""States, kinds, institutions and sentences, word by word."""

import pytest

from miteinander.concept.reading import sentences
from miteinander.concept.reading.institutions import institutions_of
from miteinander.concept.reading.periods import kind_of
from miteinander.concept.reading.statuses import CODES, status_of, transfer_of


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("noch nicht geplant", "not_planned"),
        ("Maßnahme ist noch nicht (konkret) geplant", "not_planned"),
        ("geplant", "planned"),
        ("Umsetzungsphase hat begonnen", "started"),
        ("in Umsetzung", "started"),
        ("Gestartet", "started"),
        ("laufend", "started"),
        ("Umsetzung ist fortgeschritten", "advanced"),
        ("abgeschlossen", "completed"),
        ("umgesetzt", "completed"),
        ("erledigt", "completed"),
        ("als Daueraufgabe etabliert", "permanent"),
        ("verstetigt", "permanent"),
        ("als Daueraufgabe etabliert (Projekt: nicht weiter verfolgt)", "permanent"),
        ("ruht", "paused"),
        ("zurückgestellt", "paused"),
        ("eingestellt", "discontinued"),
        ("entfällt", "discontinued"),
        ("wird nicht weiterverfolgt", "discontinued"),
        ("wurde in Maßnahme 3.2 übergeleitet", "transferred"),
        ("in das Landesprogramm überführt", "transferred"),
        ("unbekannt", "unknown"),
        ("wird derzeit umgesetzt", "started"),
        ("weitgehend abgeschlossen", "advanced"),
        ("noch nicht umgesetzt", "planned"),
        ("soll 2026 umgesetzt werden", "planned"),
        ("nicht umgesetzt", None),
        ("zu 40 % umgesetzt", None),
        ("wird geprüft", None),
        ("inaktiv", None),
        ("projektabhängig", None),
        ("je nach Standort", None),
        ("Pilot abgeschlossen, ansonsten noch nicht gestartet", None),
        ("", None),
    ],
)
def test_states(words: str, code: str | None) -> None:
    assert status_of(words) == code
    assert code is None or code in CODES


def test_the_state_that_names_two_is_decided_by_the_kind() -> None:
    words = "Maßnahme wurde erfolgreich abgeschlossen und/oder als Daueraufgabe etabliert"
    assert status_of(words, "permanent") == "permanent"
    assert status_of(words, "project") == "completed"
    assert status_of(words) is None


def test_a_text_that_says_where_a_measure_went() -> None:
    assert transfer_of("Sie wurde in Maßnahme 2 überführt. Mehr dort.") == (
        "Sie wurde in Maßnahme 2 überführt."
    )
    assert transfer_of("Derzeit läuft die Planung.") is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Daueraufgabe", "permanent"),
        ("Projekte", "project"),
        ("befristetes Projekt", "project"),
        ("Daueraufgabe (teilweise: Projekt)", "permanent"),
        ("unbefristet", "permanent"),
        ("Sonstiges", None),
    ],
)
def test_kinds(words: str, kind: str | None) -> None:
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "Sozialamt, Stadtwerke, Gartenbauamt, andere",
            ("Sozialamt", "Stadtwerke", "Gartenbauamt"),
        ),
        ("Umwelt- und Arbeitsschutz, Seniorenbüro", ("Umwelt- und Arbeitsschutz", "Seniorenbüro")),
        ("Amt für Hochbau und Gebäudewirtschaft", ("Amt für Hochbau und Gebäudewirtschaft",)),
        (
            "Amt für Jugend, Familie und Soziales, Caritas",
            ("Amt für Jugend, Familie und Soziales", "Caritas"),
        ),
        ("Sozialamt/Jugendhaus", ("Sozialamt", "Jugendhaus")),
        ("Jugend-/Sozialamt", ("Jugend-/Sozialamt",)),
        ("Gartenamt / Planungsamt", ("Gartenamt", "Planungsamt")),
        ("Jugendamt und Sozialamt", ("Jugendamt", "Sozialamt")),
        ("Caritas und andere", ("Caritas",)),
        ("Sportverein e. V.; Schule u. a.", ("Sportverein e. V.", "Schule")),
        ("11C, 16A", ("11C", "16A")),
        ("Träger (Caritas, Diakonie)", ("Träger (Caritas, Diakonie)",)),
        ("-", ()),
    ],
)
def test_institutions(cell: str, names: tuple[str, ...]) -> None:
    assert institutions_of(cell) == names


def test_abbreviations_and_dates_end_no_sentence() -> None:
    text = "Der Verein e. V. lud am 18. November ein. Es kamen ca. 40 Gäste, z. B. Familien."
    assert sentences.split(text) == [
        "Der Verein e. V. lud am 18. November ein.",
        "Es kamen ca. 40 Gäste, z. B. Familien.",
    ]
