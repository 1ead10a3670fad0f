"""Who may do what with institutions and contact persons.

They are visible to those who edit the plan (a measure's public page names its institutions,
nothing more): they need to look up, add and correct them. Deleting, merging and importing change
many things at once and are the coordination's, as is saying who speaks for an institution. The
system does what commands ask for.
"""

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor


def can_view_network(actor: Actor) -> bool:
    """See institutions and contact persons, and take them away as a table."""
    return can_edit_network(actor)


def can_edit_network(actor: Actor) -> bool:
    """Add and change institutions and contact persons, and delete single persons."""
    return actor.is_system or actor.has_role(Role.COORDINATION, Role.EDITOR)


def can_reorganise(actor: Actor) -> bool:
    """Delete and merge institutions, take over tables, say who speaks for an institution."""
    return actor.is_system or actor.has_role(Role.COORDINATION)
