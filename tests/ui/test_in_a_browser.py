"""The components in a real browser, in every variant."""

import pytest
from playwright.sync_api import Page

from tests.browser import sound_in_all_variants

pytestmark = pytest.mark.browser


def test_the_gallery_is_sound_in_all_variants(page: Page, town, settings):
    settings.MITEINANDER_DEMO = True
    page.goto("/bausteine/")
    sound_in_all_variants(page)


def test_the_sign_in_is_sound_in_all_variants(page: Page, town):
    page.goto("/konto/login/")
    assert page.get_by_role("heading", level=1).inner_text() == "Anmelden"
    sound_in_all_variants(page)
