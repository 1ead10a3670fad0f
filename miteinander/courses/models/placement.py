"""Proposals who gets which place, and the places that were offered to people."""

from django.db import models
from django.db.models import Q, UniqueConstraint
from django_scopes import ScopedManager

from miteinander.accounts.models import User
from miteinander.courses.models.learners import Learner
from miteinander.courses.models.runs import CourseRun
from miteinander.courses.placement_choices import (
    HOLDING,
    Cause,
    ContactWay,
    Decision,
    OfferState,
    RoundState,
)
from miteinander.kernel.models import Municipality
from miteinander.kernel.work import Work


class PlacementRound(Work):
    """One calculation: all who look for a place against all free places.

    `input_hash` and `versions` say from what and with what it was calculated; the same input gives
    the same proposals. `attempt` grows when it is started again, so that a job given up for dead
    stores nothing any more. `figures` are counts, `helping` what would help how many, `prices`
    what a place is worth, all without any person (shapes: `courses.reasons`, `courses.prices`).
    A round that only moves up who is next after a refusal `follows` the one whose proposals it
    changes; that one keeps as `basis` which pairs are possible (`courses.basis`), and as `helps`
    all of which `helping` names the most, until a newer one is calculated. `prices` stay as they
    were calculated.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    cause = models.CharField("Anlass", max_length=12, choices=Cause, default=Cause.BY_HAND)
    state = models.CharField("Stand", max_length=8, choices=RoundState, default=RoundState.WAITING)
    attempt = models.PositiveIntegerField(default=1)
    input_hash = models.CharField("Prüfsumme der Eingabe", max_length=64, blank=True)
    method = models.CharField("Verfahren", max_length=40, blank=True)
    versions = models.JSONField("Versionen", default=dict)
    figures = models.JSONField("Zahlen", default=dict)
    helping = models.JSONField("Was helfen würde", default=list)
    prices = models.JSONField("Was ein Platz mehr bringt", default=list)
    basis = models.BinaryField("Mögliche Paare", default=b"")
    helps = models.JSONField("Alles, was helfen würde", default=list)
    follows = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="+", verbose_name="führt fort"
    )
    created_at = models.DateTimeField("gestartet am", auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Vermittlungslauf"
        verbose_name_plural = "Vermittlungsläufe"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Vermittlungslauf {self.pk}"


class PlacementProposal(models.Model):
    """What a round proposes for one person: a run, or none. A person decides.

    `position` orders the board: who is most urgent and waits longest comes first. `explanation`
    has codes and keys of runs only (shape: `courses.reasons`). `chosen` is the run that staff took,
    the proposed one or another.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    round = models.ForeignKey(PlacementRound, models.CASCADE, related_name="proposals")
    learner = models.ForeignKey(Learner, models.CASCADE, related_name="proposals")
    run = models.ForeignKey(
        CourseRun, models.CASCADE, null=True, related_name="+", verbose_name="vorgeschlagen"
    )
    position = models.PositiveIntegerField("Platz in der Liste")
    explanation = models.JSONField("Begründung", default=dict)
    decision = models.CharField(
        "Entscheidung", max_length=8, choices=Decision, default=Decision.OPEN
    )
    chosen = models.ForeignKey(CourseRun, models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField("entschieden am", null=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Vorschlag"
        verbose_name_plural = "Vorschläge"
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["round", "position"]),
            models.Index(fields=["round", "learner"]),
            # Few of many: what staff decided, in all rounds.
            models.Index(
                fields=["municipality", "decided_at"],
                condition=Q(decided_at__isnull=False),
                name="courses_proposal_decided",
            ),
        ]
        constraints = [
            UniqueConstraint(
                fields=["round", "learner"],
                condition=Q(decision=Decision.OPEN),
                name="courses_proposal_once",
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.OPEN, decided_at=None)
                | ~Q(decision=Decision.OPEN) & Q(decided_at__isnull=False),
                name="courses_decided_with_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"Vorschlag {self.pk}"


class PlaceOffer(models.Model):
    """A place that was offered to somebody, and what became of it.

    Without its person it stays as a figure: course, days, outcome. `key` is part of the link by
    which the person answers; a new one makes older links void.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    learner = models.ForeignKey(Learner, models.SET_NULL, null=True, related_name="offers")
    run = models.ForeignKey(CourseRun, models.SET_NULL, null=True, related_name="offers")
    course_title = models.CharField("Kurs", max_length=200)
    state = models.CharField("Stand", max_length=12, choices=OfferState, default=OfferState.OFFERED)
    key = models.CharField(max_length=32)
    offered_on = models.DateField("angeboten am")
    answer_by = models.DateField("Antwort bis")
    waited_days = models.PositiveIntegerField("Wartezeit in Tagen bis zum Angebot")
    sent_by = models.CharField("verschickt als", max_length=6, choices=ContactWay, blank=True)
    sent_at = models.DateTimeField("verschickt am", null=True)
    answered_at = models.DateTimeField("geantwortet am", null=True)
    ended_on = models.DateField("beendet am", null=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Platzangebot"
        verbose_name_plural = "Platzangebote"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["municipality", "state", "answer_by"])]
        constraints = [
            UniqueConstraint(
                fields=["learner"], condition=Q(state__in=HOLDING), name="courses_one_place_each"
            )
        ]

    def __str__(self) -> str:
        return f"Platzangebot {self.pk}"
