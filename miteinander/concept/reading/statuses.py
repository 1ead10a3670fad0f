"""States of implementation: printed words to one of ten codes, only where the words are certain."""

from __future__ import annotations

import re

CODES = (
    "not_planned", "planned", "started", "advanced", "completed",
    "permanent", "paused", "discontinued", "transferred", "unknown",
)  # fmt: skip

_SPACE = re.compile(r"\s+")
_ASIDE = re.compile(r"\([^)]*\)")
_STEP = re.compile(r"^(?:stufe|phase|schritt)?\s*\d\s*[:.)–-]\s*")
# Order counts: the first pattern that is found names the state, so negations stand first.
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "discontinued",
        r"nicht (?:mehr |weiter )?(?:weiter)?verfolgt|eingestellt|entf(?:ä|ae)llt|entfallen|"
        r"gestrichen|verworfen|abgebrochen|beendet ohne|discontinued|cancell?ed|dropped",
    ),
    (
        "paused",
        r"\bruht\b|ruhend|pausier|zur(?:ü|ue)ckgestellt|ausgesetzt|verschoben|on hold|paused|"
        r"postponed|suspended",
    ),
    (
        "transferred",
        r"(?:ü|ue)berf(?:ü|ue)hrt|(?:ü|ue)bergeleitet|(?:ü|ue)bergegangen in|aufgegangen in|"
        r"(?:ü|ue)bertragen (?:an|auf|in)|wird im rahmen .{3,80}weiterverfolgt|transferred|"
        r"merged into",
    ),
    (
        "planned",
        r"noch nicht (?:umgesetzt|realisiert|erledigt|erfolgt)|\bsoll(?:en)?\b.*\bwerden|"
        r"umzusetzen",
    ),
    (
        "not_planned",
        r"(?:noch )?nicht (?:\(konkret\) |konkret )?geplant|noch keine planung|"
        r"not (?:yet )?planned",
    ),
    (
        "planned",
        r"noch nicht (?:begonnen|gestartet|angelaufen)|nicht begonnen|not (?:yet )?started",
    ),
    (
        "advanced",
        r"fortgeschritten|weit vorangeschritten|(?:gr(?:ö|oe)(?:ß|ss)tenteils|"
        r"(?:ü|ue)berwiegend|weitgehend|nahezu|fast|teilweise) (?:umgesetzt|realisiert|erreicht|"
        r"abgeschlossen|erledigt)|teilumgesetzt|advanced|mostly done|partly implemented",
    ),
    (
        "permanent",
        r"daueraufgabe|verstetigt|dauerhaft|fortlaufend|etabliert|permanent|ongoing task|"
        r"established",
    ),
    (
        "started",
        r"begonnen|gestartet|angelaufen|in (?:der )?umsetzung|in bearbeitung|in arbeit|"
        r"umsetzung l(?:ä|ae)uft|umsetzungsphase|laufend|l(?:ä|ae)uft|\baktiv|"
        r"in durchf(?:ü|ue)hrung|\bwird (?:derzeit |aktuell |zurzeit |bereits )?"
        r"(?:umgesetzt|durchgef(?:ü|ue)hrt)|in progress|started|"
        r"ongoing|underway",
    ),
    (
        "completed",
        r"abgeschlossen|umgesetzt|\berledigt|erfolgt|fertiggestellt|realisiert|erreicht|beendet|"
        r"completed|finished|implemented|\bdone",
    ),
    (
        "planned",
        r"geplant|in planung|in vorbereitung|vorgesehen|beabsichtigt|offen|planned|"
        r"in preparation|open",
    ),
)
_COMPILED = tuple((code, re.compile(pattern)) for code, pattern in _PATTERNS)
_UNKNOWN = re.compile(r"^(?:unbekannt|unklar|keine angaben?|k\. ?a\.?|unknown|n/a)$")
_SEVERAL = re.compile(
    r"\b(?:ansonsten|teils|teilweise noch|je nach|abh(?:ä|ae)ngig|zum teil)\b|"
    r"projektabh(?:ä|ae)ngig|(?<!noch )\bnicht (?:\w+ )?(?:umgesetzt|realisiert|erreicht|erledigt|"
    r"erfolgt|m(?:ö|oe)glich)|\bnicht (?:\w+ )?abgeschlossen|(?<!\d)\d{1,2}\s?%|"
    r"\bnot (?:implemented|done)"
)
_BOTH = re.compile(
    r"(?:abgeschlossen|umgesetzt).*(?:und\s?/\s?oder|oder|/|bzw\.?|beziehungsweise).*daueraufgabe"
)


def status_of(text: str, kind: str | None = None) -> str | None:
    """The code for printed words, or None where they are not certain.

    `kind` ("permanent", "project") decides the one state that names two: finished and/or made a
    permanent task. What stands in brackets only decides when nothing else does.
    """
    words = _STEP.sub("", _SPACE.sub(" ", text.casefold()).strip(" .:"))
    if not words:
        return None
    if words in CODES:
        return words
    if _UNKNOWN.match(words):
        return "unknown"
    if _BOTH.search(words):
        return {"permanent": "permanent", "project": "completed"}.get(kind or "")
    if _SEVERAL.search(words):
        return None
    main = _ASIDE.sub(" ", words).strip() if not words.startswith("(") else words
    return _matched(words if "(konkret)" in words else main, kind)


def transfer_of(text: str) -> str | None:
    """The sentence that says where a measure went, if the text's first sentence says so."""
    first = re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0]
    code = status_of(first) if len(first) < 250 else None
    return first if code in ("transferred", "discontinued") else None


def _matched(words: str, kind: str | None) -> str | None:
    found = next((code for code, pattern in _COMPILED if pattern.search(words)), None)
    others = {
        code
        for code, pattern in _COMPILED
        if code in ("paused", "planned", "started") and pattern.search(words)
    }
    if found == "completed" and "started" in others and "noch" in words:
        return None
    if found == "started" and re.fullmatch(r"laufend|l(?:ä|ae)uft", words) and kind == "permanent":
        return "permanent"
    return found
