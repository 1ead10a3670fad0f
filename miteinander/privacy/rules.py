"""Who watches over data protection.

The auditor reads the trail and the retention plan, never content. Deleting what is due, answering
a person who asks what is stored is the coordination's work, because it knows the people; a legal
hold is the auditor's, who answers for it. The system does what commands on the server ask for.
"""

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor


def can_read_trail(actor: Actor) -> bool:
    """Read who did and saw what, and check that nothing is missing."""
    return actor.is_system or actor.has_role(Role.AUDITOR)


def can_read_retention(actor: Actor) -> bool:
    """See what is kept how long, and what is due."""
    return actor.is_system or actor.has_role(Role.AUDITOR, Role.COORDINATION)


def can_erase(actor: Actor) -> bool:
    """Confirm what is to be deleted, and answer a person who asks what is stored."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_hold(actor: Actor) -> bool:
    """Keep something from being deleted while a dispute lasts, and end that."""
    return actor.is_system or actor.has_role(Role.AUDITOR)
