"""Districts from where people travel to courses."""

from typing import Any

from django.db import IntegrityError, transaction

from miteinander.courses import rules
from miteinander.courses.models import District
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require


@transaction.atomic
def save(*, district: District | None, values: dict[str, Any], by: Actor) -> District:
    """Add a district, or change one."""
    require(rules.can_manage(by))
    one = district or District(municipality_id=by.municipality_id)
    for name in ("name", "latitude", "longitude"):
        setattr(one, name, values[name])
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as error:
        raise NotPossible(f"„{one.name}“ steht schon in der Liste.") from error
    audit.record(by, "district.changed" if district else "district.added", one, is_change=False)
    return one


@transaction.atomic
def delete(*, district: District, by: Actor) -> None:
    """Delete a district in which nobody lives who is stored here."""
    require(rules.can_manage(by))
    if number := district.learner_set.count():
        raise NotPossible(f"In „{district}“ wohnen noch {number}, die einen Kurs suchen.")
    audit.record(by, "district.deleted", district, is_change=False)
    district.delete()
