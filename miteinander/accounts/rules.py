"""Who may do what with people and with the municipality's own pages.

Everybody who works in a municipality sees who else does, to know whom to ask. Giving and taking
roles, the texts for which the municipality answers (imprint, privacy, office), and how its people
sign in, are the coordination's. The system does what commands on the server ask for.
"""

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor


def can_manage_members(actor: Actor) -> bool:
    """Add people, give and take roles, invite again."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_change_municipality(actor: Actor) -> bool:
    """Change the municipality's office, contact and legal texts."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_change_sign_in(actor: Actor) -> bool:
    """Demand a second factor, set up the municipality's own sign-in service."""
    return actor.is_system or actor.has_role(Role.COORDINATION)
