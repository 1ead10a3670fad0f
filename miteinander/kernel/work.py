"""Work that a job does while somebody looks on: how far it is, and whether it is still alive."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

LONGEST_STEP = 300


class Work(models.Model):
    """The row of such work; rooms add what is worked on, and their words for `state`.

    `percent` is 0 to 100, `step` a German sentence about what is being done, `heartbeat_at` when
    the job last said so; until it begins, when the work was ordered.
    """

    WAITING: ClassVar[str] = "waiting"
    RUNNING: ClassVar[str] = "running"
    LONGEST_SILENCE: ClassVar[timedelta] = timedelta(seconds=60)

    state = models.CharField("Stand", max_length=10, default=WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    step = models.CharField("Schritt", max_length=LONGEST_STEP, blank=True)
    heartbeat_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField("fertig am", null=True)

    class Meta:
        abstract = True

    @property
    def is_under_way(self) -> bool:
        """Whether a job is at it or will be."""
        return self.state in (self.WAITING, self.RUNNING) and not self.is_dead

    @property
    def is_dead(self) -> bool:
        """Whether its job was interrupted. What waits has not begun: nobody dies of waiting."""
        return self.state == self.RUNNING and self._is_silent

    @property
    def waits_long(self) -> bool:
        """Whether no job has begun for so long that somebody should ask."""
        return self.state == self.WAITING and self._is_silent

    @property
    def _is_silent(self) -> bool:
        return is_silent(self.heartbeat_at, self.LONGEST_SILENCE, timezone.now())

    def order_again(self, step: str) -> None:
        """Wait to be done from the beginning; whoever calls it saves."""
        self.state = self.WAITING
        for name, value in sign_of_life(0, step).items():
            setattr(self, name, value)

    def end(self, state: str, step: str) -> None:
        """It is over, well or not; whoever calls it saves."""
        self.state, self.finished_at = state, timezone.now()
        for name, value in sign_of_life(100, step).items():
            setattr(self, name, value)


def is_silent(heard_at: datetime, longest: timedelta, now: datetime) -> bool:
    """Whether nothing was heard for longer than somebody who is alive is silent."""
    return now - heard_at > longest


def sign_of_life(percent: int, step: str) -> dict[str, Any]:
    """The fields of `Work` in which a job says how far it is."""
    return {"percent": percent, "step": step[:LONGEST_STEP], "heartbeat_at": timezone.now()}
