"""Rounds, whom they ask, and what is answered."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from miteinander.concept.models import Edition, Measure
from miteinander.kernel.tenancy import all_towns
from miteinander.network.models import Organisation
from miteinander.rounds.choices import Question, RoundState
from miteinander.rounds.models import Answer, Inquiry, Round


def a_round(edition: Edition, *measures: Measure, **values: Any) -> Round:
    """A running round about last year, due in two weeks, that asks all questions."""
    year = timezone.localdate().year - 1
    values = {
        "title": f"Umsetzungsstand {year}",
        "period_from": date(year, 1, 1),
        "period_until": date(year, 12, 31),
        "due_on": timezone.localdate() + timedelta(days=14),
        "questions": list(Question.values),
        "subject": "Wie weit sind Ihre Maßnahmen?",
        "invitation": "Bitte berichten Sie.",
        "reminder": "Wir warten noch auf Ihre Antwort.",
        "state": RoundState.RUNNING,
        "sent_at": timezone.now(),
        **values,
    }
    own = {"municipality_id": edition.municipality_id, "edition": edition}
    with all_towns():
        made = Round.objects.create(**own, **values)
        made.measures.set(measures)
        return made


def inquiry(asking: Round, organisation: Organisation, **values: Any) -> Inquiry:
    """An institution that is asked in a round."""
    values = {"name": "Frau Muster", "email": "muster@partner.example", "key": "k" * 32, **values}
    own = {"municipality_id": asking.municipality_id, "round": asking}
    with all_towns():
        return Inquiry.objects.create(**own, organisation=organisation, **values)


def answer(asked: Inquiry, measure: Measure, **values: Any) -> Answer:
    """What the institution says about a measure; still open if nothing else is said."""
    with all_towns():
        return Answer.objects.create(
            municipality_id=asked.municipality_id,
            round=asked.round,
            inquiry=asked,
            organisation=asked.organisation,
            measure=measure,
            measure_title=str(measure),
            **values,
        )
