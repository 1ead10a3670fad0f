"""Puts the demonstration towns into the database, in a few statements per table."""

from miteinander.demo.loading.town import load

__all__ = ["load"]
