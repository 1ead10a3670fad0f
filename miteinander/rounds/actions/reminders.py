"""Remind those who have not answered: by themselves on the days of the round, or by hand."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.rounds import letters, rules
from miteinander.rounds.actions.rounds import locked
from miteinander.rounds.choices import LetterKind, RoundState
from miteinander.rounds.models import Inquiry, Letter, Round
from miteinander.rounds.queries import board

# A night that was missed (the machine was off) is made up for this long.
MADE_UP_FOR = 3


@transaction.atomic
def remind(*, asking: Round, by: Actor, inquiry: Inquiry | None = None, words: str = "") -> int:
    """Remind everybody with open answers, or the one; gives the number of mails.

    Nobody is reminded twice on a day, and nobody after the round was closed.
    """
    require(rules.can_run_rounds(by))
    asking = locked(asking)
    if asking.state != RoundState.RUNNING:
        return 0
    waiting = board.silent(asking)
    if inquiry is not None:
        waiting = waiting.filter(pk=inquiry.pk)
    sent = letters.write_all(list(waiting), LetterKind.REMINDER, by=by, words=words)
    if sent:
        audit.record(by, "round.reminded", asking, is_change=False)
    return len(sent)


def remind_if_due(*, asking: Round, by: Actor) -> int:
    """Remind if a day of the round has come since the last reminders went out by themselves."""
    require(rules.can_run_rounds(by))
    return remind(asking=asking, by=by) if is_due(asking, timezone.localdate()) else 0


def is_due(asking: Round, today: date) -> bool:
    """Whether today, or a night missed just before, is a day of reminding that was not kept."""
    days = [asking.due_on + timedelta(days=day) for day in asking.remind_days]
    sent_on = timezone.localdate(asking.sent_at) if asking.sent_at else today
    open_days = [
        day for day in days if today - timedelta(days=MADE_UP_FOR) < day <= today and day > sent_on
    ]
    if not open_days:
        return False
    reminded = Letter.objects.filter(inquiry__round=asking, kind=LetterKind.REMINDER)
    return not reminded.filter(written_on__gte=max(open_days)).exists()
