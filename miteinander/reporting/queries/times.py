"""Which day, time and round a report is about, from what somebody chose."""

from datetime import date
from typing import Any

from django.utils import timezone

from miteinander.concept.models import Edition
from miteinander.reporting.queries.composition import Wanted
from miteinander.rounds.choices import RoundState
from miteinander.rounds.models import Round


def wanted(
    *,
    on: date | None = None,
    since: date | None = None,
    asked_in: Round | None = None,
    parts: tuple[str, ...] | None = None,
    with_unpublished: bool = False,
) -> Wanted:
    """What is to be told; nothing chosen is today, compared with a year before.

    A round is told of as of the day on which it was closed, compared with the day before the time
    it asks about.
    """
    today = timezone.localdate()
    as_of = on or (_end(asked_in) if asked_in else None) or today
    begin = since or (asked_in.period_from if asked_in else _a_year_before(as_of))
    more = {"parts": parts} if parts else {}
    return Wanted(
        as_of=as_of,
        since=min(begin, as_of),
        today=today,
        round=asked_in,
        with_unpublished=with_unpublished,
        **more,
    )


def kept(one: Wanted) -> dict[str, Any]:
    """What is wanted as JSON; `wanted_again` makes the same of it on another day."""
    return {
        "on": one.as_of.isoformat(),
        "since": one.since.isoformat(),
        "round": one.round.pk if one.round else None,
        "parts": list(one.parts),
    }


def wanted_again(one: dict[str, Any], *, with_unpublished: bool) -> Wanted:
    """What somebody wanted; raises `Round.DoesNotExist` where its round was deleted."""
    return wanted(
        on=date.fromisoformat(one["on"]),
        since=date.fromisoformat(one["since"]),
        asked_in=Round.objects.get(pk=one["round"]) if one["round"] else None,
        parts=tuple(one["parts"]),
        with_unpublished=with_unpublished,
    )


def rounds(edition: Edition) -> list[Round]:
    """The edition's rounds that were sent, the newest first."""
    return list(Round.objects.filter(edition=edition).exclude(state=RoundState.DRAFT))


def _end(asked_in: Round) -> date | None:
    return timezone.localdate(asked_in.closed_at) if asked_in.closed_at else None


def _a_year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
