"""The stored codes of demand and placement."""

from django.db import models


class LevelSource(models.TextChoices):
    """How the level was found."""

    TEST = "test", "Einstufungstest"
    CERTIFICATE = "certificate", "Zertifikat"
    SELF = "self", "eigene Einschätzung"


class Goal(models.TextChoices):
    """What somebody learns for."""

    EVERYDAY = "everyday", "Alltag und Ankommen"
    CERTIFICATE = "certificate", "Zertifikat oder Einbürgerung"
    WORK = "work", "Arbeit oder Ausbildung"
    LITERACY = "literacy", "lesen und schreiben lernen"
    CHILDREN = "children", "die Kinder in Kita und Schule begleiten"


class PartOfDay(models.TextChoices):
    """Parts of a day; their minutes stand in `availability`."""

    MORNING = "morning", "Vormittag (7 bis 13 Uhr)"
    MIDDAY = "midday", "Mittag (11 bis 15 Uhr)"
    AFTERNOON = "afternoon", "Nachmittag (13 bis 18 Uhr)"
    EVENING = "evening", "Abend (17 bis 22 Uhr)"


class SupportNeed(models.TextChoices):
    """What somebody needs to take part. Never why: no diagnosis is kept."""

    STEP_FREE = "step_free", "ohne Stufen erreichbar"
    LARGE_PRINT = "large_print", "Unterlagen in großer Schrift"
    HEARING = "hearing", "Hilfe beim Hören (zum Beispiel Platz vorn, Höranlage)"
    QUIET = "quiet", "ruhiger Raum oder kleine Gruppe"
    BREAKS = "breaks", "häufigere Pausen"


class LetterLanguage(models.TextChoices):
    """Languages in which letters and answers are written; BCP 47."""

    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "Englisch"
    ARABIC = "ar", "Arabisch"
    UKRAINIAN = "uk", "Ukrainisch"
    TURKISH = "tr", "Türkisch"


class ContactWay(models.TextChoices):
    """How somebody wants to be told of a place."""

    LETTER = "letter", "Brief"
    MAIL = "mail", "E-Mail"
    SMS = "sms", "SMS"


class Sex(models.TextChoices):
    """Only for the report on fairness, and only if somebody wants to say it."""

    FEMALE = "female", "weiblich"
    MALE = "male", "männlich"
    DIVERSE = "diverse", "divers"


class AgeGroup(models.TextChoices):
    """Only for the report on fairness, and only if somebody wants to say it."""

    YOUNG = "16-26", "16 bis 26 Jahre"
    MIDDLE = "27-39", "27 bis 39 Jahre"
    OLDER = "40-54", "40 bis 54 Jahre"
    OLD = "55+", "55 Jahre und älter"


class LearnerState(models.TextChoices):
    """How a wish for a course stands."""

    OPEN = "open", "sucht einen Platz"
    OFFERED = "offered", "hat ein Platzangebot"
    PLACED = "placed", "hat einen Platz"
    DONE = "done", "erledigt"
    WITHDRAWN = "withdrawn", "zurückgezogen"


CLOSED = (LearnerState.DONE, LearnerState.WITHDRAWN)


class RoundState(models.TextChoices):
    """How far the calculation of proposals is."""

    WAITING = "waiting", "wartet"
    RUNNING = "running", "rechnet"
    DONE = "done", "fertig"
    FAILED = "failed", "nicht möglich"


class Cause(models.TextChoices):
    """Why proposals were calculated."""

    BY_HAND = "by_hand", "von Hand gestartet"
    PLACE_FREE = "place_free", "ein Platz wurde frei"
    CHANGED = "changed", "ein Vorschlag wurde geändert"


class Decision(models.TextChoices):
    """What staff made of a proposal."""

    OPEN = "open", "noch nicht entschieden"
    ACCEPTED = "accepted", "angenommen"
    CHANGED = "changed", "anderer Kurs gewählt"
    REFUSED = "refused", "abgelehnt"


class OfferState(models.TextChoices):
    """What became of a place that was offered to somebody."""

    OFFERED = "offered", "angeboten"
    ACCEPTED = "accepted", "zugesagt"
    REFUSED = "refused", "abgesagt"
    EXPIRED = "expired", "Frist verstrichen"
    WITHDRAWN = "withdrawn", "zurückgenommen"
    STARTED = "started", "hat angefangen"
    NO_SHOW = "no_show", "nicht erschienen"
    DROPPED_OUT = "dropped_out", "abgebrochen"
    COMPLETED = "completed", "abgeschlossen"


# What may follow what.
OFFER_TRANSITIONS: dict[str, tuple[str, ...]] = {
    OfferState.OFFERED: (
        *(OfferState.ACCEPTED, OfferState.REFUSED, OfferState.EXPIRED, OfferState.WITHDRAWN),
    ),
    OfferState.ACCEPTED: (
        *(OfferState.STARTED, OfferState.NO_SHOW, OfferState.REFUSED, OfferState.WITHDRAWN),
    ),
    OfferState.STARTED: (OfferState.DROPPED_OUT, OfferState.COMPLETED),
}
# These hold a place.
HOLDING = (OfferState.OFFERED, OfferState.ACCEPTED, OfferState.STARTED)
