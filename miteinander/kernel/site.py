"""The address of this installation, for mails that no request causes."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    """The full address of a path ("/musterstadt/konzept/"), by `MITEINANDER_SITE`."""
    return urljoin(settings.MITEINANDER_SITE, path)
