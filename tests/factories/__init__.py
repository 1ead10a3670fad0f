"""Things to test with. Every function works outside a scope and gives a saved object."""

from tests.factories.assessment import evidence, judgement, need
from tests.factories.concept import concept, edition, field, goal, measure, report, topic
from tests.factories.courses import condition, course, course_run
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

__all__ = [
    "auditor",
    "concept",
    "condition",
    "coordinator",
    "course",
    "course_run",
    "edition",
    "editor",
    "evidence",
    "field",
    "goal",
    "judgement",
    "measure",
    "member",
    "need",
    "organisation",
    "partner",
    "report",
    "token",
    "topic",
    "town",
]
