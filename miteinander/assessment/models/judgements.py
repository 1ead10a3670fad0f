"""How far goals are reached."""

from django.db import models

from miteinander.assessment.choices import Verdict
from miteinander.assessment.models.subjects import Subject
from miteinander.concept.models import Goal


class GoalJudgement(Subject):
    """What somebody judged of a goal on a day, for a period, with reasons. Never computed.

    A goal with judgements cannot be deleted: RESTRICT, not PROTECT, lets a whole town go.
    """

    goal = models.ForeignKey(Goal, models.RESTRICT, related_name="judgements", verbose_name="Ziel")
    verdict = models.CharField("Urteil", max_length=12, choices=Verdict)
    judged_on = models.DateField("Bewertet am")
    period = models.CharField("Für den Zeitraum", max_length=100, blank=True)
    judged_by = models.CharField("Bewertet von", max_length=200)
    reasons = models.TextField("Begründung")

    class Meta:
        verbose_name = "Bewertung eines Ziels"
        verbose_name_plural = "Bewertungen von Zielen"
        ordering = ["-judged_on", "-pk"]
        indexes = [models.Index(fields=["goal", "-judged_on"])]

    def __str__(self) -> str:
        return f"{self.judged_on:%d.%m.%Y}: {self.get_verdict_display()}"
