"""Things to test with. Every function works outside a scope and gives a saved object."""

from tests.factories.assessment import evidence, judgement, need
from tests.factories.concept import concept, edition, field, goal, measure, report, topic
from tests.factories.courses import (
    condition,
    course,
    course_request,
    course_run,
    participant,
)
from tests.factories.people import (
    auditor,
    coordinator,
    editor,
    member,
    organisation,
    partner,
    token,
    town,
)
from tests.factories.placement import district, learner, offer, proposal

__all__ = [
    "auditor",
    "concept",
    "condition",
    "coordinator",
    "course",
    "course_request",
    "course_run",
    "district",
    "edition",
    "editor",
    "evidence",
    "field",
    "goal",
    "judgement",
    "learner",
    "measure",
    "member",
    "need",
    "offer",
    "organisation",
    "participant",
    "partner",
    "proposal",
    "report",
    "token",
    "topic",
    "town",
]
