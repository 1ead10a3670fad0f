"""Who may do what with institutions and contact persons.

They are visible in the workspace only (a measure's public page names its institutions, nothing
more). Who edits the plan needs to add and correct them. Deleting, merging and importing change
many things at once and are the coordination's. The system does what commands ask for.
"""

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor


def can_edit_network(actor: Actor) -> bool:
    """Add and change institutions and contact persons, and delete single persons."""
    return actor.is_system or actor.has_role(Role.COORDINATION, Role.EDITOR)


def can_reorganise(actor: Actor) -> bool:
    """Delete and merge institutions, and take over tables."""
    return actor.is_system or actor.has_role(Role.COORDINATION)
