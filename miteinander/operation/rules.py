"""Who may see how the machines fare.

The operator installs, backs up and restores on the server itself, and sees whether everything runs.
The coordination sees the same page, because it is asked first when something stands still. Neither
finds content or names there. Nothing is changed by it.
"""

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor


def can_see_operation(actor: Actor) -> bool:
    """See whether database, jobs, mail and backups are in order."""
    return actor.is_system or actor.has_role(Role.OPERATOR, Role.COORDINATION)
