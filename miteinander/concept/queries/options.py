"""What a measure can be tied to: the choices of its form, and the names of keys."""

from dataclasses import dataclass, field

from miteinander.concept.models import CrossCuttingTheme, Dimension, Edition, TargetGroup
from miteinander.kernel.sorting import german
from miteinander.network.models import Organisation

Pairs = list[tuple[int, str]]


@dataclass(frozen=True)
class Options:
    """(key, name) of everything that a measure of an edition can be tied to."""

    institutions: Pairs = field(default_factory=list)
    target_groups: Pairs = field(default_factory=list)
    dimensions: Pairs = field(default_factory=list)
    themes: Pairs = field(default_factory=list)

    def of(self, key: str) -> Pairs:
        """The choices for a key of `concept.values`."""
        is_institution = key in ("lead", "partners")
        found: Pairs = getattr(self, "institutions" if is_institution else key)
        return found


def options(edition: Edition) -> Options:
    """All choices of a measure's form: four queries."""
    return Options(
        list(Organisation.objects.order_by(german("name")).values_list("pk", "name")),
        *(
            list(model.objects.filter(edition=edition).values_list("pk", "title"))
            for model in (TargetGroup, Dimension, CrossCuttingTheme)
        ),
    )
