"""What an institution offers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django_scopes import ScopedManager

from miteinander.courses.choices import WITH_CARE, ChildCare, CourseKind, Language, Level
from miteinander.courses.models.conditions import AccessCondition
from miteinander.kernel.models import Municipality
from miteinander.network.models import Organisation


class Course(models.Model):
    """A course as an institution offers it; when and where it takes place say its runs.

    Visitors see it once `is_public`. `languages` are codes between blanks (" de ar "), so that one
    is found by a simple search on every database.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="courses", verbose_name="Institution"
    )
    kind = models.CharField("Art", max_length=16, choices=CourseKind)
    title = models.CharField("Titel", max_length=200)
    description = models.TextField("Beschreibung", blank=True)
    level_from = models.CharField(
        "Niveau zu Beginn", max_length=2, choices=Level, blank=True, default=""
    )
    level_to = models.CharField("Ziel", max_length=2, choices=Level, blank=True, default="")
    module = models.CharField("Modul", max_length=100, blank=True)
    hours = models.PositiveIntegerField("Unterrichtseinheiten", null=True, blank=True)
    price_cents = models.PositiveIntegerField("Preis in Cent", null=True, blank=True)
    price_note = models.CharField("Hinweis zum Preis", max_length=300, blank=True)
    child_care = models.CharField(
        "Kinderbetreuung", max_length=12, choices=ChildCare, default=ChildCare.UNKNOWN
    )
    languages = models.CharField("Hilfe in den Sprachen", max_length=120, blank=True)
    conditions = models.ManyToManyField(
        AccessCondition, blank=True, related_name="courses", verbose_name="Wer kommen kann"
    )
    is_public = models.BooleanField("öffentlich", default=False)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Kurs"
        verbose_name_plural = "Kurse"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level_from="") | Q(level_to="") | Q(level_from__lte=F("level_to")),
                name="courses_levels_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def language_codes(self) -> list[str]:
        """The codes of the languages, in the order of `Language`."""
        return [code for code in Language.values if f" {code} " in self.languages]

    @property
    def language_names(self) -> str:
        """The languages in words."""
        return gettext(", ").join(str(Language(code).label) for code in self.language_codes)

    @property
    def has_care(self) -> bool:
        """Whether somebody looks after the children."""
        return self.child_care in WITH_CARE

    @property
    def levels(self) -> str:
        """ "A2 bis B1", "A1", "vor A1"; "" where nothing is said."""
        names = [str(Level(code).label) for code in (self.level_from, self.level_to) if code]
        return f" {gettext('bis')} ".join(dict.fromkeys(names))
