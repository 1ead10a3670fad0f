"""What people do with their own account, written into the trail of their municipalities."""

from django.db import transaction

from miteinander.accounts import queries
from miteinander.accounts.models import User
from miteinander.kernel import audit
from miteinander.kernel.tenancy import town_scope


@transaction.atomic
def note(verb: str, *, by: User) -> None:
    """Write that somebody did something to their own account, or somebody to it.

    An account belongs to no single municipality: every one in which the person holds a role may
    know. No stored page gets older by it.
    """
    for actor in queries.actors_of(by):
        with town_scope(actor.municipality_id):
            audit.record(actor, verb, by, is_change=False)
