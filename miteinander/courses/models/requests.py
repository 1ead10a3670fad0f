"""Who wants to come to a course."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from miteinander.courses.models.runs import CourseRun
from miteinander.kernel.models import Municipality


class CourseRequest(models.Model):
    """A visitor's wish for a place in a run: a name, one way to reach the person, nothing else.

    It gives no place; the institution answers. It is deleted once it is answered.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    run = models.ForeignKey(
        CourseRun, models.CASCADE, related_name="requests", verbose_name="Durchgang"
    )
    name = models.CharField("Name", max_length=120)
    email = models.EmailField("E-Mail", blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    language = models.CharField("Sprache der Seite", max_length=8, default="de")
    created_at = models.DateTimeField("gesendet am", auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Anmeldewunsch"
        verbose_name_plural = "Anmeldewünsche"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""), name="courses_request_can_be_answered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.run}"
