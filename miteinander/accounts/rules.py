"""Who may do what with people and with the municipality's own pages.

Who edits the plan or audits sees who has which role, to know whom to ask. Giving and taking
roles, and the texts for which the municipality answers (imprint, privacy, office), are the
coordination's. The system does what commands on the server ask for.
"""

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor


def can_view_members(actor: Actor) -> bool:
    """See who works in the municipality, and in which roles."""
    return actor.is_system or actor.has_role(Role.COORDINATION, Role.EDITOR, Role.AUDITOR)


def can_manage_members(actor: Actor) -> bool:
    """Add people, give and take roles, invite again."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_change_municipality(actor: Actor) -> bool:
    """Change the municipality's office, contact and legal texts."""
    return actor.is_system or actor.has_role(Role.COORDINATION)
