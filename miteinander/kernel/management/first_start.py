"""What a command does when it meets a database in which nothing stands yet."""

from django.core.management import call_command

from miteinander.kernel.queries import has_tables


def make_tables() -> None:
    """Make the tables of an empty database; one that has tables is never changed unasked."""
    if not has_tables():
        call_command("migrate", verbosity=0)
