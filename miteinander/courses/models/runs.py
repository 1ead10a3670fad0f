"""When and where a course takes place, and how many places are left."""

from datetime import date

from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django.utils import timezone
from django_scopes import ScopedManager

from miteinander.courses.choices import COMING, RunState
from miteinander.courses.models.courses import Course
from miteinander.kernel.models import Municipality


class CourseRun(models.Model):
    """A run (Durchgang) of a course.

    `free_places` and `waiting` are what the provider reported on `reported_on`; empty is unknown,
    never zero. `number` is the provider's own and the key of imports. `sessions_announced` is how
    many dates the provider speaks of, whether or not all of them are listed.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    course = models.ForeignKey(Course, models.CASCADE, related_name="runs", verbose_name="Kurs")
    number = models.CharField("Kursnummer des Anbieters", max_length=60, blank=True)
    starts_on = models.DateField("Beginn", null=True, blank=True)
    ends_on = models.DateField("Ende", null=True, blank=True)
    register_by = models.DateField("Anmeldung bis", null=True, blank=True)
    is_open_entry = models.BooleanField("Einstieg jederzeit möglich", default=False)
    capacity = models.PositiveIntegerField("Plätze", null=True, blank=True)
    free_places = models.PositiveIntegerField("freie Plätze", null=True, blank=True)
    waiting = models.PositiveIntegerField("auf der Warteliste", null=True, blank=True)
    reported_on = models.DateField("gemeldet am", null=True, blank=True)
    has_waiting_list = models.BooleanField("mit Warteliste", default=False)
    state = models.CharField("Stand", max_length=10, choices=RunState, default=RunState.PLANNED)
    reason = models.CharField("Begründung zum Stand", max_length=300, blank=True)
    sessions_announced = models.PositiveIntegerField("Anzahl der Termine", null=True, blank=True)
    times_note = models.CharField("Hinweis zu den Zeiten", max_length=500, blank=True)
    place = models.CharField("Ort", max_length=150, blank=True)
    address = models.CharField("Anschrift", max_length=300, blank=True)
    is_accessible = models.BooleanField("ohne Stufen erreichbar", null=True, blank=True)
    latitude = models.DecimalField("Breite", max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("Länge", max_digits=9, decimal_places=6, null=True, blank=True)
    url = models.URLField("Anmeldung im Netz", max_length=500, blank=True)
    changed_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Durchgang"
        verbose_name_plural = "Durchgänge"
        ordering = [F("starts_on").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["municipality", "state", "starts_on"])]
        constraints = [
            UniqueConstraint(
                fields=["course", "number"], condition=~Q(number=""), name="courses_number_once"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="courses_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(free_places=None, waiting=None) | Q(reported_on__isnull=False),
                name="courses_places_with_day",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="courses_whole_coordinates",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.CANCELLED) | ~Q(reason=""),
                name="courses_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.named(str(self.course), self.starts_on)

    @staticmethod
    def named(title: str, starts_on: date | None) -> str:
        """What a run is called: the title of its course and its first day."""
        when = f" ab {starts_on:%d.%m.%Y}" if isinstance(starts_on, date) else ""
        return f"{title}{when}"

    @property
    def is_coming(self) -> bool:
        """Whether somebody can still come, at least onto a waiting list."""
        is_over = isinstance(self.ends_on, date) and self.ends_on < timezone.localdate()
        return self.state in COMING and not is_over


class CourseSession(models.Model):
    """When a run meets: each week on a weekday between its first and last day, or on one day.

    Minutes after midnight, local time; weekdays count from 0 (Monday).
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    run = models.ForeignKey(
        CourseRun, models.CASCADE, related_name="sessions", verbose_name="Durchgang"
    )
    weekday = models.PositiveSmallIntegerField("Wochentag", null=True, blank=True)
    on = models.DateField("Tag", null=True, blank=True)
    starts = models.PositiveSmallIntegerField("Beginn in Minuten")
    ends = models.PositiveSmallIntegerField("Ende in Minuten")

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Kurszeit"
        verbose_name_plural = "Kurszeiten"
        ordering = ["weekday", "on", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6), on=None) | Q(weekday=None, on__isnull=False),
                name="courses_weekly_or_once",
            ),
            models.CheckConstraint(
                condition=Q(starts__lt=F("ends"), ends__lte=24 * 60),
                name="courses_session_has_length",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts}-{self.ends}"
