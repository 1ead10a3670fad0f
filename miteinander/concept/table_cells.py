"""What stands in a cell of a table of measures, as values of `concept.values`.

Tables come back from Excel, LibreOffice or by hand: days as 2026-03-12, 12.3.2026 or with a time,
amounts as 1234,50 or 1.234,50 or 1234.5, several names with "; " between them. A text that cannot
be understood raises a `CellError` with a sentence for the person.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

BETWEEN = ";"
_DAYS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y", "%d.%m.%y")
_AMOUNT = re.compile(r"\d{1,10}([.,]\d{1,2})?|\d{1,3}(\.\d{3})+(,\d{1,2})?")
_THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")


class CellError(ValueError):
    """The cell cannot be understood; the message is a sentence for the person."""


def day(text: str) -> str:
    """The day as ISO date, "" for an empty cell."""
    if not text:
        return ""
    for shape in _DAYS:
        try:
            return datetime.strptime(text, shape).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    raise CellError(f"„{text}“ ist kein Datum. Bitte schreiben Sie es wie 12.03.2026.")


def money(text: str) -> str:
    """The amount with two decimals, "" for an empty cell."""
    plain = text.replace("€", "").replace("EUR", "").replace(" ", "").replace("\u00a0", "")
    if not plain:
        return ""
    if not _AMOUNT.fullmatch(plain):
        raise CellError(f"„{text}“ ist kein Betrag. Bitte schreiben Sie ihn wie 1234,50.")
    if "," in plain or _THOUSANDS.fullmatch(plain) or plain.count(".") > 1:
        plain = plain.replace(".", "").replace(",", ".")
    return f"{Decimal(plain):.2f}"


def one_of(text: str, known: Mapping[str, str], what: str) -> str:
    """The code of a word; `known` is casefolded word -> code. "" for an empty cell."""
    if not text:
        return ""
    if text.casefold() not in known:
        raise CellError(f"„{text}“ ist {what}.")
    return known[text.casefold()]


def several(text: str, known: Mapping[str, int], what: str) -> list[int]:
    """The keys of names in a cell; `known` is casefolded name -> key.

    A name may itself hold a semicolon: of the pieces that follow each other as many as possible
    are read as one name.
    """
    pieces = text.split(BETWEEN)
    found: list[int] = []
    while pieces:
        for many in range(len(pieces), 0, -1):
            name = BETWEEN.join(pieces[:many]).strip().casefold()
            if name in known:
                found.append(known[name])
                break
        else:
            if pieces[0].strip():
                raise CellError(f"„{pieces[0].strip()}“ {what}.")
            many = 1
        pieces = pieces[many:]
    return list(dict.fromkeys(found))
