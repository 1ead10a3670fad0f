"""Roles. A person may hold several, in several municipalities."""

from django.db import models


class Role(models.TextChoices):
    """What somebody is in a municipality, and what that means.

    - Coordination (Koordination): steers the concept. Edits everything, publishes, imports,
      adds people and gives them roles.
    - Editor (Redaktion): edits the plan and writes reports; publishes nothing and gives no roles.
    """

    COORDINATION = "coordination", "Koordination"
    EDITOR = "editor", "Redaktion"
