"""Who may make which documents.

Coordination and redaction make reports of every edition and day; whoever reads along (committees)
may load the same of editions that are published or shared, from what is published. What is not
published goes into a report only for coordination and redaction, and every such report is noted in
the trail. Fact sheets of public measures are for everyone.
"""

from miteinander.accounts.choices import Role
from miteinander.concept import rules as concept
from miteinander.kernel.actor import Actor


def can_make_reports(actor: Actor) -> bool:
    """Load reports of what is published."""
    return concept.can_view_plan(actor) or actor.has_role(Role.COMMITTEE)


def can_include_unpublished(actor: Actor) -> bool:
    """Have reports say what is not published yet; each page then calls itself a draft."""
    return concept.can_view_plan(actor)


def can_set_template(actor: Actor) -> bool:
    """Say how the town's reports look in Word: only the coordination, who answers for them."""
    return actor.has_role(Role.COORDINATION)
