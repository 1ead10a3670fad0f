"""What needs and judgements rest on."""

from django.db import models
from django_scopes import ScopedManager

from miteinander.assessment.choices import EvidenceKind
from miteinander.assessment.models.judgements import GoalJudgement
from miteinander.assessment.models.needs import Need
from miteinander.concept.models import StatusReport
from miteinander.kernel.models import Municipality


class Evidence(models.Model):
    """One piece of evidence; a number stands apart with unit and place, to be compared later.

    Only what `is_public` leaves the workspace, and only together with what rests on it.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    kind = models.CharField("Art", max_length=12, choices=EvidenceKind)
    words = models.TextField("Was es zeigt")
    source = models.CharField("Quelle", max_length=300, blank=True)
    source_on = models.DateField("Stand der Quelle", null=True, blank=True)
    url = models.URLField("Adresse im Netz", max_length=500, blank=True)
    number = models.DecimalField("Zahl", max_digits=16, decimal_places=4, null=True, blank=True)
    unit = models.CharField("Einheit", max_length=80, blank=True)
    place = models.CharField("Ort", max_length=150, blank=True)
    is_public = models.BooleanField("öffentlich zeigen", default=False)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words[:80]


class NeedEvidence(Evidence):
    """What shows that something is needed."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="evidence")

    class Meta(Evidence.Meta):
        verbose_name = "Beleg eines Bedarfs"
        verbose_name_plural = "Belege von Bedarfen"


class JudgementEvidence(Evidence):
    """What a judgement rests on; it may cite a measure's report or a need."""

    judgement = models.ForeignKey(GoalJudgement, models.CASCADE, related_name="evidence")
    report = models.ForeignKey(
        StatusReport,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Bericht einer Maßnahme",
    )
    cited_need = models.ForeignKey(
        Need, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="Bedarf"
    )

    class Meta(Evidence.Meta):
        verbose_name = "Beleg einer Bewertung"
        verbose_name_plural = "Belege von Bewertungen"
