"""Who wants to be told, and of what."""

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils import timezone
from django_scopes import ScopedManager

from miteinander.concept.models import Field, Measure
from miteinander.kernel.models import Municipality


class Subscription(models.Model):
    """A mail address that wants to hear news of the concept, of a field or of a measure.

    Without field and measure it is the whole concept. Nothing is sent before the address was
    confirmed by the link that went to it. What was published before `told_until` has been told.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    email = models.EmailField("E-Mail")
    field = models.ForeignKey(Field, models.CASCADE, null=True, blank=True, related_name="+")
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField("zuletzt bestellt", default=timezone.now)
    confirmed_at = models.DateTimeField("bestätigt", null=True, blank=True)
    told_until = models.DateTimeField("berichtet bis", default=timezone.now)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Abonnement"
        verbose_name_plural = "Abonnements"
        constraints = [
            UniqueConstraint(
                fields=["municipality", "email"],
                condition=Q(field=None, measure=None),
                name="following_concept_once",
            ),
            UniqueConstraint(
                fields=["email", "field"],
                condition=Q(field__isnull=False),
                name="following_field_once",
            ),
            UniqueConstraint(
                fields=["email", "measure"],
                condition=Q(measure__isnull=False),
                name="following_measure_once",
            ),
            models.CheckConstraint(
                condition=Q(field=None) | Q(measure=None), name="following_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.measure or self.field or 'Konzept'}"
