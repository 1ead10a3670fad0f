"""Reads of the kernel."""

from django.db import connection

from miteinander.kernel.models import Municipality


def active_municipality(slug: str) -> Municipality | None:
    """The municipality that uses Miteinander under this address, or None."""
    return Municipality.objects.filter(slug=slug, is_active=True).first()


def active_municipalities() -> list[Municipality]:
    """All municipalities that use Miteinander, by name."""
    return list(
        Municipality.objects.filter(is_active=True).select_related("parent").order_by("name")
    )


def has_tables() -> bool:
    """Whether the database was migrated at all."""
    return Municipality._meta.db_table in connection.introspection.table_names()


def is_set_up() -> bool:
    """Whether the tables exist and a municipality uses this installation."""
    return has_tables() and Municipality.objects.filter(is_active=True).exists()
