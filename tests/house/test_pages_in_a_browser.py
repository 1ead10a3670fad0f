"""Every page of the workspace and of the public site on a small telephone, without exception.

The rooms' own browser tests open rich pages in all variants; here no page is forgotten: the
addresses are read from the URL patterns.
"""

import pytest
from playwright.sync_api import Page

from tests import factories
from tests.browser import no_axe_violations, no_side_scroll, sign_in
from tests.house.doors import addresses, full_town

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("namespace", ["workspace", "public"])
def test_every_page_is_sound_at_320_pixels(
    page: Page, town, as_coordinator, namespace, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    full = full_town(town)
    sign_in(page, factories.coordinator(town))
    page.set_viewport_size({"width": 320, "height": 900})
    for name, address in addresses(namespace, full):
        answer = as_coordinator.get(address, follow=True)
        is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        if is_page and b"<html" in answer.content:  # a part of a page is seen within its page
            page.goto(address)
            assert page.get_by_role("heading", level=1).count() == 1, name
            no_side_scroll(page, name)
            no_axe_violations(page, name)
