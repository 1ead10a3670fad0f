"""Several institutions in one cell: taken apart without tearing "Schul- und Sportamt"."""

from __future__ import annotations

import re

_HEADS = re.compile(
    r"(?:amt|ämter|behörde|büro|stelle|stellen|schule|schulen|verein|vereine|gmbh|werk|werke|verband|verbände|"
    r"zentrum|zentren|center|agentur|kammer|kirche|kirchen|polizei|präsidium|ministerium|referat|dezernat|"
    r"abteilung|fachbereich|fachdienst|dienst|beirat|rat|ausschuss|beauftragte[rn]?|träger|kita|kitas|haus|"
    r"bibliothek|hochschule|universität|institut|stiftung|netzwerk|bund|bündnis|forum|direktion|betriebe?|"
    r"gesellschaft|gruppe|akademie|galerie|museum|klinikum|kliniken|jobcenter|caritas|diakonie|awo|drk|vhs|"
    r"ihk|hwk|bamf|asb|ib|ksb|e\.\s?v\.?|ggmbh|stadt|kreis|gemeinde|land|stadtwerke)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:amt|ämter|ministerium|referat|fachbereich|fachdienst|dezernat|büro|abteilung|stabsstelle|zentrum|"
    r"koordinierungsstelle|fachstelle|bundesamt|landesamt|\w*stelle|\w*ministerium|beauftragte[rn]?)\s+"
    r"(?:für|der|des|zur|fuer)\s+[^,;]+$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^(?:und\s+)?(?:viele\s+|weitere\s+|die\s+)?(?:anderen?|andere\s+\w+|weitere|viele mehr|"
    r"u\.\s?a\.?|etc\.?|usw\.?|u\.\s?v\.\s?m\.?|others|and others)\.?$|"
    r"^weitere\s+(?:akteure|partner|träger|beteiligte)\w*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:,|und|sowie|and)?\s+(?:(?:viele\s+)?(?:weitere|andere)(?:\s+(?:Akteure|Partner|Träger)\w*)?|u\.\s?a\.?|"
    r"etc\.?|usw\.?|u\.\s?v\.\s?m\.?|und viele mehr|others)\s*$",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"^[-–—/.\s]*$|^(?:k\.\s?a\.?|n/a|offen|noch offen|unbekannt)$", re.IGNORECASE)
_SIGNS = re.compile(r"\s*(?:[;\n•▪]|\s/\s|\s\|\s|\s[–+]\s)\s*")


def institutions_of(text: str) -> tuple[str, ...]:
    """The institutions that a cell names, in their order and without "andere".

    Commas and "und" inside a name stay: "Amt für Jugend, Familie und Soziales",
    "Umwelt- und Arbeitsschutz".
    """
    found: list[str] = []
    parts = (piece for part in _SIGNS.split(text.strip()) for piece in _by_slash(part))
    for part in parts:
        for piece in _by_comma(part):
            for name in _by_and(piece):
                clean = _TAIL.sub("", " ".join(name.split()).strip(" ,;:"))
                if clean and not _OTHERS.match(clean) and not _EMPTY.match(clean):
                    found.append(clean)
    return tuple(dict.fromkeys(found))


def _by_slash(text: str) -> list[str]:
    """ "Sozialamt/Caritas" names two; "Jugend-/Sozialamt" and "Amt 50/51" name one."""
    parts = [part.strip() for part in text.split("/")]
    return parts if all(_is_name(part) and part[-1:] != "-" for part in parts) else [text]


def _by_comma(text: str) -> list[str]:
    parts = [part.strip() for part in _outside_brackets(text) if part.strip()]
    names: list[str] = []
    i = 0
    while i < len(parts):
        taken = _enumeration(parts, i)
        names.append(", ".join(parts[i : i + taken]))
        i += taken
    return names


def _enumeration(parts: list[str], i: int) -> int:
    """How many comma parts are one name: an office "für A, B und C" until its "und"."""
    if not _OPEN.search(parts[i]) or " und " in parts[i]:
        return 1
    for k in range(i + 1, len(parts)):
        if _HEADS.search(parts[k]) or _OTHERS.match(parts[k]):
            return 1
        if " und " in parts[k] or " sowie " in parts[k]:
            return k - i + 1
    return 1


def _by_and(text: str) -> list[str]:
    """Split at "und" only where both sides are institutions of their own."""
    match = re.search(r"\s(?:und|sowie|and|&)\s", text)
    if match is None:
        return [text]
    left, right = text[: match.start()], text[match.end() :]
    if _OTHERS.match(right.strip()):
        return [left]
    whole = left.rstrip().endswith("-") or right.lstrip().startswith("-") or "(" in left
    if whole or not (_is_name(left) and _is_name(right)):
        return [text]
    return [left, *_by_and(right)]


def _is_name(text: str) -> bool:
    return bool(_HEADS.search(text)) and text.strip()[:1].isupper()


def _outside_brackets(text: str) -> list[str]:
    depth, start, parts = 0, 0, []
    for i, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if (
            sign == ","
            and depth <= 0
            and not (text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit())
        ):
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]
