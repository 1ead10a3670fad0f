"""What a public report says first, made of what one or several institutions answered. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from miteinander.rounds.models import Answer, Round
from miteinander.rounds.values import WORDS

UNCHANGED = "Keine Änderung seit dem letzten Bericht."


def combined(answers: Sequence[Answer], asking: Round) -> dict[str, Any]:
    """Attributes of a report (field -> value) made of at least one answer.

    One answer is taken as it is. Of several, the texts follow each other under the institutions'
    names and costs are added; people are not, because two may have counted the same ones: they are
    told in the words. The status is "" where the institutions name different ones.
    """
    several = len(answers) > 1
    said: dict[str, Any] = {key: _texts(answers, key, several) for key in WORDS}
    if several:
        said["results"] = "\n\n".join(filter(None, [said["results"], _reached(answers)]))
    costs = [one.cost_eur for one in answers if one.cost_eur is not None]
    statuses = {one.status for one in answers}
    return {
        **said,
        "cost_eur": sum(costs) if costs else None,
        "persons_reached": None if several else answers[0].persons_reached,
        "status": statuses.pop() if len(statuses) == 1 else "",
        "reported_on": max(_day(one) for one in answers),
        "author": ", ".join(one.organisation.name for one in answers)[:200],
        "period_from": asking.period_from,
        "period_until": asking.period_until,
    }


def _texts(answers: Sequence[Answer], key: str, several: bool) -> str:
    texts = [(one.organisation.name, _text(one, key)) for one in answers]
    if not several:
        return texts[0][1]
    return "\n\n".join(f"{name}: {text}" for name, text in texts if text)


def _text(answer: Answer, key: str) -> str:
    text: str = getattr(answer, key)
    if key == "note" and answer.is_unchanged and not text.strip():
        return UNCHANGED
    return text


def _reached(answers: Sequence[Answer]) -> str:
    told = [
        f"{one.organisation.name} {one.persons_reached}"
        for one in answers
        if one.persons_reached is not None
    ]
    return f"Erreichte Personen: {', '.join(told)}" if told else ""


def _day(answer: Answer) -> date:
    return timezone.localdate(answer.answered_at) if answer.answered_at else timezone.localdate()
