"""Statuses with their allowed transitions, and the other stored codes of the concept."""

from django.db import models


class Status(models.TextChoices):
    """How far a measure is. A word, never a percentage."""

    NOT_PLANNED = "not_planned", "noch nicht geplant"
    PLANNED = "planned", "geplant"
    STARTED = "started", "begonnen"
    ADVANCED = "advanced", "fortgeschritten"
    COMPLETED = "completed", "abgeschlossen"
    PERMANENT = "permanent", "als Daueraufgabe verankert"
    PAUSED = "paused", "ruht"
    DISCONTINUED = "discontinued", "eingestellt"
    TRANSFERRED = "transferred", "in anderen Plan überführt"
    UNKNOWN = "unknown", "unbekannt"


_BEFORE_WORK = {Status.NOT_PLANNED, Status.PLANNED}
_AT_WORK = {Status.STARTED, Status.ADVANCED}
_DONE = {Status.COMPLETED, Status.PERMANENT}
_LEFT = {Status.PAUSED, Status.DISCONTINUED, Status.TRANSFERRED}
_ALL = set(Status)

# From a status (or from no report, "") to the statuses that a next report may name. A correction
# of a wrong report is an edit of that report, not a transition.
TRANSITIONS: dict[str, set[Status]] = {
    "": _ALL,
    Status.UNKNOWN: _ALL,
    Status.NOT_PLANNED: _ALL - _DONE | {Status.COMPLETED},
    Status.PLANNED: _ALL,
    Status.STARTED: _AT_WORK | _DONE | _LEFT | {Status.PLANNED, Status.UNKNOWN},
    Status.ADVANCED: _AT_WORK | _DONE | _LEFT | {Status.UNKNOWN},
    Status.COMPLETED: _DONE | {Status.STARTED, Status.TRANSFERRED},
    Status.PERMANENT: _DONE | {Status.ADVANCED, Status.PAUSED, *_LEFT},
    Status.PAUSED: _ALL - {Status.NOT_PLANNED},
    Status.DISCONTINUED: {Status.DISCONTINUED, Status.PLANNED, Status.STARTED, Status.TRANSFERRED},
    Status.TRANSFERRED: {Status.TRANSFERRED, Status.PLANNED, Status.STARTED},
}


def may_follow(before: str, after: str) -> bool:
    """Whether a report with status `after` may follow one with `before` ("" for none)."""
    return after in TRANSITIONS[before]


class MeasureKind(models.TextChoices):
    """A project ends; a permanent task (Daueraufgabe) stays."""

    PROJECT = "project", "Projekt"
    PERMANENT = "permanent", "Daueraufgabe"


class Responsibility(models.TextChoices):
    """Who answers for a measure, and who takes part."""

    LEAD = "lead", "federführend"
    PARTNER = "partner", "beteiligt"


class ItemKind(models.TextChoices):
    """The levels of the plan's tree."""

    FIELD = "field", "Handlungsfeld"
    TOPIC = "topic", "Unterthema"
    GOAL = "goal", "Ziel"
    MEASURE = "measure", "Maßnahme"


class ImportState(models.TextChoices):
    """Where the import of a document stands."""

    WAITING = "waiting", "wartet"
    READING = "reading", "wird gelesen"
    REVIEW = "review", "bereit zur Durchsicht"
    REFUSED = "refused", "nicht lesbar"
    TAKEN_OVER = "taken_over", "übernommen"
    DROPPED = "dropped", "verworfen"


class ProposalChange(models.TextChoices):
    """What taking over a recognised item does to the plan."""

    NEW = "new", "neu"
    CHANGED = "changed", "geändert"
    SAME = "same", "unverändert"
    REMOVED = "removed", "entfällt"


class Succession(models.TextChoices):
    """What became of a measure in the next edition."""

    CONTINUES = "continues", "wird fortgeführt"
    CHANGES = "changes", "wird geändert"
    MERGES = "merges", "wird zusammengelegt"
    SPLITS = "splits", "wird geteilt"
    ENDS = "ends", "entfällt"
    NEW = "new", "ist neu"


# A measure that is still the same one; what has not been decided ("") is a copy so far.
SAME_MEASURE = ("", Succession.CONTINUES, Succession.CHANGES)
