"""Stored codes of the kernel."""

from django.db import models


class MunicipalityKind(models.TextChoices):
    """What a municipality is, after the record kinds of the official list (GV100AD)."""

    STATE = "state", "Land"
    DISTRICT = "district", "Kreis"
    CITY = "city", "kreisfreie Stadt"
    ASSOCIATION = "association", "Gemeindeverband"
    TOWN = "town", "Stadt"
    VILLAGE = "village", "Gemeinde"
    AREA = "area", "gemeindefreies Gebiet"


class Door(models.TextChoices):
    """Through which door somebody came who acts."""

    SESSION = "session", "angemeldet"
    MAIL_LINK = "mail_link", "Link aus einer Mail"
    API_TOKEN = "api_token", "Schnittstelle"
    SYSTEM = "system", "System"


class MailState(models.TextChoices):
    """What became of a mail."""

    WAITING = "waiting", "wartet auf den Versand"
    SENT = "sent", "verschickt"
    DELAYED = "delayed", "verzögert sich"
    FAILED = "failed", "nicht zugestellt"
    BOUNCED = "bounced", "kam zurück"
    UNCERTAIN = "uncertain", "ungewiss"
