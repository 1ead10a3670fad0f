"""Reads of rounds."""

from django.db.models import Count, Q, QuerySet

from miteinander.rounds.choices import WAITED_FOR
from miteinander.rounds.models import Round


def rounds(state: str = "") -> QuerySet[Round]:
    """The municipality's rounds, newest first, with `asked` and `waiting` (counts of answers)."""
    found = Round.objects.annotate(
        asked=Count("answers"), waiting=Count("answers", Q(answers__state__in=WAITED_FOR))
    )
    return found.filter(state=state) if state else found
