"""Finds the shelves `retention.py` of all rooms."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import Model

from miteinander.kernel.retention.policy import NoPersonalData, Rule, Table


@cache
def declarations() -> tuple[Table | NoPersonalData, ...]:
    """What all rooms declare, in the order of the storeys."""
    found: list[Table | NoPersonalData] = []
    for config in apps.get_app_configs():
        name = f"{config.name}.retention"
        if config.name.startswith("miteinander.") and find_spec(name):
            found += import_module(name).POLICY
    return tuple(found)


def is_installed(declaration: Table | NoPersonalData) -> bool:
    """Whether the declared model exists here."""
    return _model(declaration.model) is not None


def tables() -> list[Table]:
    """Every table with personal data that exists here."""
    return [one for one in declarations() if isinstance(one, Table) and is_installed(one)]


def table_of(label: str) -> Table:
    """The declaration of a model, named as "concept.Draft" in any case."""
    return next(one for one in tables() if one.model.lower() == label.lower())


def rules() -> list[tuple[Table, Rule]]:
    """Every rule with its table."""
    return [(table, rule) for table in tables() for rule in table.rules]


def rule_of(code: str) -> tuple[Table, Rule] | None:
    """The rule with this code and its table."""
    return next((pair for pair in rules() if pair[1].code == code), None)


def model_of(table: Table | NoPersonalData) -> type[Model]:
    """The declared model."""
    return apps.get_model(table.model)


def is_of_a_town(model: type[Model]) -> bool:
    """Whether each row belongs to one municipality."""
    return any(field.name == "municipality" for field in model._meta.concrete_fields)


def _model(label: str) -> Any:
    try:
        return apps.get_model(label)
    except LookupError:
        return None
