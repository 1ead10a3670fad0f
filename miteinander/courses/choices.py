"""The stored codes of courses and their runs."""

from django.db import models


class CourseKind(models.TextChoices):
    """What a course is for."""

    INTEGRATION = "integration", "Integrationskurs"
    VOCATIONAL = "vocational", "Berufssprachkurs"
    LITERACY = "literacy", "Alphabetisierungskurs"
    PARENTS = "parents", "Eltern- oder Frauenkurs"
    CONVERSATION = "conversation", "Sprachtreff"
    GENERAL = "general", "Deutschkurs ohne Förderung"
    STAFF = "staff", "Fortbildung für Fachkräfte"


class Level(models.TextChoices):
    """Levels of the Common European Framework (GER), and what lies before it; codes sort."""

    A0 = "A0", "vor A1"
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


class ChildCare(models.TextChoices):
    """Whether somebody looks after the children meanwhile."""

    UNKNOWN = "unknown", "keine Angabe"
    NONE = "none", "keine Kinderbetreuung"
    ON_REQUEST = "on_request", "Kinderbetreuung auf Anfrage"
    ON_SITE = "on_site", "Kinderbetreuung im Haus"


WITH_CARE = (ChildCare.ON_REQUEST, ChildCare.ON_SITE)


class Language(models.TextChoices):
    """Languages in which a course helps; BCP 47."""

    GERMAN = "de", "Deutsch"
    ARABIC = "ar", "Arabisch"
    DARI = "prs", "Dari"
    ENGLISH = "en", "Englisch"
    FARSI = "fa", "Farsi"
    FRENCH = "fr", "Französisch"
    KURMANCI = "kmr", "Kurmandschi"
    PASHTO = "ps", "Paschtu"
    POLISH = "pl", "Polnisch"
    ROMANIAN = "ro", "Rumänisch"
    RUSSIAN = "ru", "Russisch"
    SOMALI = "so", "Somali"
    SPANISH = "es", "Spanisch"
    TIGRINYA = "ti", "Tigrinisch"
    TURKISH = "tr", "Türkisch"
    UKRAINIAN = "uk", "Ukrainisch"


class RunState(models.TextChoices):
    """How a run stands."""

    PLANNED = "planned", "geplant"
    OPEN = "open", "Anmeldung offen"
    FULL = "full", "ausgebucht"
    RUNNING = "running", "läuft"
    FINISHED = "finished", "beendet"
    CANCELLED = "cancelled", "fällt aus"


# What may follow what; a cancelled run may be planned once more, a finished one stays finished.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    RunState.PLANNED: (RunState.OPEN, RunState.FULL, RunState.RUNNING, RunState.CANCELLED),
    RunState.OPEN: (RunState.PLANNED, RunState.FULL, RunState.RUNNING, RunState.CANCELLED),
    RunState.FULL: (RunState.OPEN, RunState.RUNNING, RunState.CANCELLED),
    RunState.RUNNING: (RunState.FINISHED, RunState.CANCELLED),
    RunState.FINISHED: (),
    RunState.CANCELLED: (RunState.PLANNED,),
}
# Into these somebody can still come, at least onto a waiting list.
COMING = (RunState.PLANNED, RunState.OPEN, RunState.FULL, RunState.RUNNING)


def may_follow(before: str, after: str) -> bool:
    """Whether a run that is `before` may become `after` (or stay what it is)."""
    return before == after or after in TRANSITIONS[before]


class DayTime(models.TextChoices):
    """Parts of the day and the week by which people look for a course."""

    MORNING = "morning", "vormittags (Beginn vor 12 Uhr)"
    AFTERNOON = "afternoon", "nachmittags (Beginn 12 bis 17 Uhr)"
    EVENING = "evening", "abends (Beginn ab 17 Uhr)"
    WEEKEND = "weekend", "am Wochenende"


NOON, EVENING = 12 * 60, 17 * 60  # minutes after midnight
