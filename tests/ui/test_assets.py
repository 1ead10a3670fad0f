"""Tests of the built styles and fonts."""

import gzip
import re
from pathlib import Path

import pytest

from miteinander.ui.gallery import ICONS, SHAPES

VENDOR = Path(__file__).parents[2] / "miteinander" / "ui" / "static" / "vendor"
KILOBYTE = 1000


@pytest.fixture(scope="module")
def styles() -> str:
    path = VENDOR / "app.css"
    if not path.exists():
        pytest.skip("Die Oberfläche ist nicht gebaut: python assets/build.py")
    return path.read_text()


def test_the_styles_know_no_left_and_no_right(styles):
    sided = re.findall(r"[;{](?:(?:margin|padding|border)-)?(?:left|right)\b[^:;{}]*:", styles)
    assert not sided


def test_the_styles_load_nothing_from_elsewhere(styles):
    addresses = re.findall(r"url\(\"?([^\")]{0,40})", styles)
    assert addresses
    assert all(address.startswith(("data:image/svg+xml", "fonts/")) for address in addresses)


def test_every_font_of_the_styles_is_there_with_its_licence(styles):
    fonts = set(re.findall(r"fonts/[\w-]+\.woff2", styles))
    assert len(fonts) == 4
    assert all((VENDOR / font).exists() for font in fonts)
    licences = (VENDOR / "LICENSES.txt").read_text()
    assert "SIL OPEN FONT LICENSE" in licences
    assert "EUPL" in licences


def test_every_icon_and_shape_is_drawn(styles):
    missing = [name for name in ICONS.split() if f"kern-icon--{name}" not in styles]
    missing += [name for name in SHAPES.split() if f"m-shape--{name}" not in styles]
    assert not missing


def test_a_first_visit_leaves_room_for_the_page(styles):
    fonts = [VENDOR / "fonts" / f"fira-sans-latin-{weight}-normal.woff2" for weight in (400, 600)]
    size = len(gzip.compress(styles.encode())) + sum(font.stat().st_size for font in fonts)
    assert size < 75 * KILOBYTE
