"""docs/asvs.md leaves no item out and names only tests that exist."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "asvs.md").read_text("utf-8")
# How many items of level 1 and 2 each section has; they are numbered from 1 ("8.2": 8.2.1 ...).
# Those of level 3 stand behind or between them; where between, the numbers are listed.
SECTIONS: dict[str, int] = {
    "1.1": 2,
    "1.2": 9,
    "1.3": 11,
    "1.4": 3,
    "1.5": 2,
    "2.1": 3,
    "2.2": 3,
    "2.3": 4,
    "2.4": 1,
    "3.2": 2,
    "3.3": 4,
    "3.4": 6,
    "3.5": 5,
    "3.7": 2,
    "4.1": 3,
    "4.2": 1,
    "4.3": 2,
    "4.4": 4,
    "5.1": 1,
    "5.2": 3,
    "5.3": 2,
    "5.4": 3,
    "6.1": 3,
    "6.2": 12,
    "6.3": 4,
    "6.4": 4,
    "6.5": 5,
    "6.6": 3,
    "6.8": 4,
    "7.1": 3,
    "7.2": 4,
    "7.3": 2,
    "7.4": 5,
    "7.5": 2,
    "7.6": 2,
    "8.1": 2,
    "8.2": 3,
    "8.3": 1,
    "8.4": 1,
    "9.1": 3,
    "9.2": 4,
    "10.1": 2,
    "10.2": 2,
    "10.3": 4,
    "10.4": 11,
    "10.5": 5,
    "10.6": 2,
    "10.7": 3,
    "11.1": 2,
    "11.2": 3,
    "11.3": 3,
    "11.4": 4,
    "11.5": 1,
    "11.6": 1,
    "12.1": 3,
    "12.2": 2,
    "12.3": 4,
    "13.1": 1,
    "13.2": 5,
    "13.3": 2,
    "13.4": 5,
    "14.1": 2,
    "14.2": 4,
    "14.3": 3,
    "15.1": 3,
    "15.2": 3,
    "15.3": 7,
    "16.1": 1,
    "16.2": 5,
    "16.3": 4,
    "16.4": 3,
    "16.5": 3,
    "17.1": 1,
    "17.2": 4,
    "17.3": 2,
}
ITEMS = [f"V{section}.{n}" for section, most in SECTIONS.items() for n in range(1, most + 1)]
ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \|[^|]+\|([^|]*)\|([^|]+)\|$", re.MULTILINE)


def test_the_standard_has_253_items_on_levels_1_and_2():
    assert len(ITEMS) == 253


def test_every_item_stands_in_one_row_or_one_list():
    rows = [row[0] for row in ROW.findall(TEXT)]
    lists = re.findall(r"V\d+\.\d+\.\d+", TEXT[TEXT.index("## Not applicable") :])
    assert sorted(rows + lists) == sorted(ITEMS)


def test_every_row_names_a_test_or_says_that_it_is_open():
    silent = [
        item
        for item, _, shown in ROW.findall(TEXT)
        if "`tests/" not in shown and "**open**" not in shown and "the same" not in shown
    ]
    assert silent == []
    assert Counter(item for item, _, _ in ROW.findall(TEXT)).most_common(1)[0][1] == 1


@pytest.mark.parametrize("name", ["asvs.md", "security.md"])
def test_every_named_test_exists(name):
    text = (ROOT / "docs" / name).read_text("utf-8")
    missing = []
    for path, test in re.findall(r"`(tests/[\w/.*-]+)(?:::(\w+))?`", text):
        files = [ROOT / path] if "*" not in path else list(ROOT.glob(path))
        if not files or not all(file.exists() for file in files):
            missing.append(path)
        elif test and f"def {test}(" not in files[0].read_text("utf-8"):
            missing.append(f"{path}::{test}")
    assert missing == []


def test_no_script_keeps_anything_in_the_browser():
    words = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|eval\(")
    for path in (ROOT / "miteinander").glob("*/static/**/*.js"):
        if "vendor" not in path.parts:
            assert not words.findall(path.read_text("utf-8")), path
