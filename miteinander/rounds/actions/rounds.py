"""Prepare rounds, extend their deadline, close and open them again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from miteinander.concept.models import Edition, Measure
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.rounds import rules
from miteinander.rounds.choices import RoundState
from miteinander.rounds.models import Round

FIELDS = (
    "title",
    "period_from",
    "period_until",
    "due_on",
    "questions",
    "asks_partners",
    "subject",
    "invitation",
    "reminder",
    "remind_days",
)


@transaction.atomic
def create(
    *, edition: Edition, values: dict[str, Any], by: Actor, like: Round | None = None
) -> Round:
    """A round in preparation about the measures of `like`, or about all that are no drafts."""
    require(rules.can_run_rounds(by))
    own = {name: values[name] for name in FIELDS}
    asking = Round.objects.create(municipality_id=by.municipality_id, edition=edition, **own)
    measures = Measure.objects.filter(edition=edition, is_draft=False)
    if like is not None:
        measures = measures.filter(pk__in=like.measures.values("pk"))
    asking.measures.set(measures)
    audit.record(by, "round.added", asking, is_change=False)
    return asking


@transaction.atomic
def change(*, asking: Round, values: dict[str, Any], by: Actor) -> None:
    """Store the values of the form of a round that is not sent yet."""
    require(rules.can_run_rounds(by))
    _in_preparation(asking)
    for name in FIELDS:
        setattr(asking, name, values[name])
    asking.save(update_fields=FIELDS)
    audit.record(by, "round.changed", asking, is_change=False)


@transaction.atomic
def choose(*, asking: Round, shown: Iterable[int], chosen: Iterable[int], by: Actor) -> None:
    """Of the measures that were `shown` (keys), ask about the `chosen` ones only."""
    require(rules.can_run_rounds(by))
    _in_preparation(asking)
    of_edition = Measure.objects.filter(edition=asking.edition_id, pk__in=list(shown))
    keys = set(of_edition.values_list("pk", flat=True))
    asking.measures.remove(*(keys - set(chosen)))
    asking.measures.add(*(keys & set(chosen)))
    audit.record(by, "round.changed", asking, is_change=False)


@transaction.atomic
def delete(*, asking: Round, by: Actor) -> None:
    """Delete a round that was never sent."""
    require(rules.can_run_rounds(by))
    _in_preparation(asking)
    pk = asking.pk
    asking.delete()
    audit.record(by, "round.deleted", kind="rounds.round", pk=pk, is_change=False)


@transaction.atomic
def extend(*, asking: Round, due_on: date, by: Actor) -> None:
    """Wait longer for answers, or less long."""
    require(rules.can_run_rounds(by))
    if locked(asking).state != RoundState.RUNNING:
        raise NotPossible("Die Frist lässt sich nur ändern, solange die Runde läuft.")
    asking.due_on = due_on
    asking.save(update_fields=["due_on"])
    audit.record(by, "round.extended", asking, is_change=False)


@transaction.atomic
def close(*, asking: Round, by: Actor) -> None:
    """End the round: links open no more, no reminders go out, open answers stay "keine Antwort"."""
    require(rules.can_run_rounds(by))
    if locked(asking).state != RoundState.RUNNING:
        raise NotPossible("Diese Berichtsrunde läuft nicht.")
    _set(asking, RoundState.CLOSED, timezone.now())
    audit.record(by, "round.closed", asking, is_change=False)


@transaction.atomic
def reopen(*, asking: Round, by: Actor) -> None:
    """Let a closed round go on."""
    require(rules.can_run_rounds(by))
    if locked(asking).state != RoundState.CLOSED:
        raise NotPossible("Diese Berichtsrunde ist nicht abgeschlossen.")
    _set(asking, RoundState.RUNNING, None)
    audit.record(by, "round.reopened", asking, is_change=False)


def locked(asking: Round) -> Round:
    """The round as it is now; whoever else changes it waits until this transaction is through."""
    return Round.objects.select_for_update().get(pk=asking.pk)


def _set(asking: Round, state: RoundState, closed_at: Any) -> None:
    asking.state, asking.closed_at = state, closed_at
    asking.save(update_fields=["state", "closed_at"])


def _in_preparation(asking: Round) -> None:
    if locked(asking).state != RoundState.DRAFT:
        raise NotPossible("Diese Berichtsrunde ist schon verschickt und bleibt, wie sie ist.")
