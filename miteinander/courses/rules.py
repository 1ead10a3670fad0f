"""Who may do what with courses.

The coordination edits all of them, keeps the rules of access and says what is public. A partner
adds and edits the courses of the own institution, one by one or by a table, reports its free
places, and sees of others what is public. Who accompanies and counsels people (integration guides,
helper desk, case work) and who edits the plan reads everything. Whoever holds the link that was
mailed to an institution enters what it offers and reports its places, but neither publishes nor
deletes. Everybody else sees the public course finder.
"""

from collections.abc import Collection

from miteinander.accounts.choices import Role
from miteinander.courses.choices import CourseKind
from miteinander.kernel.actor import Actor

PROVIDER_LINK = "courses.provider"
READERS = (Role.COORDINATION, Role.EDITOR, Role.GUIDE, Role.HELPER_DESK, Role.CASE_WORKER)


def can_view_all(actor: Actor) -> bool:
    """See all courses, also those that are not public yet."""
    return actor.is_system or actor.has_role(*READERS)


def can_view(actor: Actor) -> bool:
    """Open the pages of courses; a partner sees there the own and the public ones."""
    return can_view_all(actor) or actor.has_role(Role.PARTNER)


def can_manage(actor: Actor) -> bool:
    """Edit every course, keep the rules of access, ask institutions."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_offer(actor: Actor) -> bool:
    """Offer courses at all: for every institution, or for the own ones."""
    return can_manage(actor) or actor.has_role(Role.PARTNER)


def can_edit(actor: Actor, organisation_id: int) -> bool:
    """Add and change courses of this institution, publish them, report their free places."""
    return can_manage(actor) or (
        actor.has_role(Role.PARTNER) and organisation_id in actor.organisation_ids
    )


def can_enter(actor: Actor, organisation_id: int) -> bool:
    """Enter what the institution offers: add and change its courses and runs, report its places."""
    return can_edit(actor, organisation_id) or actor.came_by(PROVIDER_LINK, organisation_id)


def can_enter_all(actor: Actor, organisation_ids: Collection[int]) -> bool:
    """Take over a table with courses of these institutions, of at least one."""
    return bool(organisation_ids) and all(can_enter(actor, one) for one in organisation_ids)


# Who looks for a course, and who gets which place: names and needs of people. Guides see those whom
# they entered themselves; the helper desk and the coordination see all, have proposals calculated
# and decide about them. Tables with names leave the house through the coordination alone.
ENTERING = (Role.COORDINATION, Role.HELPER_DESK, Role.GUIDE)
PLACING = (Role.COORDINATION, Role.HELPER_DESK)
ANSWER_LINK = "courses.answer"


def can_enter_learners(actor: Actor) -> bool:
    """Enter people who look for a course, and see those whom the actor may see."""
    return actor.is_system or actor.has_role(*ENTERING)


def can_see_learner(actor: Actor, entered_by_id: int | None) -> bool:
    """See and change the wish of a person that this account entered."""
    if can_place(actor):
        return True
    is_own = entered_by_id is not None and entered_by_id == actor.user_id
    return can_enter_learners(actor) and is_own


def can_place(actor: Actor) -> bool:
    """See all who look for a course, have proposals calculated, decide, offer places."""
    return actor.is_system or actor.has_role(*PLACING)


def can_export_learners(actor: Actor) -> bool:
    """Take names out of the house as a table."""
    return actor.has_role(Role.COORDINATION)


def can_answer_offer(actor: Actor, offer_id: int) -> bool:
    """Say yes or no to a place: the person by the link, or staff who was told so."""
    return actor.came_by(ANSWER_LINK, offer_id) or can_place(actor)


def has_list(kind: str) -> bool:
    """Whether a kind of course keeps a list of names here: only trainings of staff, who get a
    certificate. Who takes part in a language course is the provider's business.
    """
    return kind == CourseKind.STAFF
