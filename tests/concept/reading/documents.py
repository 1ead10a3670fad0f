"""Invented documents, one per way in which towns print their concepts. No town wrote these."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
import openpyxl
import typst

from miteinander.concept.reading import Field, Goal, Measure, Reading, read_document

NUMBERED_GOALS = """\
Integrationskonzept der Stadt Musterau

Handlungsfeld 1 Sprache und Lernen

Ziel 1: Alle Kinder sprechen bei der Einschulung gut Deutsch.
Maßnahme 1.1 Vorlesepaten in jeder Kita
Ehrenamtliche lesen einmal in der Woche vor.
Maßnahme 1.2 Elterncafé in der Grundschule am Bach
Ziel 2: Erwachsene finden schnell einen Kurs.
Maßnahme 2.1 Eine Liste aller Kurse
Maßnahme 2.2 Beratung an zwei Nachmittagen

Handlungsfeld 2 Arbeit und Ausbildung

Ziel 1: Betriebe und Bewerbende finden zueinander.
Maßnahme 1.1 Ausbildungsmesse im Rathaus
Maßnahme 1.2 Patenschaften im Handwerk
"""

RECOMMENDATIONS = """\
Integrationskonzept der Gemeinde Birkenfurt, dritte Fortschreibung

Wohnen, Nachbarschaft und Mobilität

Lage
Bezahlbare Wohnungen sind knapp. Viele Familien wohnen beengt,
und die Wege in die Stadt sind weit.

Handlungsempfehlungen
• Die Gemeinde richtet eine Wohnraumberatung ein.
• Der Bürgerbus fährt auch am Abend und hält künftig
  an der Unterkunft.

Besonders schutzbedürftige Gruppen

Lage
Für Alleinerziehende fehlt es an Betreuung am Nachmittag.

Handlungsempfehlungen
• Eine Ansprechperson wird benannt.
• Der Spieltreff wird verlängert.
• Schulungen für Helfende finden zweimal im Jahr statt.
"""

AREAS = """\
Erstes Integrationskonzept des Kreises Ahrental

Aufgabenbereich A: Lernen ein Leben lang

Handlungsfeld 1: Frühe Jahre
Ziele
- Jedes Kind besucht eine Kita.
Maßnahmen
- Der Kreis fördert Spielgruppen.
- Fachkräfte werden geschult.

Handlungsfeld 2: Schule
Ziele
- Übergänge gelingen.
Maßnahmen
- Lotsen begleiten die Familien.

Aufgabenbereich B: Zusammen im Kreis

Handlungsfeld 3: Ehrenamt
Ziele
- Engagement ist sichtbar.
Maßnahmen
- Ein Preis wird ausgelobt.
"""

LINES_OF_ACTION = """\
Konzept Vielfalt Rheinstadt

Handlungsfeld A: Verwaltung

Ziel 7: Die Verwaltung ist für alle da.
Handlungslinie 12: Mehrsprachige Erstinformation
Zuständig: 11C, 16A und andere
Handlungslinie 13: Schulung der Auskunft
Zuständig: Haupt- und Personalamt

Handlungsfeld B: Kultur

Ziel 8: Kulturhäuser öffnen sich.
Handlungslinie 14: Freie Tage im Museum
"""

FORMS = """\
Maßnahmenblätter Neudorf

Handlungsfeld: Gesundheit
Ziel: Alle kennen die Wege zum Arzt.
Maßnahme: Wegweiser in sieben Sprachen
Verantwortlich: Gesundheitsamt, Caritas und andere
Zeitraum: 2025 bis 2026
Status: in Umsetzung
Indikator: Zahl der verteilten Hefte
Maßnahme: Sprechstunde im Quartier
Verantwortlich: Amt für Jugend, Familie und Soziales
Status: geplant
Handlungsfeld: Sport
Ziel: Vereine öffnen sich.
Maßnahme: Schnuppertage
Verantwortlich: Kreissportbund
Art: Daueraufgabe
"""

REGISTER = """\
Monitoring des Integrationsplans Musterau

Ankommen
AN-1 Erstberatung am Bahnhof
Verantwortliche Stelle Sozialamt, Bahnhofsmission, andere
Maßnahmentyp Daueraufgabe
Umsetzungsstand als Daueraufgabe etabliert
Aktueller Stand Die Beratung ist an fünf Tagen besetzt.
Sie wird gut angenommen.
Hindernisse Es fehlt ein zweiter Raum.

AN-2 Mappe mit allen wichtigen
Adressen
Verantwortliche Stelle Büro für Integration
Maßnahmentyp Projekt
Umsetzungsstand noch nicht geplant
Aktueller Stand Derzeit fehlt das Personal.

Begegnung
BE-1 Fest der Nachbarn
Verantwortliche Stelle Kulturamt / Stadtteilverein Süd
Maßnahmentyp Projekt
Umsetzungsstand abgeschlossen
Indikator Besuche im Jahr: 900
"""


def read(text: str, name: str = "konzept.txt") -> Reading:
    """A reading of a text file."""
    return read_document(text.encode(), name)


def measures(field: Field) -> list[Measure]:
    """All measures of a field, below goals first."""
    return [m for goal in field.goals for m in goal.measures] + list(field.measures)


def titles(items: Sequence[Field | Goal | Measure]) -> list[str]:
    """Just the titles."""
    return [item.title for item in items]


def word(*blocks: Any) -> bytes:
    """A Word document: (style, text) paragraphs and lists of rows as tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, tuple):
            document.add_paragraph(block[1], style=block[0])
            continue
        table = document.add_table(rows=0, cols=len(block[0]))
        for row in block:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook(rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), **sheets: Any) -> bytes:
    """An Excel file with one sheet of rows, and further sheets by name."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    for name, more in sheets.items():
        other = book.create_sheet(name)
        for row in more:
            other.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def pdf(source: str) -> bytes:
    """A PDF set by typst."""
    return bytes(typst.compile(source.encode()))
