"""Dated reports on how far a measure is."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from miteinander.accounts.models import User
from miteinander.concept.choices import Status
from miteinander.concept.models.plan import Measure
from miteinander.kernel.choices import Door
from miteinander.kernel.models import Municipality


class ReportWords(models.Model):
    """What is said about a measure, in its parts: in an answer and in what is published."""

    note = models.TextField("Was getan wurde", blank=True)
    results = models.TextField("Ergebnisse und Zahlen", blank=True)
    obstacles = models.TextField("Was hinderte", blank=True)
    next_steps = models.TextField("Nächste Schritte", blank=True)
    cost_eur = models.DecimalField(
        "Kosten in Euro", max_digits=12, decimal_places=2, null=True, blank=True
    )
    persons_reached = models.PositiveIntegerField("Erreichte Personen", null=True, blank=True)

    class Meta:
        abstract = True


class StatusReport(ReportWords):
    """What somebody said about a measure on a day: a status and words. Public once published.

    `author` is the name as it stood then; `status_text` keeps the words of a document from which
    the status was read. With a period (both days) it is the report of a year inside a measure
    that lasts longer.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="reports")
    period_from = models.DateField("berichtet wird ab", null=True, blank=True)
    period_until = models.DateField("berichtet wird bis", null=True, blank=True)
    reported_on = models.DateField("Stand vom")
    status = models.CharField("Stand", max_length=12, choices=Status)
    status_text = models.CharField("Stand in den Worten des Dokuments", max_length=500, blank=True)
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
        constraints = [
            models.CheckConstraint(
                condition=Q(period_from=None, period_until=None)
                | Q(period_until__gte=F("period_from")),
                name="concept_report_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reported_on}: {self.get_status_display()}"
