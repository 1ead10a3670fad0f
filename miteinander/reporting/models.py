"""What the documents of a town look like."""

from datetime import timedelta

from django.db import models
from django_scopes import ScopedManager

from miteinander.accounts.models import User
from miteinander.concept.models import Edition
from miteinander.kernel.models import Municipality
from miteinander.kernel.work import Work
from miteinander.reporting.choices import FILES, FileState, Format


def template_path(template: "ReportTemplate", filename: str) -> str:
    """Where an uploaded file lies: never under the name that its sender chose."""
    import uuid

    return f"templates/{template.municipality_id}/{uuid.uuid4().hex}"


class ReportTemplate(models.Model):
    """The town's own Word template for reports; without one they look as we make them."""

    municipality = models.OneToOneField(Municipality, models.CASCADE)
    file = models.FileField("Datei", upload_to=template_path)
    name = models.CharField("Dateiname", max_length=150)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    added_at = models.DateTimeField("hochgeladen am", auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Word-Vorlage"
        verbose_name_plural = "Word-Vorlagen"

    def __str__(self) -> str:
        return self.name


def report_path(report: "ReportFile", filename: str) -> str:
    """Where a report that a job writes will lie."""
    import uuid

    return f"reports/{report.municipality_id}/{uuid.uuid4().hex}"


class ReportFile(Work):
    """A large report that a job writes for one person, who alone loads it.

    `asked` says of which time and which parts (shape: `queries.times.kept`). The name in `file` is
    fixed before anything is written, so that what a killed job left goes with the row.
    """

    LONGEST_SILENCE = timedelta(minutes=3)  # writers say nothing until they are through

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    kind = models.CharField("Art", max_length=4, choices=Format)
    is_brief = models.BooleanField("Kurzfassung", default=False)
    is_draft = models.BooleanField("mit Unveröffentlichtem", default=False)
    asked = models.JSONField("was gewünscht ist", default=dict)
    state = models.CharField("Stand", max_length=8, choices=FileState, default=FileState.WAITING)
    file = models.FileField("Datei", upload_to=report_path)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes")
    created_at = models.DateTimeField("gewünscht am", auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Geschriebener Bericht"
        verbose_name_plural = "Geschriebene Berichte"
        ordering = ["-pk"]

    def __str__(self) -> str:
        brief = "Kurzfassung" if self.is_brief else "Bericht"
        return f"{brief} als {FILES[self.kind]}"
