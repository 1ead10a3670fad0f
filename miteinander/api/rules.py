"""What another program may read.

Without a token: what everyone sees on the public pages. With one: what its scopes name, and only
in the municipality that made it. No program writes.
"""

from miteinander.accounts.choices import TokenScope
from miteinander.kernel.actor import Actor


def can_read_plan(actor: Actor) -> bool:
    """Read the plan that is being worked on: drafts, unpublished reports; no internal notes."""
    return actor.has_scope(TokenScope.PLAN)


def can_read_trail(actor: Actor) -> bool:
    """Read who did what, as ids."""
    return actor.has_scope(TokenScope.TRAIL)
