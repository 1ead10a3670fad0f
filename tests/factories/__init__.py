"""Things to test with. Every function works outside a scope and gives a saved object."""

from tests.factories.concept import concept, edition, field, goal, measure, report, topic
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
    "coordinator",
    "edition",
    "editor",
    "field",
    "goal",
    "measure",
    "member",
    "organisation",
    "partner",
    "report",
    "token",
    "topic",
    "town",
]
