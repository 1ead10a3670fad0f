"""Kinds of measures, and periods as printed."""

from __future__ import annotations

import re

PERMANENT, PROJECT = "permanent", "project"

_PERMANENT = re.compile(
    r"dauer(?:aufgabe|haft|maßnahme|angebot)|laufende[rs]? (?:aufgabe|prozess)|"
    r"fortlaufend|regelaufgabe|permanent|continuous|ongoing",
    re.IGNORECASE,
)
_PROJECT = re.compile(
    r"projekt|befristet|einmalig|pilot|project|temporary|one-off|zeitlich begrenzt", re.IGNORECASE
)
_NOT = re.compile(r"unbefristet", re.IGNORECASE)


def kind_of(text: str) -> str | None:
    """ "permanent" or "project" from printed words; what stands in brackets comes second."""
    main = re.sub(r"\([^)]*\)", " ", text).strip() or text
    if _NOT.search(main):
        return PERMANENT
    permanent, project = _PERMANENT.search(main), _PROJECT.search(main)
    if permanent and project:
        return PERMANENT if permanent.start() < project.start() and "/" not in main else None
    if permanent:
        return PERMANENT
    return PROJECT if project else None


def period_of(text: str) -> str | None:
    """The period as printed, single blanks; None when nothing is printed."""
    words = " ".join(text.split()).strip(" :;")
    return words if any(c.isalnum() for c in words) else None
