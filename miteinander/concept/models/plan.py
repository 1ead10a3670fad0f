"""The plan's tree: fields of action, sub-topics, goals, measures."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from miteinander.concept.choices import MeasureKind, Responsibility, Status
from miteinander.concept.models.frame import CrossCuttingTheme, Dimension, Edition, TargetGroup
from miteinander.kernel.models import Municipality
from miteinander.network.models import Organisation


class PlanItem(models.Model):
    """What every node of the tree has. `version` grows with every saved change."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    number = models.CharField("Nummer", max_length=30, blank=True)
    title = models.CharField("Titel", max_length=500)
    description = models.TextField("Beschreibung", blank=True)
    position = models.PositiveIntegerField(default=0)
    is_draft = models.BooleanField(
        "Entwurf", default=False, help_text="Entwürfe sieht nur, wer am Konzept arbeitet."
    )
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


def _predecessor() -> models.ForeignKey:
    """What the item was in the edition before; None where it is new."""
    return models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name="in der vorherigen Fassung",
    )


class Field(PlanItem):
    """A field of action (Handlungsfeld)."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="fields")
    predecessor = _predecessor()

    class Meta(PlanItem.Meta):
        verbose_name = "Handlungsfeld"
        verbose_name_plural = "Handlungsfelder"
        indexes = [models.Index(fields=["edition", "position"])]


class Topic(PlanItem):
    """A sub-topic inside a field; optional."""

    field = models.ForeignKey(Field, models.CASCADE, related_name="topics")
    predecessor = _predecessor()

    class Meta(PlanItem.Meta):
        verbose_name = "Unterthema"
        verbose_name_plural = "Unterthemen"


class Goal(PlanItem):
    """What is to be reached (Ziel)."""

    field = models.ForeignKey(Field, models.CASCADE, related_name="goals")
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name="Unterthema",
    )
    predecessor = _predecessor()

    class Meta(PlanItem.Meta):
        verbose_name = "Ziel"
        verbose_name_plural = "Ziele"
        indexes = [models.Index(fields=["field", "position"])]


class Measure(PlanItem):
    """What is done (Maßnahme), by whom and when.

    `status` and `reported_on` repeat the latest published report, so that lists count in SQL;
    `writing.write_status` keeps them. Without a report of its own a measure is as far as the one
    of the edition before that it continues; where that has none either, its status is "".
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="measures")
    field = models.ForeignKey(Field, models.CASCADE, related_name="measures")
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="Unterthema",
    )
    goal = models.ForeignKey(
        Goal, models.SET_NULL, null=True, blank=True, related_name="measures", verbose_name="Ziel"
    )
    kind = models.CharField("Art", max_length=10, choices=MeasureKind, blank=True)
    period = models.CharField("Zeitraum in Worten", max_length=200, blank=True)
    begins_on = models.DateField("Beginn", null=True, blank=True)
    ends_on = models.DateField("Ende", null=True, blank=True)
    approach = models.TextField("Ansatz", blank=True)
    cost = models.CharField("Kosten in Worten", max_length=300, blank=True)
    cost_eur = models.DecimalField(
        "Kosten in Euro", max_digits=12, decimal_places=2, null=True, blank=True
    )
    funding = models.CharField("Finanzierung", max_length=300, blank=True)
    indicators = models.TextField(
        "Woran man Erfolg erkennt", blank=True, help_text="je Zeile eines"
    )
    internal_notes = models.TextField("Interne Notizen", blank=True)
    status = models.CharField("Stand", max_length=12, choices=Status, blank=True)
    reported_on = models.DateField("Stand vom", null=True, blank=True)

    organisations = models.ManyToManyField(
        Organisation, through="MeasureResponsibility", related_name="measures"
    )
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="measures", verbose_name="Zielgruppen"
    )
    dimensions = models.ManyToManyField(
        Dimension, blank=True, related_name="measures", verbose_name="Dimensionen"
    )
    themes = models.ManyToManyField(
        CrossCuttingTheme, blank=True, related_name="measures", verbose_name="Querschnittsthemen"
    )

    class Meta(PlanItem.Meta):
        verbose_name = "Maßnahme"
        verbose_name_plural = "Maßnahmen"
        indexes = [
            models.Index(fields=["edition", "field", "position"]),
            models.Index(fields=["goal", "position"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(begins_on=None) | Q(ends_on__gte=F("begins_on")),
                name="concept_measure_ends_after_start",
            )
        ]


class MeasureResponsibility(models.Model):
    """Which institution answers for a measure, or takes part in it."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="responsibilities")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="responsibilities", verbose_name="Institution"
    )
    role = models.CharField("Rolle", max_length=8, choices=Responsibility)
    position = models.PositiveIntegerField(default=0)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Zuständigkeit"
        verbose_name_plural = "Zuständigkeiten"
        ordering = ["role", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "organisation"], name="concept_responsible_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


class MeasureLink(models.Model):
    """A web address that belongs to a measure."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="links")
    title = models.CharField("Bezeichnung", max_length=200)
    url = models.URLField("Adresse", max_length=500)
    position = models.PositiveIntegerField(default=0)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Link"
        verbose_name_plural = "Links"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """Where an uploaded file lies: never under the name that its sender chose."""
    import uuid

    return f"attachments/{attachment.municipality_id}/{uuid.uuid4().hex}"


class Attachment(models.Model):
    """A file of a measure, or of the edition as a whole (downloads).

    A copy in the next edition has its own bytes, so that deleting one never hurts the other.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="attachments")
    measure = models.ForeignKey(
        Measure, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    title = models.CharField("Bezeichnung", max_length=200)
    file = models.FileField("Datei", upload_to=attachment_path)
    name = models.CharField("Dateiname", max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    added_at = models.DateTimeField("hinzugefügt am", auto_now_add=True)
    published_at = models.DateTimeField("veröffentlicht am", null=True, blank=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="copies", verbose_name="kopiert von"
    )

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Datei"
        verbose_name_plural = "Dateien"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether everyone may have it, where its edition is public."""
        return self.published_at is not None
