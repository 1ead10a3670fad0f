"""A document on its way to becoming a plan."""

from django.db import models
from django_scopes import ScopedManager

from miteinander.accounts.models import User
from miteinander.concept.choices import ImportState, ItemKind, ProposalChange
from miteinander.concept.models.frame import Edition
from miteinander.kernel.models import Municipality
from miteinander.kernel.work import Work


def document_path(document: "ConceptImport", filename: str) -> str:
    """Where an uploaded document lies: never under the name that its sender chose."""
    import uuid

    return f"imports/{document.municipality_id}/{uuid.uuid4().hex}"


class ConceptImport(Work):
    """An uploaded concept document: read by a job, reviewed by a person, taken over at once.

    `lines` is the text as the reader saw it ([[number, page, text], ...]); `columns` the meaning of
    each column of a sheet as recognised or corrected; `institutions` the person's choice for a name
    in the document ({name: organisation's id, "new" or "none"}). `run` grows with every reading,
    so that a job given up for dead stores nothing any more.
    """

    RUNNING = ImportState.READING

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    edition = models.ForeignKey(Edition, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField("Dateiname", max_length=200)
    file = models.FileField("Datei", upload_to=document_path)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        "Stand", max_length=10, choices=ImportState, default=ImportState.WAITING
    )
    title = models.CharField("Titel", max_length=500, blank=True)
    lines = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    unplaced = models.JSONField(default=list)
    level_names = models.JSONField(default=dict)
    institutions = models.JSONField(default=dict)
    file_kind = models.CharField("Art der Datei", max_length=10, blank=True)
    pages = models.PositiveIntegerField("Seiten", null=True)
    run = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Import eines Dokuments"
        verbose_name_plural = "Importe von Dokumenten"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """One recognised item of a document, as the person reviews and corrects it.

    `values` has the keys of the reader's items (responsible, status, status_text, kind, period,
    indicators ...); `target_id` names the plan's item that it changes, keeps or removes. `doubts`
    are sentences that say what the person should look at; `version` grows with every correction.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    document = models.ForeignKey(ConceptImport, models.CASCADE, related_name="proposals")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    kind = models.CharField(max_length=8, choices=ItemKind)
    position = models.PositiveIntegerField(default=0)
    number = models.CharField("Nummer", max_length=30, blank=True)
    title = models.CharField("Titel", max_length=500)
    description = models.TextField("Beschreibung", blank=True)
    values = models.JSONField(default=dict)
    first_line = models.PositiveIntegerField(null=True)
    last_line = models.PositiveIntegerField(null=True)
    change = models.CharField(max_length=8, choices=ProposalChange, default=ProposalChange.NEW)
    target_id = models.BigIntegerField(null=True)
    doubts = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    is_dropped = models.BooleanField("weggelassen", default=False)
    is_corrected = models.BooleanField("von Hand geändert", default=False)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Erkannter Eintrag"
        verbose_name_plural = "Erkannte Einträge"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["document", "position"])]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()
