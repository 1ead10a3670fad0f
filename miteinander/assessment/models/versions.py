"""What needs and judgements said before."""

from django.db import models
from django_scopes import ScopedManager

from miteinander.accounts.models import User
from miteinander.assessment.choices import SubjectKind
from miteinander.kernel.models import Municipality


class AssessmentVersion(models.Model):
    """What a need or a judgement said after a change, in the shape of `assessment.values`."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    kind = models.CharField(max_length=10, choices=SubjectKind)
    item_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    values = models.JSONField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Frühere Fassung eines Bedarfs oder einer Bewertung"
        verbose_name_plural = "Frühere Fassungen von Bedarfen und Bewertungen"
        ordering = ["-version", "-pk"]
        indexes = [models.Index(fields=["municipality", "kind", "item_id", "-version"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}, Fassung {self.version}"
