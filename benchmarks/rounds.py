"""A reporting round: queueing its mails, and what its board asks of the database."""

import time

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import towns
from benchmarks.figures import Figure, at_most, equal
from miteinander.accounts.queries import actor_in
from miteinander.concept.models import Edition
from miteinander.kernel.actor import Actor
from miteinander.kernel.models import Municipality, OutgoingMail
from miteinander.kernel.tenancy import town_scope
from miteinander.network.models import Organisation
from miteinander.rounds.actions import rounds, sending
from miteinander.rounds.choices import Question
from miteinander.rounds.models import Round
from miteinander.rounds.queries.board import board, table

SECONDS = 2
FEW, MANY = 6, 144  # measures


def figures() -> list[Figure]:
    """A town of 85 institutions and 144 measures, and one with a handful of both."""
    towns.migrate()
    small, large = _prepared("klein", FEW), _prepared("gross", MANY)
    _queued(*small)  # what is loaded once
    seconds, mails = _queued(*large)
    counts = [_board(*one) for one in (small, large)]
    return [
        Figure("institutions that get a mail", mails, "mails", "= 85", mails == 85),
        at_most("a round of 144 measures is queued", seconds, "s CPU", SECONDS),
        equal("queries of the board", counts[1], "queries", counts[0]),
    ]


def _prepared(slug: str, measures: int) -> tuple[Municipality, Actor, Round]:
    town = towns.town(slug, measures)
    by = actor_in(towns.coordinator(town), town)
    if by is None:
        raise RuntimeError("nobody may run a round")
    return town, by, prepared(town, by)


def prepared(town: Municipality, by: Actor) -> Round:
    """A round about all measures of the town, in which everybody has an address."""
    with town_scope(town):
        for one in Organisation.objects.all():
            one.email = f"post@i{one.pk}.example"
            one.save(update_fields=["email"])
        today = timezone.localdate()
        values = {
            "title": "Umsetzungsstand",
            "period_from": today.replace(month=1, day=1),
            "period_until": today,
            "due_on": today,
            "questions": list(Question.values),
            "asks_partners": True,
            "subject": "Wie weit sind Ihre Maßnahmen?",
            "invitation": "Bitte berichten Sie bis {frist}.",
            "reminder": "Wir warten noch.",
            "remind_days": 7,
        }
        return rounds.create(edition=Edition.objects.get(), values=values, by=by)


def _queued(town: Municipality, by: Actor, asking: Round) -> tuple[float, int]:
    """Seconds of CPU in this process (SQLite works inside of it), and the mails in the outbox."""
    with town_scope(town):
        begin = time.process_time()
        sending.send(asking=asking, by=by)
        seconds = time.process_time() - begin
        return seconds, OutgoingMail.objects.count()


def _board(town: Municipality, by: Actor, asking: Round) -> int:
    with town_scope(town), CaptureQueriesContext(connection) as captured:
        table(board(asking))
    return len(captured)
