"""Readable, stable parts of addresses for municipalities. Knows no Django."""

import re
import unicodedata
from collections.abc import Iterable

from miteinander.kernel.municipalities import Entry

LONGEST = 80
# First words of addresses that belong to no municipality (config/urls.py).
RESERVED = frozenset({"anmeldung", "api", "bausteine", "einrichten", "konto", "static", "zustand"})
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l"})


def slug_of(text: str) -> str:
    """ "Neustadt b.Coburg" -> "neustadt-b-coburg"; "" where nothing can be spelled in ASCII."""
    spelled = unicodedata.normalize("NFC", text).lower().translate(_GERMAN)
    ascii_text = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:LONGEST].rstrip("-")


def free_slug(name: str, ags: str, district: str, taken: set[str]) -> str:
    """The first that is free: the name, the name with its Kreis, the name with its key."""
    base = slug_of(name) or "kommune"
    for words in (base, f"{base}-{slug_of(_short(district))}"):
        slug = words[:LONGEST].strip("-")
        if slug not in taken and slug not in RESERVED:
            return slug
    return f"{base[: LONGEST - 13]}-{ags}"


def addresses(entries: Iterable[Entry], taken: set[str]) -> dict[str, str]:
    """A slug per key. Of several places of one name the largest gets the short address."""
    entries = list(entries)
    names = {entry.ags: entry.name for entry in entries}
    used, found = set(taken), {}
    for entry in sorted(entries, key=_rank):
        district = names.get(entry.ags[:5], "") if len(entry.ags) > 5 else ""
        slug = free_slug(_prefix(entry) + entry.name, entry.ags, district, used)
        used.add(slug)
        found[entry.ags] = slug
    return found


def _rank(entry: Entry) -> tuple[bool, int, str]:
    return len(entry.ags) != 8 or entry.kind == "area", -entry.people, entry.ags


def _prefix(entry: Entry) -> str:
    if entry.kind == "city" and len(entry.ags) == 5:
        return "stadtkreis-"
    return {2: "land-", 9: "gemeindeverband-"}.get(len(entry.ags), "")


def _short(district: str) -> str:
    return re.sub(r"^(Land)?[Kk]reis ", "", district)
