"""What became of each measure from one edition to the next."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from miteinander.concept.choices import Succession
from miteinander.concept.models.frame import Edition
from miteinander.concept.models.plan import Measure
from miteinander.kernel.models import Municipality


class MeasureSuccession(models.Model):
    """One line between a measure of the edition before and one of `edition`.

    Merging is several rows with one successor, splitting several with one predecessor; what ends
    has no successor, what is new no predecessor. `kind` is "" until somebody has decided: the row
    then says only from which measure the successor was copied.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="successions")
    predecessor = models.ForeignKey(
        Measure, models.CASCADE, null=True, related_name="onward", verbose_name="vorher"
    )
    successor = models.ForeignKey(
        Measure, models.CASCADE, null=True, related_name="origins", verbose_name="nachher"
    )
    kind = models.CharField("Was daraus wird", max_length=10, choices=Succession, blank=True)
    reason = models.CharField("Begründung", max_length=500, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Fortschreibung einer Maßnahme"
        verbose_name_plural = "Fortschreibung der Maßnahmen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="concept_succession_once"
            ),
            models.UniqueConstraint(
                fields=["edition", "predecessor"],
                condition=Q(successor=None),
                name="concept_succession_ends_once",
            ),
            models.UniqueConstraint(
                fields=["successor"],
                condition=Q(predecessor=None),
                name="concept_succession_new_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=Succession.ENDS, predecessor__isnull=False, successor=None)
                | Q(kind=Succession.NEW, predecessor=None, successor__isnull=False)
                | Q(predecessor__isnull=False, successor__isnull=False)
                & ~Q(kind__in=[Succession.ENDS, Succession.NEW]),
                name="concept_succession_shape",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor or 'neu'} → {self.successor or 'entfällt'}"
