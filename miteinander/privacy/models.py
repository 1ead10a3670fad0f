"""What was decided about records that were due, and what became of it. Ids and numbers only."""

from django.db import models
from django_scopes import ScopedManager

from miteinander.kernel.models import Municipality
from miteinander.privacy.choices import Choice, RunState


class RetentionRun(models.Model):
    """A confirmed deletion of what was due: by whom, of which rule, how many. A job does it.

    A run without `user_id` is one of the automatic rules, done by the nightly command.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT)
    rule = models.CharField("Regel", max_length=40)
    user_id = models.BigIntegerField(null=True)
    state = models.CharField("Stand", max_length=8, choices=RunState, default=RunState.WAITING)
    total = models.PositiveIntegerField("zu löschen", default=0)
    erased = models.PositiveIntegerField("gelöscht", default=0)
    left = models.PositiveIntegerField("nicht mehr fällig oder gesperrt", default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Löschlauf"
        verbose_name_plural = "Löschläufe"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.rule} {self.pk}"

    @property
    def percent(self) -> int:
        """How much of it is done, 0 to 100."""
        done = self.erased + self.left
        return 100 if self.total == 0 else min(100, done * 100 // self.total)


class RetentionDecision(models.Model):
    """What somebody decided about one record of a run; `done_at` says that the job has done it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT)
    run = models.ForeignKey(RetentionRun, models.CASCADE, related_name="decisions")
    key = models.CharField("Nummer", max_length=64)
    choice = models.CharField("Entscheidung", max_length=6, choices=Choice)
    done_at = models.DateTimeField(null=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Entscheidung über eine Löschung"
        verbose_name_plural = "Entscheidungen über Löschungen"
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="privacy_decision_once")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.key} {self.get_choice_display()}"
