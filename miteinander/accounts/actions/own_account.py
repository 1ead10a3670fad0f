"""What people change about their own account.

It belongs to no municipality, so `by` is the person.
"""

from collections.abc import Sequence

from allauth.usersessions.models import UserSession
from django.db import transaction

from miteinander.accounts.actions import trail
from miteinander.accounts.models import User
from miteinander.kernel.errors import require


@transaction.atomic
def rename(*, name: str, by: User) -> None:
    """The name that others see. Reports keep the name under which they were written."""
    require(by.is_active)
    User.objects.filter(pk=by.pk).update(name=name)
    trail.note("account.renamed", by=by)


@transaction.atomic
def end_sessions(*, sessions: Sequence[UserSession], by: User) -> int:
    """Sign out where these sessions are; gives how many they were."""
    require(all(session.user_id == by.pk for session in sessions))
    for session in sessions:
        session.end()
    if sessions:
        trail.note("session.ended", by=by)
    return len(sessions)
