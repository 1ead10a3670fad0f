"""The stored codes of needs, judgements and what they rest on."""

from django.db import models


class NeedState(models.TextChoices):
    """What became of a need."""

    OPEN = "open", "offen"
    ANSWERING = "answering", "wird beantwortet"
    ANSWERED = "answered", "beantwortet"
    DROPPED = "dropped", "nicht weiter verfolgt"


WAITING = (NeedState.OPEN, NeedState.ANSWERING)


class Priority(models.TextChoices):
    """How urgent a need is, in words; in the order of lists."""

    URGENT = "urgent", "vordringlich"
    IMPORTANT = "important", "wichtig"
    LATER = "later", "kann warten"
    UNDECIDED = "undecided", "noch nicht festgelegt"


class EvidenceKind(models.TextChoices):
    """Where the knowledge comes from. Numbers and voices count alike."""

    STATISTICS = "statistics", "amtliche Statistik"
    OWN_NUMBERS = "own_numbers", "eigene Zahlen"
    SURVEY = "survey", "Befragung"
    MINUTES = "minutes", "Protokoll"
    PROPOSAL = "proposal", "Vorschlag einer Arbeitsgruppe"
    CONSULTATION = "consultation", "Beteiligung"
    QUOTE = "quote", "Zitat ohne Namen"
    STUDY = "study", "Studie"


class Verdict(models.TextChoices):
    """How far a goal is reached. Nobody computes it: somebody judges, with reasons."""

    REACHED = "reached", "erreicht"
    LARGELY = "largely", "weitgehend erreicht"
    PARTLY = "partly", "teilweise erreicht"
    HARDLY = "hardly", "kaum erreicht"
    NOT_REACHED = "not_reached", "nicht erreicht"
    NO_DATA = "no_data", "nicht zu beurteilen, Daten fehlen"


class SubjectKind(models.TextChoices):
    """What an earlier version is a version of."""

    NEED = "need", "Bedarf"
    JUDGEMENT = "judgement", "Bewertung"
