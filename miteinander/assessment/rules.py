"""Who may do what with needs and judgements.

Who edits the plan (coordination, redaction) writes down what is needed, judges goals and sees all
of it. What is shared or public is the coordination's to say, as is deleting and taking over
tables. Members of committees and partners read what is shared with them or published. Auditors,
and everybody else, see the public pages only.
"""

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor


def can_view(actor: Actor) -> bool:
    """See all needs and judgements, also those that nobody else reads yet."""
    return can_edit(actor)


def can_edit(actor: Actor) -> bool:
    """Add and change needs, judgements and what they rest on."""
    return actor.is_system or actor.has_role(Role.COORDINATION, Role.EDITOR)


def can_publish(actor: Actor) -> bool:
    """Share, publish, withdraw and delete; take over tables."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_read_shared(actor: Actor) -> bool:
    """Read what is shared or published."""
    return can_view(actor) or actor.has_role(Role.COMMITTEE, Role.PARTNER)


def only_reads(actor: Actor) -> bool:
    """Read what is shared, and work on nothing of it."""
    return can_read_shared(actor) and not can_view(actor)
