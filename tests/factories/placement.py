"""Who looks for a course, and proposals."""

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from miteinander.courses import availability
from miteinander.courses.actions import learners
from miteinander.courses.models import (
    CourseRun,
    District,
    Learner,
    PlacementProposal,
    PlacementRound,
    PlaceOffer,
)
from miteinander.courses.placement_choices import (
    ContactWay,
    Goal,
    LearnerState,
    LetterLanguage,
    LevelSource,
    RoundState,
)
from miteinander.courses.sealing import Private
from miteinander.kernel.actor import Actor, system
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns, town_scope

_numbers = count(1)


def district(municipality: Municipality, name: str = "", **values) -> District:
    """A district of the town."""
    with all_towns():
        return District.objects.create(
            municipality=municipality, name=name or f"Ortsteil {next(_numbers)}", **values
        )


def learner(
    municipality: Municipality,
    name: str = "",
    *,
    contact: str = "Lindenstraße 1, 00000 Musterstadt",
    reason: str = "",
    by: Actor | None = None,
    **values: Any,
) -> Learner:
    """Somebody of level A1 who always has time and looks for any course."""
    first, _, last = (name or f"Person {next(_numbers)}").partition(" ")
    given = {
        "level": "A1",
        "level_source": LevelSource.SELF,
        "goal": Goal.EVERYDAY,
        "times": availability.ALWAYS,
        "available_from": date(2026, 1, 1),
        "language": LetterLanguage.GERMAN,
        "contact_way": ContactWay.LETTER,
        **values,
    }
    with town_scope(municipality):
        return learners.add(
            values=given,
            private=Private(first, last, contact, reason),
            by=by or system(municipality.pk),
        )


def proposal(of: Learner, run: CourseRun | None = None) -> PlacementProposal:
    """A proposal of a round that is done."""
    with all_towns():
        one = PlacementRound.objects.create(
            municipality=of.municipality,
            state=RoundState.DONE,
            finished_at=timezone.now(),
            heartbeat_at=timezone.now(),
            figures={"people": 1, "placed": 1, "runs": 1, "free": 1, "unknown": []},
        )
        said = {"why": [["waits", 3]], "minutes": 12, "next": None, "wish": None, "options": 1}
        return PlacementProposal.objects.create(
            municipality=of.municipality,
            round=one,
            learner=of,
            run=run,
            position=0,
            explanation=said,
        )


def offer(of: Learner, run: CourseRun, **values: Any) -> PlaceOffer:
    """A place that somebody was offered today."""
    today = timezone.localdate()
    with all_towns():
        Learner.objects.filter(pk=of.pk).update(state=LearnerState.OFFERED)
        return PlaceOffer.objects.create(
            **{
                "municipality": of.municipality,
                "learner": of,
                "run": run,
                "course_title": run.course.title,
                "key": f"key-{next(_numbers)}",
                "offered_on": today,
                "answer_by": today,
                "waited_days": 21,
                **values,
            }
        )
