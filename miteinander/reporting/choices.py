"""Parts and formats of a report, as they stand in addresses."""

from django.db import models


class Part(models.TextChoices):
    """Chapters that can be left out."""

    SUMMARY = "zusammenfassung", "Zusammenfassung"
    FIELDS = "handlungsfelder", "Handlungsfelder"
    INSTITUTIONS = "institutionen", "Institutionen"
    COURSES = "deutschkurse", "Deutschkurse"
    CHANGES = "aenderungen", "Was sich geändert hat"
    OBSTACLES = "hindernisse", "Hindernisse"
    OUTLOOK = "ausblick", "Ausblick"
    SHEETS = "anhang", "Anhang mit einem Datenblatt je Maßnahme"


class Format(models.TextChoices):
    """Kinds of files."""

    PDF = "pdf", "PDF, zum Weitergeben"
    DOCX = "docx", "Word, zum Bearbeiten"
    XLSX = "xlsx", "Excel, zum Auswerten"


DAYS_KEPT = 3  # a report that a job wrote
FILES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


class FileState(models.TextChoices):
    """How far a report is that a job writes."""

    WAITING = "waiting", "wartet"
    RUNNING = "running", "wird geschrieben"
    DONE = "done", "fertig"
    FAILED = "failed", "nicht möglich"
