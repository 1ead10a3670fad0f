"""Stored codes of the rounds."""

from django.db import models


class RoundState(models.TextChoices):
    """Where a round stands."""

    DRAFT = "draft", "in Vorbereitung"
    RUNNING = "running", "läuft"
    CLOSED = "closed", "abgeschlossen"


class Question(models.TextChoices):
    """What a round can ask beside the status. The codes are fields of an answer."""

    NOTE = "note", "Was wurde getan?"
    RESULTS = "results", "Welche Ergebnisse und Zahlen gibt es?"
    OBSTACLES = "obstacles", "Was hinderte?"
    NEXT_STEPS = "next_steps", "Was sind die nächsten Schritte?"
    COST = "cost_eur", "Was hat es gekostet?"
    PERSONS = "persons_reached", "Wie viele Personen wurden erreicht?"


class AnswerState(models.TextChoices):
    """Where an answer stands.

    An open one is being waited for, also while somebody types. A returned one has a question of the
    coordination. A misdirected one names somebody else who is to be asked. A confirmed one has
    become a report.
    """

    OPEN = "open", "offen"
    ANSWERED = "answered", "beantwortet"
    RETURNED = "returned", "Rückfrage gestellt"
    MISDIRECTED = "misdirected", "andere zuständig"
    CONFIRMED = "confirmed", "übernommen"


# From a state to those that may follow; `actions` asks here.
TRANSITIONS: dict[str, set[AnswerState]] = {
    AnswerState.OPEN: {AnswerState.ANSWERED, AnswerState.MISDIRECTED},
    # Open again: whoever answered corrects it, and hands it in once more.
    AnswerState.ANSWERED: {AnswerState.OPEN, AnswerState.RETURNED, AnswerState.CONFIRMED},
    AnswerState.RETURNED: {AnswerState.ANSWERED, AnswerState.MISDIRECTED},
    AnswerState.MISDIRECTED: {AnswerState.OPEN, AnswerState.ANSWERED},
    AnswerState.CONFIRMED: {AnswerState.ANSWERED},
}

WAITED_FOR = (AnswerState.OPEN, AnswerState.RETURNED)


class LetterKind(models.TextChoices):
    """Why a mail went to somebody who is asked."""

    INVITATION = "invitation", "Anfrage"
    REMINDER = "reminder", "Erinnerung"
    QUESTION = "question", "Rückfrage"
    FRESH_LINK = "fresh_link", "neuer Link"
    PASSED_ON = "passed_on", "Weitergabe"
