"""Who may do what with people, other programs and the municipality's own pages.

Who edits the plan or audits sees who has which role, to know whom to ask. Giving and taking
roles, the texts for which the municipality answers (imprint, privacy, office), and how its people
sign in, are the coordination's. The system does what commands on the server ask for.
"""

from collections.abc import Collection

from miteinander.accounts.choices import Role, TokenScope
from miteinander.kernel.actor import Actor

# The purpose of the link in the weekly mail that ends it, as an actor carries it who came by it.
END_DIGEST = "accounts.digest"


def can_get_digest(actor: Actor) -> bool:
    """Get the weekly mail of what waits, and say whether one wants it: who works on the plan."""
    return actor.has_role(Role.COORDINATION, Role.EDITOR)


def can_end_digest(actor: Actor, digest_id: int) -> bool:
    """End the weekly mail by the link that stands in it."""
    return actor.came_by(END_DIGEST, digest_id)


def can_send_digests(actor: Actor) -> bool:
    """Send the weekly mails: only the nightly work does."""
    return actor.is_system


def can_view_members(actor: Actor) -> bool:
    """See who works in the municipality, and in which roles."""
    return actor.is_system or actor.has_role(Role.COORDINATION, Role.EDITOR, Role.AUDITOR)


def can_manage_members(actor: Actor) -> bool:
    """Add people, give and take roles, invite again."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_change_municipality(actor: Actor) -> bool:
    """Change the municipality's office, contact and legal texts."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_manage_tokens(actor: Actor) -> bool:
    """Give another program access and take it. Only a person: no token makes a token."""
    return actor.has_role(Role.COORDINATION)


def scopes_of(roles: Collection[str]) -> frozenset[str]:
    """What somebody with these roles may let a program read: never more than they may themselves.

    The trail is the auditor's to read, so it takes both roles to hand it to a program.
    """
    if Role.COORDINATION not in roles:
        return frozenset()
    audits = [TokenScope.TRAIL.value] if Role.AUDITOR in roles else []
    return frozenset([TokenScope.PLAN.value, *audits])


def can_change_sign_in(actor: Actor) -> bool:
    """Demand a second factor, set up the municipality's own sign-in service."""
    return actor.is_system or actor.has_role(Role.COORDINATION)
