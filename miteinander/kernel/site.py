"""Addresses: of this installation, for mails that no request causes, and of a town's pages."""

from functools import lru_cache
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """The full address of a path ("/musterstadt/konzept/"), by `MITEINANDER_SITE`."""
    return urljoin(settings.MITEINANDER_SITE, path)


@lru_cache(maxsize=4096)  # every page names a dozen of them, and finding one out takes its time
def town_path(name: str, town: str) -> str:
    """The path of a town's page that has no other part; raises NoReverseMatch for an unknown one.

    `town` is the municipality's slug.
    """
    return reverse(name, kwargs={"town": town})
