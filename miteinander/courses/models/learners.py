"""Who looks for a course: only what placing needs."""

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils import timezone
from django_scopes import ScopedManager

from miteinander.accounts.models import User
from miteinander.courses.choices import Level
from miteinander.courses.models.runs import CourseRun
from miteinander.courses.placement_choices import (
    CLOSED,
    AgeGroup,
    ContactWay,
    Goal,
    LearnerState,
    LetterLanguage,
    LevelSource,
    PartOfDay,
    Sex,
)
from miteinander.kernel.models import DataKey, Municipality


class District(models.Model):
    """A part of the municipality, or a village, from where people travel to courses."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    name = models.CharField("Name", max_length=100)
    latitude = models.DecimalField("Breite", max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("Länge", max_digits=9, decimal_places=6, null=True, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Ortsteil"
        verbose_name_plural = "Ortsteile"
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(fields=["municipality", "name"], name="courses_district_once"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="courses_district_whole_coordinates",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Learner(models.Model):
    """Somebody who looks for a language course.

    `sealed` holds name, contact and the reason of the urgency, closed with the record's own key
    (`courses.sealing`); the three indexes find them again. `times` are the bits of `availability`;
    `kinds`, `permits` (codes of access conditions) and `needs` are codes between blanks. Where
    somebody lives is only a district; sex and age group are voluntary and for the report on
    fairness alone.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    key = models.OneToOneField(DataKey, models.PROTECT, related_name="+")
    sealed = models.BinaryField("Name und Kontakt, verschlüsselt", default=b"")
    name_index = models.BinaryField("Suchwert des Namens", max_length=16, default=b"")
    last_name_index = models.BinaryField("Suchwert des Nachnamens", max_length=16, default=b"")
    contact_index = models.BinaryField("Suchwert des Kontakts", max_length=16, default=b"")
    level = models.CharField("Niveau", max_length=2, choices=Level)
    level_source = models.CharField("Woher bekannt", max_length=12, choices=LevelSource)
    level_on = models.DateField("Stand vom", null=True, blank=True)
    needs_literacy = models.BooleanField("lernt lesen und schreiben", default=False)
    goal = models.CharField("Ziel", max_length=12, choices=Goal)
    kinds = models.CharField("Welche Kurse in Frage kommen", max_length=120, blank=True)
    permits = models.TextField("Zugang geklärt", blank=True)
    times = models.PositiveIntegerField("mögliche Zeiten")
    preferred_time = models.CharField(
        "am liebsten", max_length=10, choices=PartOfDay, blank=True, default=""
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name="Wohnt in"
    )
    travel_minutes = models.PositiveSmallIntegerField("Weg höchstens (Minuten)", default=45)
    child_care = models.BooleanField("braucht Kinderbetreuung", default=False)
    needs = models.CharField("Braucht zum Mitmachen", max_length=120, blank=True)
    wished_run = models.ForeignKey(
        CourseRun,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Wunschkurs",
    )
    available_from = models.DateField("kann anfangen ab")
    available_until = models.DateField("spätestens", null=True, blank=True)
    urgency = models.PositiveSmallIntegerField("Dringlichkeit", default=3)
    language = models.CharField("Sprache der Briefe", max_length=3, choices=LetterLanguage)
    contact_way = models.CharField("Kontakt über", max_length=6, choices=ContactWay)
    sex = models.CharField("Geschlecht", max_length=8, choices=Sex, blank=True, default="")
    age_group = models.CharField(
        "Altersgruppe", max_length=6, choices=AgeGroup, blank=True, default=""
    )
    informed_on = models.DateField("über Datenschutz informiert am")
    state = models.CharField(
        "Stand", max_length=10, choices=LearnerState, default=LearnerState.OPEN
    )
    waiting_since = models.DateField("sucht seit", default=timezone.localdate)
    entered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name="eingetragen von"
    )
    changed_at = models.DateTimeField("zuletzt geändert", auto_now=True)
    closed_at = models.DateTimeField("beendet am", null=True, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Kurswunsch"
        verbose_name_plural = "Kurswünsche"
        ordering = ["-urgency", "waiting_since", "pk"]
        indexes = [
            models.Index(fields=["municipality", "state", "-urgency", "waiting_since"]),
            models.Index(fields=["municipality", "last_name_index"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(urgency__range=(1, 5)), name="courses_urgency_from_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(times__range=(1, (1 << 28) - 1)), name="courses_has_some_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | ~Q(state__in=CLOSED) & Q(closed_at=None),
                name="courses_closed_with_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"Kurswunsch {self.pk}"
