"""Drafts that are not saved yet, and what every item was before.

Both hold the same shape: the values of the item's form as a dictionary (`concept.values`).
"""

from django.db import models
from django_scopes import ScopedManager

from miteinander.accounts.models import User
from miteinander.concept.choices import ItemKind
from miteinander.kernel.models import Municipality


class Draft(models.Model):
    """What somebody has typed but not saved. Visible to those who edit, never outside."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=8, choices=ItemKind)
    item_id = models.BigIntegerField()
    base_version = models.PositiveIntegerField()
    values = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Entwurf einer Änderung"
        verbose_name_plural = "Entwürfe von Änderungen"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user", "kind", "item_id"], name="concept_draft_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}"


class ItemVersion(models.Model):
    """What an item said after a change; the basis of undo and of "as it was on that day"."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    kind = models.CharField(max_length=8, choices=ItemKind)
    item_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    values = models.JSONField()
    is_deletion = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Frühere Fassung"
        verbose_name_plural = "Frühere Fassungen"
        ordering = ["-version", "-pk"]
        indexes = [models.Index(fields=["municipality", "kind", "item_id", "-version"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}, Fassung {self.version}"
