"""Stored codes of data protection."""

from django.db import models


class RunState(models.TextChoices):
    """How far a run is that deletes what is due."""

    WAITING = "waiting", "wartet"
    RUNNING = "running", "läuft"
    DONE = "done", "fertig"


class Choice(models.TextChoices):
    """What somebody decided about one record that was due."""

    ERASE = "erase", "löschen"
    EXCEPT = "except", "dieses Mal ausnehmen"
