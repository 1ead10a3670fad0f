"""Which measures are overdue or soon due, and for which nobody can be asked."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from miteinander.concept.choices import Responsibility, Status
from miteinander.concept.models import MeasureResponsibility
from miteinander.network.models import Person

SOON = timedelta(days=90)
# Whoever stands here needs no end any more.
ENDED = (Status.COMPLETED, Status.PERMANENT, Status.DISCONTINUED, Status.TRANSFERRED)


def overdue() -> Q:
    """Measures whose last day is past and that are not at an end."""
    return Q(ends_on__lt=timezone.localdate()) & ~Q(status__in=ENDED)


def soon_due() -> Q:
    """Measures that end within the next 90 days and are not at an end."""
    today = timezone.localdate()
    return Q(ends_on__range=(today, today + SOON)) & ~Q(status__in=ENDED)


def without_lead() -> Q:
    """Measures for which no institution answers."""
    return ~Q(Exists(_leads()))


def unreachable() -> Q:
    """Measures of which an answering institution has no mail address, of its own or of a person.

    So it is when the only contact person left.
    """
    people = Person.objects.filter(organisation=OuterRef("organisation")).exclude(email="")
    silent = _leads().filter(~Exists(people), organisation__email="")
    return Q(Exists(silent))


# What the address says -> its words, and what is looked for.
CONCERNS: dict[str, tuple[str, Callable[[], Q]]] = {
    "ueberfaellig": ("Ende vorbei, nicht abgeschlossen", overdue),
    "bald": ("endet in den nächsten 90 Tagen", soon_due),
    "ohne-institution": ("ohne federführende Institution", without_lead),
    "unerreichbar": ("federführende Institution ohne Mailadresse", unreachable),
}


def _leads() -> QuerySet[MeasureResponsibility]:
    return MeasureResponsibility.objects.filter(measure=OuterRef("pk"), role=Responsibility.LEAD)
