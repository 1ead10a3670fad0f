"""What the documents of a town look like."""

from django.db import models
from django_scopes import ScopedManager

from miteinander.kernel.models import Municipality


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
