"""The kernel: municipality, actor, audit trail, outbox, jobs; knows no subject."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "miteinander.kernel"
    verbose_name = "Kern"
