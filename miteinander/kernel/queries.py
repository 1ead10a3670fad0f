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


def is_set_up() -> bool:
    """Whether the tables exist and a municipality uses this installation."""
    if Municipality._meta.db_table not in connection.introspection.table_names():
        return False
    return Municipality.objects.filter(is_active=True).exists()
