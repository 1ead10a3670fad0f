"""Names leave the house as a table: only for whom the rule allows, and noted in the trail."""

from collections.abc import Iterable, Iterator

from miteinander.courses import learner_tables, rules
from miteinander.courses.models import Learner
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.ui.sheets import Cell


def rows(*, found: Iterable[Learner], by: Actor) -> Iterator[list[Cell]]:
    """A row per person, in the order of `learner_tables.HEADER`."""
    require(rules.can_export_learners(by))
    audit.record(by, "learners.exported", kind=Learner._meta.label_lower, is_change=False)
    return learner_tables.rows(found)
