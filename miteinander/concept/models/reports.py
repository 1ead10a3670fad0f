"""Dated reports on how far a measure is."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from miteinander.accounts.models import User
from miteinander.concept.choices import Status
from miteinander.concept.models.plan import Measure
from miteinander.kernel.choices import Door
from miteinander.kernel.models import Municipality


class StatusReport(models.Model):
    """What somebody said about a measure on a day: a status and words. Public once published.

    `author` is the name as it stood then; `status_text` keeps the words of a document from which
    the status was read.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="reports")
    reported_on = models.DateField("Stand vom")
    status = models.CharField("Stand", max_length=12, choices=Status)
    status_text = models.CharField("Stand in den Worten des Dokuments", max_length=500, blank=True)
    note = models.TextField("Was getan wurde", blank=True)
    author = models.CharField("Von wem", max_length=200)
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    door = models.CharField(max_length=10, choices=Door)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField("veröffentlicht", null=True, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Statusbericht"
        verbose_name_plural = "Statusberichte"
        ordering = ["-reported_on", "-pk"]
        indexes = [
            models.Index(fields=["measure", "-reported_on"]),
            models.Index(
                fields=["municipality"],
                condition=Q(published_at=None),
                name="concept_report_unpublished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reported_on}: {self.get_status_display()}"
