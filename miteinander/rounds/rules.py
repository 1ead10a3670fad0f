"""Who may ask, who may answer, and who makes reports of the answers.

The coordination runs rounds and publishes, because a round speaks for the town. The redaction reads
answers, prepares public versions and enters what comes on paper. Whoever holds the personal link of
an inquiry answers the measures of this inquiry, and no others; a partner who is signed in answers
for the institutions for which she speaks. Nobody else sees an answer.
"""

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor

# The purpose of the personal link (`kernel.links`), as an actor carries it who came by it.
LINK = "rounds.inquiry"


def can_run_rounds(actor: Actor) -> bool:
    """Prepare, send and close rounds; send reminders; say who is asked."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_read_answers(actor: Actor) -> bool:
    """See the board and all answers, prepare the public version, send back with a question."""
    return actor.is_system or actor.has_role(Role.COORDINATION, Role.EDITOR)


def can_publish_answers(actor: Actor) -> bool:
    """Publish what became of answers."""
    return actor.is_system or actor.has_role(Role.COORDINATION)


def can_answer(actor: Actor, organisation_id: int, inquiry_id: int | None) -> bool:
    """Write this institution's answers that this inquiry holds."""
    if can_read_answers(actor):
        return True
    if inquiry_id is not None and actor.came_by(LINK, inquiry_id):
        return True
    return actor.has_role(Role.PARTNER) and organisation_id in actor.organisation_ids


def can_answer_at_all(actor: Actor) -> bool:
    """Open pages on which the own institution's or any answers are written."""
    return can_read_answers(actor) or actor.has_role(Role.PARTNER)
