"""Reads the official list of municipalities (GV100AD of the statistical offices). Knows no Django.

Source of the layout: Destatis, "Datensatzbeschreibung GV100AD". Each line has 220 characters:
record kind (1-2), date (3-10), regional key (11-22), name (23-72), seat (73-122), kind of the
place (123-124), and for a Gemeinde its area, people in all (140-150), postcode and more.

Taken are the records 10 Land, 40 Kreis, 50 Gemeindeverband and 60 Gemeinde. Left out are 20
Regierungsbezirk and 30 Region, which carry no integration work, and those associations that are
only a Gemeinde once more (50 verbandsfrei, 58 erfüllende Gemeinde).
"""

import re
from dataclasses import dataclass

WIDTH = 220
_HEAD = re.compile(r"(10|20|30|40|50|60)\d{8}(\d{2})")
_KINDS = {
    **dict.fromkeys(("41", "42", "61", "62"), "city"),
    **dict.fromkeys(("43", "44", "45"), "district"),
    **dict.fromkeys(("51", "52", "53", "54", "55", "56"), "association"),
    **dict.fromkeys(("63", "67"), "town"),
    **dict.fromkeys(("60", "64"), "village"),
    **dict.fromkeys(("65", "66"), "area"),
}
_ONLY_A_GEMEINDE = {"50", "58"}
_KEY_DIGITS = {"10": 2, "40": 5, "50": 9, "60": 8}
_TELLS_ITSELF = re.compile("kreis|region|verband", re.IGNORECASE)


class ListError(ValueError):
    """The file is not the official list; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One municipality of the list.

    `ags` has 2 digits for a Land, 5 for a Kreis, 9 (with the Regierungsbezirk) for an association,
    8 for a Gemeinde; `kind` is a code of `kernel.choices.MunicipalityKind`; `people` counts heads.
    """

    ags: str
    name: str
    kind: str
    people: int = 0

    @property
    def parent_keys(self) -> list[str]:
        """Keys of the next higher levels, nearest first: Kreis, Land."""
        return [self.ags[:size] for size in (5, 2) if size < len(self.ags)]


def decode(data: bytes) -> str:
    """The text of the file: UTF-8 with or without a byte order mark, else Windows-1252."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListError("Die Datei ist kein Text. Erwartet wird die Textdatei GV100AD von Destatis.")


def parse(text: str) -> list[Entry]:
    """All municipalities of the list, in its order; raises `ListError` with the line's number."""
    found: dict[str, Entry] = {}
    for number, line in enumerate(text.splitlines(), 1):
        entry = _entry(line.rstrip(), number) if line.strip() else None
        if entry is None:
            continue
        if entry.ags in found:
            raise ListError(
                f"Zeile {number}: Der Schlüssel {entry.ags} steht zweimal in der Datei."
            )
        found[entry.ags] = entry
    if not found:
        raise ListError("Die Datei ist leer. Erwartet wird die Textdatei GV100AD von Destatis.")
    return list(found.values())


def _entry(line: str, number: int) -> Entry | None:
    head = _HEAD.match(line)
    if head is None or len(line) > WIDTH:
        raise ListError(
            f"Zeile {number} hat nicht den Aufbau des Gemeindeverzeichnisses (GV100AD): Erwartet "
            f"werden höchstens {WIDTH} Zeichen, die mit 10, 20, 30, 40, 50 oder 60 beginnen."
        )
    record, place = head[1], line[122:124]
    if record in ("20", "30") or (record == "50" and place in _ONLY_A_GEMEINDE):
        return None
    kind = "state" if record == "10" else _KINDS.get(place)
    if kind is None:
        raise ListError(f"Zeile {number}: Das Textkennzeichen „{place}“ ist unbekannt.")
    name = _name(line[22:72], place)
    if not name:
        raise ListError(f"Zeile {number}: Der Name fehlt.")
    return Entry(_ags(line, record, number), name, kind, _people(line, number))


def _ags(line: str, record: str, number: int) -> str:
    size = _KEY_DIGITS[record]
    key = line[10:15] + line[18:22] if record == "50" else line[10 : 10 + size]
    if not (len(key) == size and key.isascii() and key.isdigit()):
        raise ListError(f"Zeile {number}: Der Regionalschlüssel hat nicht {size} Ziffern.")
    return key


def _name(field: str, place: str) -> str:
    """The name up to the comma ("Kiel, Landeshauptstadt"); a district's says that it is one."""
    name = " ".join(field.partition(",")[0].split())
    if place in ("43", "44") and name and not _TELLS_ITSELF.search(name):
        return f"{'Kreis' if place == '43' else 'Landkreis'} {name}"
    return name


def _people(line: str, number: int) -> int:
    digits = line[139:150].strip() if line.startswith("60") else ""
    if digits and not (digits.isascii() and digits.isdigit()):
        raise ListError(f"Zeile {number}: Die Einwohnerzahl ist keine Zahl.")
    return int(digits or 0)
