"""Who may do what with courses.

The coordination edits all of them, takes over tables, keeps the rules of access and says what is
public. A partner adds and edits the courses of the own institution, reports its free places, and
sees of others what is public. Who accompanies and counsels people (integration guides, helper desk,
case work) and who edits the plan reads everything. Everybody else sees the public course finder.
"""

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor

READERS = (Role.COORDINATION, Role.EDITOR, Role.GUIDE, Role.HELPER_DESK, Role.CASE_WORKER)


def can_view_all(actor: Actor) -> bool:
    """See all courses, also those that are not public yet."""
    return actor.is_system or actor.has_role(*READERS)


def can_view(actor: Actor) -> bool:
    """Open the pages of courses; a partner sees there the own and the public ones."""
    return can_view_all(actor) or actor.has_role(Role.PARTNER)


def can_manage(actor: Actor) -> bool:
    """Edit every course, take over tables, keep the rules of access, delete."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_offer(actor: Actor) -> bool:
    """Offer courses at all: for every institution, or for the own ones."""
    return can_manage(actor) or actor.has_role(Role.PARTNER)


def can_edit(actor: Actor, organisation_id: int) -> bool:
    """Add and change courses of this institution, publish them, report their free places."""
    return can_manage(actor) or (
        actor.has_role(Role.PARTNER) and organisation_id in actor.organisation_ids
    )
