"""Cells of tables of courses, as providers fill them in. No Django.

What is empty, "-1" or "keine Angabe" is unknown: None. What cannot be understood raises
`CellError` with a sentence.
"""

import html
import re
from decimal import Decimal, InvalidOperation

from miteinander.courses.times import Meeting, TimesError, in_order, parse

MOST = 100_000
_UNKNOWN = {"", "-", "–", "-1", "keine angabe", "k. a.", "k.a.", "unbekannt", "unknown", "n/a"}
_FREE = {"kostenlos", "kostenfrei", "gratis", "frei", "free", "free of charge", "gebührenfrei"}
_YES = {"ja", "j", "x", "yes", "y", "true", "wahr", "1"}
_NO = {"nein", "n", "no", "false", "falsch", "0"}
_MONEY = re.compile(r"(?:EUR|Euro|€)?\s*(\d[\d.,' ]*)\s*(?:,-)?\s*(?:EUR|Euro|€)?", re.IGNORECASE)
_LEVEL = re.compile(r"\b([ABC][12])\b")
_BEFORE = re.compile(r"vor\s*A1|\bA0\b|before\s*A1|pre-?A1", re.IGNORECASE)
_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div)\s*/?\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


class CellError(ValueError):
    """The cell cannot be understood; the message is a sentence for the person."""


def is_unknown(text: str) -> bool:
    """Whether the cell says that nobody knows."""
    return text.strip().casefold() in _UNKNOWN


def money(text: str) -> int | None:
    """Cents of "84.70", "47,00 EUR", "1.234,50 €" or "kostenlos"."""
    if is_unknown(text):
        return None
    if text.strip().casefold() in _FREE:
        return 0
    found = _MONEY.fullmatch(text.strip())
    if not found:
        raise CellError(f"„{text[:40]}“ ist kein Preis. Schreiben Sie zum Beispiel 84,70.")
    euros = _decimal(found[1])
    cents = euros * 100
    if cents != int(cents) or euros > MOST:
        raise CellError(f"„{text[:40]}“ ist kein Preis in Euro und Cent.")
    return int(cents)


def count(text: str) -> int | None:
    """A whole number from 0; "-1" is unknown."""
    if is_unknown(text):
        return None
    plain = text.strip().removesuffix(".0").removesuffix(",0")
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > 6 or int(plain) > MOST:
        raise CellError(f"„{text[:40]}“ ist keine Anzahl.")
    return int(plain)


def yes(text: str) -> bool | None:
    """ja, nein, or unknown."""
    word = text.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    if is_unknown(text):
        return None
    raise CellError(f"„{text[:40]}“ heißt weder ja noch nein.")


def level(text: str) -> str:
    """The code of a level: "A1", "vor A1", "Niveau B1.2"; "" for none."""
    if is_unknown(text):
        return ""
    if _BEFORE.search(text):
        return "A0"
    found = _LEVEL.search(text.upper().replace(".", " "))
    if not found:
        raise CellError(f"„{text[:40]}“ ist kein Niveau. Möglich sind vor A1 und A1 bis C2.")
    return found[1]


def degrees(text: str, most: int) -> Decimal | None:
    """A coordinate between -`most` and `most`, with six digits; "0" is a place like any other."""
    if not text.strip():
        return None
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > most:
        raise CellError(f"„{text[:40]}“ liegt nicht zwischen -{most} und {most}.")
    return round(value, 6)


def times(text: str) -> tuple[list[Meeting], str]:
    """The times that a cell tells, and the rest of it in one line.

    Days and hours may stand on two lines, as in "<p>Montag - Freitag<br/>08:30 - 12:35 Uhr</p>".
    """
    lines = [line.strip() for line in _lines(text) if line.strip()]
    found: list[Meeting] = []
    rest: list[str] = []
    at = 0
    while at < len(lines):
        for length in (1, 2):
            try:
                found += parse(" ".join(lines[at : at + length]))
            except TimesError:
                continue
            at += length
            break
        else:
            rest.append(lines[at])
            at += 1
    return in_order(found), "; ".join(rest)


def _lines(text: str) -> list[str]:
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return re.split(r"[\n;]", plain)


def _decimal(text: str) -> Decimal:
    """ "1.234,50", "1,234.50", "84.70", "47,00": the last sign before two digits is the comma."""
    digits = text.replace(" ", "").replace("'", "").rstrip(".,")
    whole, cents = re.fullmatch(r"(.*?)(?:[.,](\d{1,2}))?", digits).groups()  # type: ignore[union-attr]
    if not re.fullmatch(r"\d{1,3}([.,]\d{3})*|\d+", whole):
        raise CellError(f"„{text[:40]}“ ist keine Zahl.")
    return Decimal(f"{re.sub('[.,]', '', whole)}.{cents or '0'}")
