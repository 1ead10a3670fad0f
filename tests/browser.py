"""What tests ask of a page in a real browser (fixtures: tests/plugins/browser.py)."""

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urljoin

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from tests.signing_in import signed_in

WIDTHS, SCHEMES, DIRECTIONS = (1280, 320), ("light", "dark"), ("ltr", "rtl")
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def sign_in(page: Page, user: Any) -> None:
    """Sign the user in without the form; opens a small page to know the site's address."""
    page.goto("/zustand/")
    value = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": urljoin(page.url, "/")}
    page.context.add_cookies([cookie])


def variants(page: Page) -> Iterator[str]:
    """The open page in every width, colour scheme and direction; gives the variant's name."""
    for width, scheme, direction in product(WIDTHS, SCHEMES, DIRECTIONS):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        yield f"{width} px, {scheme}, {direction}"


def no_axe_violations(page: Page, where: str = "") -> None:
    """Fail with axe's own words if it finds a barrier on the open page."""
    # The program is half a megabyte: a page that has it keeps it.
    results = (Axe("") if page.evaluate("'axe' in window") else Axe()).run(page)
    assert results.violations_count == 0, f"{where}\n{results.generate_report()}"


def no_side_scroll(page: Page, where: str = "") -> None:
    """Fail if the page is wider than the window."""
    assert page.evaluate(_TOO_WIDE) <= 0, f"{where}: {page.url} ist zu breit"


def sound_in_all_variants(page: Page) -> None:
    """No barrier and no sideways scrolling on the open page, whatever the device."""
    for name in variants(page):
        no_side_scroll(page, name)
        no_axe_violations(page, name)
