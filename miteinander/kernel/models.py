"""Municipalities, the trail of what was done, and mail on its way out."""

from datetime import datetime, timedelta

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django_scopes import ScopedManager

from miteinander.kernel.choices import Door, MailState, MunicipalityKind
from miteinander.kernel.ids import new_id

# Longer than any mail server is waited for: whoever has not said by then how it went is gone.
LONGEST_HANDING_OVER = timedelta(minutes=10)


class Municipality(models.Model):
    """A municipality (Kommune) of the official list; the tenant once it uses Miteinander.

    `ags` is the Amtliche Gemeindeschlüssel: 2 digits Land, 3 Regierungsbezirk and Kreis,
    5 Kreis, 9 Gemeindeverband, 8 Gemeinde. `revision` grows with every change, so that a stored
    page knows its age.
    """

    ags = models.CharField(
        "Amtlicher Gemeindeschlüssel",
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^\d{2,12}$", "Bitte nur Ziffern, zum Beispiel 05154036.")],
    )
    name = models.CharField("Name", max_length=200)
    kind = models.CharField("Art", max_length=12, choices=MunicipalityKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="Kreis"
    )
    slug = models.SlugField("Adresse", max_length=80, unique=True)
    is_active = models.BooleanField("nutzt Miteinander", default=False)
    revision = models.PositiveBigIntegerField(default=0)
    requires_second_factor = models.BooleanField("verlangt einen zweiten Faktor", default=False)

    office = models.CharField("Stelle", max_length=200, blank=True)
    email = models.EmailField("E-Mail der Stelle", blank=True)
    phone = models.CharField("Telefon", max_length=60, blank=True)
    address = models.TextField("Anschrift", blank=True)
    welcome = models.TextField("Begrüßung auf der Startseite", blank=True)
    imprint = models.TextField("Impressum", blank=True)
    privacy = models.TextField("Datenschutzerklärung", blank=True)
    accessibility = models.TextField("Erklärung zur Barrierefreiheit", blank=True)

    class Meta:
        verbose_name = "Kommune"
        verbose_name_plural = "Kommunen"
        indexes = [models.Index(fields=["is_active", "name"])]

    def __str__(self) -> str:
        return self.name


class AuditSeal(models.Model):
    """Closes a batch of the trail: its hash covers the events and the seal before (a chain).

    One chain per municipality; without one: the chain of the installation.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, db_index=False)
    number = models.PositiveIntegerField("Nummer")
    previous = models.BinaryField("vorige Prüfsumme")
    hash = models.BinaryField("Prüfsumme")
    size = models.PositiveIntegerField("Einträge")
    sealed_at = models.DateTimeField("gesiegelt", default=timezone.now)
    key_id = models.CharField("Schlüssel", max_length=8)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Siegel des Protokolls"
        verbose_name_plural = "Siegel des Protokolls"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="kernel_seal_once"),
            models.UniqueConstraint(
                fields=["number"], condition=Q(municipality=None), name="kernel_seal_once_no_town"
            ),
        ]

    def __str__(self) -> str:
        return f"Siegel {self.number}"


class AuditEvent(models.Model):
    """Who did what to which object, when and through which door. Holds ids, never content.

    Without a municipality: what an operator did to the whole installation. `mark` is a keyed hash
    over all columns. Rows are only ever added; the seal is set once (`trail_walls`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, db_index=False)
    at = models.DateTimeField("Zeitpunkt", default=timezone.now)
    user_id = models.BigIntegerField("Person", null=True)
    door = models.CharField("Zugang", max_length=10, choices=Door)
    verb = models.CharField("Vorgang", max_length=60)
    object_kind = models.CharField("Art", max_length=60)
    object_id = models.BigIntegerField("Nummer", null=True)
    key_id = models.CharField("Schlüssel", max_length=8)
    mark = models.BinaryField("Prüfwert")
    seal = models.ForeignKey(
        AuditSeal, models.PROTECT, null=True, related_name="events", verbose_name="Siegel"
    )

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Eintrag im Protokoll"
        verbose_name_plural = "Protokoll"
        indexes = [
            models.Index(fields=["municipality", "object_kind", "object_id", "id"]),
            models.Index(fields=["municipality", "id"], name="kernel_trail_newest"),
            models.Index(
                fields=["municipality", "id"], condition=Q(seal=None), name="kernel_trail_unsealed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_kind} {self.object_id}"


class DataKey(models.Model):
    """The own key of one record, wrapped by the master key; destroying it erases the record.

    `wrapped` is bound to this row and emptied with the destruction. An older copy of the row opens
    until the master key that wrapped it is retired (`miteinander keys`).
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT)
    master_id = models.CharField("Hauptschlüssel", max_length=8)
    wrapped = models.BinaryField("eingepackter Schlüssel")
    created_at = models.DateTimeField("angelegt", default=timezone.now)
    destroyed_at = models.DateTimeField("vernichtet", null=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Datenschlüssel"
        verbose_name_plural = "Datenschlüssel"
        indexes = [models.Index(fields=["master_id", "id"])]

    def __str__(self) -> str:
        return f"Datenschlüssel {self.pk}"


class OutgoingMail(models.Model):
    """A mail that is to be sent; written in the transaction that causes it, sent by a job.

    `handed_at` is stored immediately before the content goes to the mail server. Without `sent_at`
    or `failed_at` after it nobody knows whether the mail arrived, so it is not sent again by
    itself. `code` is what a server or a delivery report gave as reason ("550", "5.1.1").
    `unsubscribe` is the address that ends such mails by one POST (RFC 8058), or "".
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT)
    to = models.EmailField("An")
    reply_to = models.EmailField("Antwort an", blank=True)
    subject = models.CharField("Betreff", max_length=200)
    body = models.TextField("Text")
    unsubscribe = models.URLField("Abbestellen unter", max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    delayed_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=12, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Ausgehende Mail"
        verbose_name_plural = "Ausgehende Mails"
        indexes = [
            models.Index(fields=["id"], condition=Q(sent_at=None), name="kernel_mail_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.pk})"

    def state(self, now: datetime) -> MailState:
        """What became of it, as far as is known."""
        if self.bounced_at:
            return MailState.BOUNCED
        if self.failed_at:
            return MailState.FAILED
        if self.sent_at:
            return MailState.DELAYED if self.delayed_at else MailState.SENT
        if self.handed_at and self.handed_at < now - LONGEST_HANDING_OVER:
            return MailState.UNCERTAIN
        return MailState.WAITING


class LegalHold(models.Model):
    """A row that must not be deleted while a dispute or an inquiry lasts, and why.

    `kind` and `key` name the row ("network.person", "12"); holding an account or a contact person
    holds everything that belongs to them.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT)
    kind = models.CharField("Art", max_length=60)
    key = models.CharField("Nummer", max_length=64)
    reason = models.CharField("Grund", max_length=500)
    until = models.DateField("bis einschließlich", null=True, blank=True)
    user_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Löschsperre"
        verbose_name_plural = "Löschsperren"
        indexes = [models.Index(fields=["municipality", "kind", "key"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class ErasureLog(models.Model):
    """That a record was erased: what, when, by which rule. Ids only, so that it can be kept.

    After a restore from an older backup it is applied again. `files` are names of files that the
    transaction has freed and that are still to be removed from the disk. Without a municipality
    for what belongs to none (accounts, results of jobs).
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True)
    kind = models.CharField("Art", max_length=60)
    key = models.CharField("Nummer", max_length=64)
    rule = models.CharField("Regel", max_length=40)
    erased_at = models.DateTimeField("gelöscht am")
    files = models.JSONField(default=list)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Eintrag im Löschverzeichnis"
        verbose_name_plural = "Löschverzeichnis"
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
