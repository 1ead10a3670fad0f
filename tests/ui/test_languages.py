"""Pages in several languages: every German text that is marked has a translation in each."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages import pofile
from django.conf import settings
from django.utils import translation

PACKAGE = Path(settings.PACKAGE)
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
BLOCK = re.compile(r"\{% blocktranslate(?: with .*?)? trimmed %\}(.*?)\{% endblocktranslate", re.S)
CODES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def in_templates() -> set[str]:
    found: set[str] = set()
    for path in [*PACKAGE.glob("*/templates/**/*.html"), *PACKAGE.glob("*/templates/**/*.txt")]:
        text = path.read_text("utf-8")
        found |= set(re.findall(r'\{% translate "([^"]+)"', text))
        found |= set(re.findall(r'[ :]_\("([^"]+)"\)', text))
        found |= {re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", one.strip()) for one in BLOCK.findall(text)}
    return found


def in_code() -> set[str]:
    found: set[str] = set()
    for path in PACKAGE.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_mark = isinstance(node, ast.Call) and ast.unparse(node.func) in MARKS
            if is_mark and node.args and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found


def catalog(code: str) -> dict[str, str]:
    path = PACKAGE / "locale" / code / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return {str(one.id): str(one.string) for one in pofile.read_po(file) if one.id}


@pytest.mark.parametrize("code", CODES)
def test_every_marked_text_is_translated_and_no_other(code):
    wanted = in_templates() | in_code()
    assert len(wanted) > 100
    assert set(catalog(code)) == wanted
    assert all(catalog(code).values())


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_same_places_to_fill(code):
    places = re.compile(r"%\(\w+\)[sd]")
    for text, translated in catalog(code).items():
        assert sorted(places.findall(text)) == sorted(places.findall(translated)), text


@pytest.mark.parametrize(("code", "word"), [("en", "Courses"), ("ar", "الدورات"), ("uk", "Курси")])
def test_the_catalogs_are_compiled(code, word):
    with translation.override(code):
        assert translation.gettext("Kurse") == word
