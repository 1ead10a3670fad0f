"""The stored codes of courses and their runs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseKind(models.TextChoices):
    """What a course is for."""

    INTEGRATION = "integration", _("Integrationskurs")
    VOCATIONAL = "vocational", _("Berufssprachkurs")
    LITERACY = "literacy", _("Alphabetisierungskurs")
    PARENTS = "parents", _("Eltern- oder Frauenkurs")
    CONVERSATION = "conversation", _("Sprachtreff")
    GENERAL = "general", _("Deutschkurs ohne Förderung")
    STAFF = "staff", _("Fortbildung für Fachkräfte")


class Level(models.TextChoices):
    """Levels of the Common European Framework (GER), and what lies before it; codes sort."""

    A0 = "A0", _("vor A1")
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


class ChildCare(models.TextChoices):
    """Whether somebody looks after the children meanwhile."""

    UNKNOWN = "unknown", _("keine Angabe")
    NONE = "none", _("keine Kinderbetreuung")
    ON_REQUEST = "on_request", _("Kinderbetreuung auf Anfrage")
    ON_SITE = "on_site", _("Kinderbetreuung im Haus")


WITH_CARE = (ChildCare.ON_REQUEST, ChildCare.ON_SITE)


class Language(models.TextChoices):
    """Languages in which a course helps; BCP 47."""

    GERMAN = "de", _("Deutsch")
    ARABIC = "ar", _("Arabisch")
    DARI = "prs", _("Dari")
    ENGLISH = "en", _("Englisch")
    FARSI = "fa", _("Farsi")
    FRENCH = "fr", _("Französisch")
    KURMANCI = "kmr", _("Kurmandschi")
    PASHTO = "ps", _("Paschtu")
    POLISH = "pl", _("Polnisch")
    ROMANIAN = "ro", _("Rumänisch")
    RUSSIAN = "ru", _("Russisch")
    SOMALI = "so", _("Somali")
    SPANISH = "es", _("Spanisch")
    TIGRINYA = "ti", _("Tigrinisch")
    TURKISH = "tr", _("Türkisch")
    UKRAINIAN = "uk", _("Ukrainisch")


class RunState(models.TextChoices):
    """How a run stands."""

    PLANNED = "planned", _("geplant")
    OPEN = "open", _("Anmeldung offen")
    FULL = "full", _("ausgebucht")
    RUNNING = "running", _("läuft")
    FINISHED = "finished", _("beendet")
    CANCELLED = "cancelled", _("fällt aus")


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

    MORNING = "morning", _("vormittags (Beginn vor 12 Uhr)")
    AFTERNOON = "afternoon", _("nachmittags (Beginn 12 bis 17 Uhr)")
    EVENING = "evening", _("abends (Beginn ab 17 Uhr)")
    WEEKEND = "weekend", _("am Wochenende")


NOON, EVENING = 12 * 60, 17 * 60  # minutes after midnight
