"""The kernel: municipality, actor, audit trail, outbox, retention, jobs; knows no subject."""

from django.apps import AppConfig
from django.core.checks import register


class KernelConfig(AppConfig):
    name = "miteinander.kernel"
    verbose_name = "Kern"

    def ready(self) -> None:
        """Have Django refuse to start with a table that says not how long it is kept."""
        from miteinander.kernel.retention.checks import check_policy

        register(check_policy)
