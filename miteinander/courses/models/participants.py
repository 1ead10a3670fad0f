"""Who takes part in a training, and who was there."""

from django.db import models
from django.db.models import UniqueConstraint
from django_scopes import ScopedManager

from miteinander.courses.models.runs import CourseRun
from miteinander.kernel.models import Municipality


class Participant(models.Model):
    """Somebody who takes part in a training: a name for the certificate, nothing more than needed.

    `certified_on` is the day that the certificate bears, so that it can be printed once more.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    run = models.ForeignKey(
        CourseRun, models.CASCADE, related_name="participants", verbose_name="Durchgang"
    )
    name = models.CharField("Name", max_length=120)
    workplace = models.CharField("Einrichtung", max_length=150, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    certified_on = models.DateField("bescheinigt am", null=True, blank=True)
    created_at = models.DateTimeField("eingetragen am", auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Teilnehmende Person"
        verbose_name_plural = "Teilnehmende"
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(fields=["run", "name", "workplace"], name="courses_takes_part_once")
        ]

    def __str__(self) -> str:
        return self.name


class Attendance(models.Model):
    """That somebody was there on a day. Who was not there has no row."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="attendances", verbose_name="Teilnehmende Person"
    )
    on = models.DateField("Tag")

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Anwesenheit"
        verbose_name_plural = "Anwesenheiten"
        ordering = ["on", "pk"]
        constraints = [UniqueConstraint(fields=["participant", "on"], name="courses_there_once")]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}"
