"""What people do with their own account, written into the trail of their municipalities.

And where they were refused. Ids only: what somebody typed at the sign-in is never kept.
"""

from django.db import transaction
from django_tasks import task

from miteinander.accounts import queries
from miteinander.accounts.models import User
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
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


@task()
def note_failed_sign_in(user_id: int) -> None:
    """Write that somebody typed a wrong password for this account; 0: there is no such account.

    A job, and one for every failure, so that no answer takes longer where there is an account.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        note("sign_in.failed", by=user)


@transaction.atomic
def note_refusal(*, page: str, pk: int | None, by: Actor) -> None:
    """Write that a rule refused somebody a page (the name of its address), or what it does.

    Has no rule of its own. Opens the scope itself: the one of the request was undone.
    """
    with town_scope(by.municipality_id):
        audit.record(by, "page.refused", is_change=False, kind=f"page.{page}"[:60], pk=pk)
