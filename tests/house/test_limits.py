"""docs/limits.md says each limit as the code has it, and leaves none out."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account import app_settings
from django.db.models import Model
from django.forms import BaseForm

from miteinander.kernel.links import Purpose

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "miteinander"
TEXT = (ROOT / "docs" / "limits.md").read_text("utf-8")
UNITS = {"": 1, "bytes": 1, "MB": 1024**2, "GB": 1024**3}
UNITS |= {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
_UNIT = "|".join(filter(None, UNITS))
QUANTITY = re.compile(rf"(\d[\d,]*)(?: ({_UNIT})\b)?")
REFERENCE = re.compile(rf"`([\w/.]+)::([^`]+)`(?: ({_UNIT})\b)?")
# Of these tables and forms people are told nothing: rooms that compute, and the invented town.
NOT_ASKED = ("matching", "demo")
LIMIT = re.compile(r"(MOST|LARGEST|LONGEST|HIGHEST|MAX)(_[A-Z_]+)?|[A-Z_]+_AT_MOST")


def rows() -> list[tuple[str, str, str]]:
    """What is limited, the limit in words, and where it comes from."""
    lines = [line for line in TEXT.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [(what, limit, where) for what, limit, where in cells if what != "what"]


@pytest.mark.parametrize(("what", "limit", "where"), rows())
def test_each_limit_is_as_the_document_says(what: str, limit: str, where: str):
    said = [(int(number.replace(",", "")), unit) for number, unit in QUANTITY.findall(limit)]
    references = REFERENCE.findall(where)
    assert references, what
    meant: list[int] = []
    for file, name, unit in references:
        found = _found(file, name)
        meant += found if isinstance(found, list) else [_plain(found) * UNITS[unit]]
    if re.search(rf" ({_UNIT})\b", where):
        assert [number * UNITS[unit] for number, unit in said] == meant
    else:
        assert [number for number, _ in said] == meant


def _found(file: str, name: str) -> Any:
    """A constant, a field, a default; or the numbers of a rate or of words in a file."""
    if file == "allauth":
        return _numbers(app_settings.RATE_LIMITS[name])
    if not re.fullmatch(r"[\w.]+", name):
        path = ROOT / file if file.startswith("deploy/") else CODE / file
        assert name in path.read_text("utf-8")
        return _numbers(name)
    found = importlib.import_module(f"miteinander.{file.removesuffix('.py').replace('/', '.')}")
    for part in name.split("."):
        found = _part(found, part)
    return found


def _part(found: Any, name: str) -> Any:
    if inspect.isclass(found) and issubclass(found, Model):
        return found._meta.get_field(name).max_length
    if inspect.isclass(found) and issubclass(found, BaseForm):
        return found.base_fields[name].max_length
    if inspect.isfunction(found):
        return inspect.signature(found).parameters[name].default
    return getattr(found, name)


def _plain(found: Any) -> int:
    if isinstance(found, Purpose):
        found = found.holds
    return int(found.total_seconds() if isinstance(found, timedelta) else found)


def _numbers(words: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", words)]


def test_no_limit_is_left_out():
    known = {(file, name) for _, _, where in rows() for file, name, _ in REFERENCE.findall(where)}
    missing = sorted(set(_limits()) - known)
    assert missing == [], "docs/limits.md wants a row for each of these"


def test_no_limit_is_told_twice():
    told = [where for _, _, where in rows()]
    assert len(told) == len(set(told))


def _limits() -> Iterator[tuple[str, str]]:
    """Every constant whose name says that it is a limit, and every purpose of a link."""
    for path in CODE.rglob("*.py"):
        file = path.relative_to(CODE)
        if file.parts[0] in NOT_ASKED or "migrations" in file.parts:
            continue
        for statement in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(statement, ast.Assign):
                continue
            is_link = ast.unparse(statement.value).startswith("links.Purpose(")
            for name in (one.id for one in _names(statement)):
                if is_link or LIMIT.fullmatch(name):
                    yield file.as_posix(), name


def _names(statement: ast.Assign) -> list[ast.Name]:
    parts = [part for target in statement.targets for part in ast.walk(target)]
    return [part for part in parts if isinstance(part, ast.Name)]
