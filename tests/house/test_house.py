"""Tests of the house itself: rooms, shelves, scopes, sizes, names, and words on pages."""

import ast
import inspect
import re
import subprocess
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from tests.house import lock_files

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "miteinander"
SHELVES = {
    "actions", "choices", "forms", "jobs", "management", "models", "queries", "retention", "rules",
    "urls", "views", "templates", "static", "migrations", "apps", "templatetags",
}  # fmt: skip
SHARED_MODELS = {"kernel.Municipality", "accounts.User"}  # belong to no single municipality


def own_models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("miteinander.") and not model._meta.auto_created
    ]


def sources(pattern: str = "**/*.py") -> list[Path]:
    return [path for path in PACKAGE.glob(pattern) if "migrations" not in path.parts]


def tracked_files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [ROOT / name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_model_is_scoped_to_a_municipality_or_declared_shared(model):
    if model._meta.label in SHARED_MODELS:
        return
    assert "municipality" in {field.name for field in model._meta.get_fields()}
    with pytest.raises(Exception, match="scope"):
        list(model.objects.all())


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_model_says_what_it_is_and_has_german_names(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")
    assert model._meta.verbose_name[0].isupper()


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_model_stands_in_the_glossary(model):
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    assert re.search(rf"^\| `?{model.__name__}`? \|", glossary, re.MULTILINE)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_no_model_hides_logic_in_save(model):
    assert "save" not in vars(model)
    assert "delete" not in vars(model)


def test_nobody_listens_to_signals():
    assert not [path for path in sources() if "django.db.models.signals" in path.read_text()]


def test_files_stay_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := path.read_text("utf-8").count("\n")) > 400
    }
    assert not long


def test_functions_stay_short():
    long = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > 40:
                    long.append(f"{path.relative_to(ROOT)}: {node.name} ({lines})")
    assert not long


def test_templates_stay_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in PACKAGE.glob("*/templates/**/*.html")
        if (lines := path.read_text("utf-8").count("\n")) > 120
    }
    assert not long


def test_public_functions_say_what_they_do():
    silent = []
    for path in sources():
        if "management" in path.parts or path.stem == "apps":
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            is_code = isinstance(node, ast.FunctionDef | ast.ClassDef)
            if is_code and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert not silent


def test_no_page_carries_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=[\"']")
    for path in PACKAGE.glob("*/templates/**/*.html"):
        assert not inline.search(path.read_text("utf-8")), path


def test_the_lock_files_name_only_the_public_registries():
    assert lock_files.foreign_hosts() == []


# Nobody acts yet in a municipality that is being set up; the official list, accounts, sessions and
# results of jobs belong to none.
WITHOUT_ACTOR = {"set_up_municipality", "take_over_list", "erase_shared"}


def called_actions() -> Iterator[Callable[..., object]]:
    """Every function of an actions shelf that another shelf calls."""
    for path in sources():
        if "actions" in path.parts or path.stem == "actions":
            continue
        tree = ast.parse(path.read_text("utf-8"))
        words = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and ".actions" in (node.module or ""):
                module = import_module(str(node.module))
                for name in node.names:
                    thing = getattr(module, name.name, None) or import_module(
                        f"{node.module}.{name.name}"
                    )
                    called = {name.name: thing}
                    if inspect.ismodule(thing):
                        called = {f"{name.name}.{word}": it for word, it in vars(thing).items()}
                    yield from (it for word, it in called.items() if word in words)


def test_every_action_that_a_page_calls_names_its_actor():
    nameless = []
    for action in called_actions():
        if inspect.isfunction(action) and action.__name__ not in WITHOUT_ACTOR:
            parameter = inspect.signature(action).parameters.get("by")
            if parameter is None or parameter.kind is not parameter.KEYWORD_ONLY:
                nameless.append(f"{action.__module__}.{action.__name__}")
    assert not nameless


def test_no_font_style_or_script_of_others_is_committed():
    endings = {".ttf", ".otf", ".woff", ".woff2", ".map"}
    built = [path for path in tracked_files() if path.suffix in endings or "vendor" in path.parts]
    assert built == []


def test_nothing_of_real_concepts_is_committed():
    names = [path.name for path in tracked_files()]
    assert not [name for name in names if name.startswith(("karlsruhe_", "GV100"))]
