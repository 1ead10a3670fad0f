"""Changes of what a municipality says about itself."""

from typing import Any

from django.db import transaction

from miteinander.accounts import rules
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.kernel.models import Municipality

CHANGEABLE = (
    "office",
    "email",
    "phone",
    "address",
    "welcome",
    "imprint",
    "privacy",
    "accessibility",
)


@transaction.atomic
def change(*, values: dict[str, Any], by: Actor) -> None:
    """Store what the municipality says about itself; `values` has fields of `CHANGEABLE`.

    Stands in accounts, not in the kernel: the kernel knows no roles.
    """
    require(rules.can_change_municipality(by))
    own = {name: value for name, value in values.items() if name in CHANGEABLE}
    Municipality.objects.filter(pk=by.municipality_id).update(**own)
    audit.record(by, "municipality.changed", kind="kernel.municipality", pk=by.municipality_id)
