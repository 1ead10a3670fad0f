"""The frame of a plan: the concept, its editions, and what the whole plan refers to."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from miteinander.kernel.models import Municipality


class Concept(models.Model):
    """A municipality's integration concept, over all its editions. One per municipality.

    The names of the levels can be set: where the paper says Handlungsempfehlung instead of
    Maßnahme, the pages say so too.
    """

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="concept")
    title = models.CharField("Titel", max_length=300)
    field_name = models.CharField("ein Feld heißt", max_length=60, default="Handlungsfeld")
    field_plural = models.CharField("mehrere heißen", max_length=60, default="Handlungsfelder")
    topic_name = models.CharField("ein Unterthema heißt", max_length=60, default="Unterthema")
    topic_plural = models.CharField("mehrere heißen", max_length=60, default="Unterthemen")
    goal_name = models.CharField("ein Ziel heißt", max_length=60, default="Ziel")
    goal_plural = models.CharField("mehrere heißen", max_length=60, default="Ziele")
    measure_name = models.CharField("eine Maßnahme heißt", max_length=60, default="Maßnahme")
    measure_plural = models.CharField("mehrere heißen", max_length=60, default="Maßnahmen")

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Konzept"
        verbose_name_plural = "Konzepte"

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """A version of the concept that a council adopts (Fortschreibung). Public once published.

    `adopted_at` is the instant from which on it never changes; `adopted_on`, `adopted_by` and
    `paper_number` say of which decision, and may be known before. `predecessor` is the edition
    from which it was drafted; an amendment corrects that one and takes its place.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    concept = models.ForeignKey(Concept, models.CASCADE, related_name="editions")
    predecessor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name="vorherige Fassung",
    )
    is_amendment = models.BooleanField("ist eine Änderung", default=False)
    label = models.CharField("Bezeichnung", max_length=80, help_text="zum Beispiel 2023 bis 2028")
    preamble = models.TextField("Vorwort", blank=True)
    process = models.TextField("Wie das Konzept entstanden ist", blank=True)
    adopted_on = models.DateField("beschlossen am", null=True, blank=True)
    adopted_by = models.CharField("beschlossen von", max_length=150, blank=True)
    paper_number = models.CharField("Nummer der Vorlage", max_length=80, blank=True)
    valid_from = models.DateField("gilt ab", null=True, blank=True)
    valid_until = models.DateField("gilt bis", null=True, blank=True)
    adopted_at = models.DateTimeField("festgeschrieben seit", null=True, blank=True)
    created_at = models.DateTimeField("angelegt", auto_now_add=True)
    shared_at = models.DateTimeField(
        "geteilt seit",
        null=True,
        blank=True,
        help_text="Gremien, Partner und der Kreis lesen mit, bevor die Fassung öffentlich ist.",
    )
    published_at = models.DateTimeField("veröffentlicht am", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Fassung des Konzepts"
        verbose_name_plural = "Fassungen des Konzepts"
        indexes = [models.Index(fields=["municipality", "published_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None)
                | Q(valid_from=None)
                | Q(valid_until__gte=F("valid_from")),
                name="concept_edition_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None) | Q(adopted_on__isnull=False) & ~Q(adopted_by=""),
                name="concept_edition_adopted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_adopted(self) -> bool:
        """Whether it never changes any more."""
        return self.adopted_at is not None


class Entry(models.Model):
    """One entry of a short ordered list that belongs to an edition."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="%(class)ss")
    title = models.CharField("Titel", max_length=300)
    description = models.TextField("Beschreibung", blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Guideline(Entry):
    """A guiding principle (Leitlinie) that reminds, asks and helps to set priorities."""

    question = models.CharField("Leitfrage", max_length=300, blank=True)

    class Meta(Entry.Meta):
        verbose_name = "Leitlinie"
        verbose_name_plural = "Leitlinien"


class Dimension(Entry):
    """A dimension of integration, for example everyday social relations."""

    class Meta(Entry.Meta):
        verbose_name = "Dimension der Integration"
        verbose_name_plural = "Dimensionen der Integration"


class CrossCuttingTheme(Entry):
    """A theme that lies across all fields (Querschnittsthema)."""

    class Meta(Entry.Meta):
        verbose_name = "Querschnittsthema"
        verbose_name_plural = "Querschnittsthemen"


class TargetGroup(Entry):
    """People for whom a measure is meant (Zielgruppe)."""

    class Meta(Entry.Meta):
        verbose_name = "Zielgruppe"
        verbose_name_plural = "Zielgruppen"


class ProcessStep(Entry):
    """A step in which the concept came about: a meeting, an event, a decision."""

    date_text = models.CharField("Wann", max_length=80, blank=True)

    class Meta(Entry.Meta):
        verbose_name = "Schritt der Entstehung"
        verbose_name_plural = "Schritte der Entstehung"
