"""Who may do what with the plan.

Everybody reads what is published. Who edits (coordination, redaction) sees drafts, internal notes
and unpublished reports of their municipality. Publishing, deleting, importing and the frame of the
concept are the coordination's, because they change what the town says in public. The system does
what commands on the server ask for.
"""

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor


def can_edit_plan(actor: Actor) -> bool:
    """Edit fields, topics, goals, measures and write reports; see drafts and internal notes."""
    return actor.is_system or actor.has_role(Role.COORDINATION, Role.EDITOR)


def can_publish(actor: Actor) -> bool:
    """Publish and withdraw editions, items and reports; delete; edit the concept's frame."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_import(actor: Actor) -> bool:
    """Upload a document, review it and take it over into the plan."""
    return actor.is_system or actor.has_role(Role.COORDINATION)
