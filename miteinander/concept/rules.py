"""Who may do what with the plan.

Everybody reads what is published. Who edits (coordination, redaction) sees drafts, internal notes
and unpublished reports of their municipality. Publishing, deleting, importing and the frame of the
concept are the coordination's, because they change what the town says in public. Members of
committees and the Kreis read what the coordination has shared with them, before it is adopted.
Partners report on the measures of the institutions for which they speak, and read those. Nobody
else sees anything of the plan but its public pages; the operator in particular sees no content.
The system does what commands on the server ask for.
"""

from collections.abc import Collection

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor


def can_view_plan(actor: Actor) -> bool:
    """See the whole plan as it is worked on: drafts, internal notes, unpublished reports."""
    return can_edit_plan(actor)


def can_edit_plan(actor: Actor) -> bool:
    """Edit fields, topics, goals, measures and write reports."""
    return actor.is_system or actor.has_role(Role.COORDINATION, Role.EDITOR)


def can_publish(actor: Actor) -> bool:
    """Publish, share and withdraw editions, items and reports; delete; edit the frame."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_import(actor: Actor) -> bool:
    """Upload a document, review it and take it over into the plan."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_read_shared(actor: Actor) -> bool:
    """Read the editions that are published or shared, without drafts and internal notes."""
    return can_view_plan(actor) or actor.has_role(Role.COMMITTEE, Role.PARTNER)


def only_reads(actor: Actor) -> bool:
    """Read what is shared, and work on nothing of it."""
    return can_read_shared(actor) and not can_view_plan(actor)


def can_read_towns(actor: Actor) -> bool:
    """In a Kreis: read what its towns have published or shared. Never anything of a case.

    One level down only: a Land reads what its Kreise have shared, not what their towns have.
    """
    return actor.is_system or actor.has_role(Role.COORDINATION)


def is_partner(actor: Actor) -> bool:
    """Speak for an institution, and see the list of its measures."""
    return actor.has_role(Role.PARTNER)


def can_report(actor: Actor, organisation_ids: Collection[int]) -> bool:
    """Report on a measure for which these institutions answer; a report is not public at once."""
    speaks = is_partner(actor) and not actor.organisation_ids.isdisjoint(organisation_ids)
    return can_edit_plan(actor) or speaks
