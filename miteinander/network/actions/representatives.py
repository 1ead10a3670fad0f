"""Say who speaks for an institution, and end it."""

from django.db import transaction

from miteinander.accounts import queries as accounts
from miteinander.accounts.choices import Role
from miteinander.accounts.models import User
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.network import rules
from miteinander.network.models import Organisation, Representative


@transaction.atomic
def add(*, organisation: Organisation, user: User, by: Actor) -> None:
    """Let somebody who holds the role of a partner here speak for the institution."""
    require(rules.can_reorganise(by))
    membership = accounts.membership(user, Role.PARTNER)
    if membership is None:
        raise NotPossible(
            f"{user.name} hat hier nicht die Rolle Partner. Bitte geben Sie sie zuerst "
            "unter „Zugänge“."
        )
    made, is_new = Representative.objects.get_or_create(
        municipality_id=by.municipality_id,
        organisation=organisation,
        user=user,
        defaults={"membership": membership},
    )
    if is_new:
        audit.record(by, "representative.added", made)


@transaction.atomic
def remove(*, organisation: Organisation, user_id: int, by: Actor) -> None:
    """End it; the account and its roles stay."""
    require(rules.can_reorganise(by))
    for one in Representative.objects.filter(organisation=organisation, user_id=user_id):
        audit.record(by, "representative.removed", one)
        one.delete()
