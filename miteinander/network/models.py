"""Institutions and the people in them, as far as measures need them."""

from django.db import models
from django.db.models import UniqueConstraint
from django.db.models.functions import Lower
from django_scopes import ScopedManager

from miteinander.accounts.models import Membership, User
from miteinander.kernel.models import Municipality
from miteinander.network.choices import OrganisationKind


class Organisation(models.Model):
    """An institution (Einrichtung, Amt, Verein) that carries or accompanies measures."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    name = models.CharField("Name", max_length=200)
    short_name = models.CharField("Kurzname", max_length=60, blank=True)
    kind = models.CharField(
        "Art", max_length=24, choices=OrganisationKind, default=OrganisationKind.OTHER
    )
    description = models.TextField("Beschreibung", blank=True)
    address = models.TextField("Anschrift", blank=True)
    phone = models.CharField("Telefon", max_length=60, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    website = models.URLField("Webseite", blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Institution"
        verbose_name_plural = "Institutionen"
        ordering = ["name"]
        constraints = [
            UniqueConstraint("municipality", Lower("name"), name="network_organisation_once")
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A contact person in an institution. Not public unless the person agreed."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="people")
    first_name = models.CharField("Vorname", max_length=80, blank=True)
    last_name = models.CharField("Nachname", max_length=80)
    function = models.CharField("Aufgabe", max_length=150, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    phone = models.CharField("Telefon", max_length=60, blank=True)
    changed_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Person"
        verbose_name_plural = "Personen"
        ordering = ["last_name", "first_name", "pk"]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Representative(models.Model):
    """Somebody with the role of a partner who speaks for an institution and reports for it.

    It hangs on the role: who loses it and is given it again later speaks for nobody at first.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="representatives", verbose_name="Institution"
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="Person")
    membership = models.ForeignKey(
        Membership, models.CASCADE, related_name="+", verbose_name="Rolle"
    )

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Sprecherin oder Sprecher einer Institution"
        verbose_name_plural = "Sprecherinnen und Sprecher von Institutionen"
        constraints = [
            UniqueConstraint(fields=["organisation", "user"], name="network_representative_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.organisation})"
