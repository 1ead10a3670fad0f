"""Who may come to a course, as named rules."""

from django.db import models
from django.db.models import UniqueConstraint
from django_scopes import ScopedManager

from miteinander.kernel.models import Municipality


class AccessCondition(models.Model):
    """A rule of who may come to a course, with its source and the day on which it was looked up.

    The rule is told in words; nobody's right is decided by it.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    code = models.SlugField("Kürzel", max_length=40)
    title = models.CharField("Name", max_length=150)
    explanation = models.TextField("Wer kommen kann")
    source = models.CharField("Quelle", max_length=200, blank=True)
    url = models.URLField("Adresse der Quelle", max_length=300, blank=True)
    source_on = models.DateField("Stand", null=True, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Zugangsbedingung"
        verbose_name_plural = "Zugangsbedingungen"
        ordering = ["title", "pk"]
        constraints = [
            UniqueConstraint(fields=["municipality", "code"], name="courses_condition_once")
        ]

    def __str__(self) -> str:
        return self.title
