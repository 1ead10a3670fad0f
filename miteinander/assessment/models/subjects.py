"""What needs and judgements have in common."""

from django.db import models
from django_scopes import ScopedManager

from miteinander.kernel.models import Municipality


class Subject(models.Model):
    """Who may read it, and the version that grows with every saved change.

    Committees and partners read what is shared or published, everyone what is published.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    shared_at = models.DateTimeField("geteilt seit", null=True, blank=True)
    published_at = models.DateTimeField("veröffentlicht am", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        abstract = True
