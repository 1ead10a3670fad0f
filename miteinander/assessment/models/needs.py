"""What is needed."""

from django.db import models
from django.db.models import Q

from miteinander.assessment.choices import NeedState, Priority
from miteinander.assessment.models.subjects import Subject
from miteinander.concept.models import Field, Goal, Measure


class Need(Subject):
    """A need (Handlungsbedarf): what is missing, since when, who says so, and what became of it.

    It outlives editions: its links may lead to items of several.
    """

    title = models.CharField("Titel", max_length=300)
    statement = models.TextField("Worum es geht")
    since_on = models.DateField("bekannt seit", null=True, blank=True)
    stated_by = models.CharField("Genannt von", max_length=200, blank=True)
    state = models.CharField("Stand", max_length=10, choices=NeedState, default=NeedState.OPEN)
    reason = models.TextField("Begründung", blank=True)
    priority = models.CharField(
        "Vorrang", max_length=10, choices=Priority, default=Priority.UNDECIDED
    )
    fields = models.ManyToManyField(
        Field, blank=True, related_name="needs", verbose_name="Handlungsfelder"
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="needs", verbose_name="Ziele")
    measures = models.ManyToManyField(
        Measure, blank=True, related_name="needs", verbose_name="Maßnahmen, die darauf antworten"
    )

    class Meta:
        verbose_name = "Bedarf"
        verbose_name_plural = "Bedarfe"
        ordering = ["pk"]
        indexes = [models.Index(fields=["municipality", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=NeedState.DROPPED) | ~Q(reason=""),
                name="assessment_dropped_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title
