"""Django's check refuses to start with a table or a field that nobody declared.

It looks at every installed table, also those of libraries: what they keep of people is kept here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db.models import EmailField, Model

from miteinander.kernel.retention.discovery import declarations
from miteinander.kernel.retention.policy import (
    Delete,
    Exempt,
    Keep,
    NoPersonalData,
    Passages,
    Replace,
    Rule,
    Table,
)

# The key and the municipality of a row say nothing about a person.
_OF_NOBODY = {"municipality"}
Declaration = Table | NoPersonalData


def check_policy(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """All that is wrong with the shelves `retention.py`."""
    models = [one for one in apps.get_models() if not one._meta.proxy]
    return list(problems(models, declarations()))


def problems(
    models: Iterable[type[Model]], declared: Iterable[Declaration]
) -> Iterator[CheckMessage]:
    """What is wrong between these models and what is declared of them."""
    there = {model._meta.label: model for model in models}
    declared = list(declared)
    names = Counter(one.model for one in declared)
    for label, model in there.items():
        if label not in names:
            yield _error(1, f"{label} steht auf keinem Regal retention.py.", model)
    for label, number in names.items():
        if number > 1:
            yield _error(2, f"{label} ist zweimal erklärt.")
    yield from _rule_problems(declared)
    subjects = {one.model for one in declared if isinstance(one, Table) and _is_subject(one)}
    for one in declared:
        if one.model not in there:
            if not one.is_optional:
                yield _error(3, f"{one.model} ist erklärt, aber es gibt dieses Modell nicht.")
        elif isinstance(one, Table):
            yield from _table_problems(one, there[one.model])
        else:
            yield from _silence_problems(one, there[one.model], subjects)


def _rule_problems(declared: list[Declaration]) -> Iterator[CheckMessage]:
    rules = [rule for one in declared if isinstance(one, Table) for rule in one.rules]
    for code, number in Counter(rule.code for rule in rules).items():
        if number > 1 or not re.fullmatch(r"[a-z0-9-]{1,40}", code):
            yield _error(4, f"Der Kurzname „{code}“ einer Regel ist unbrauchbar oder doppelt.")
    for rule in rules:
        if not all((rule.title, rule.purpose, rule.basis, rule.begins.words, rule.answers)):
            yield _error(5, f"Der Regel „{rule.code}“ fehlen Worte.")
        is_dated = bool(rule.begins.field or rule.begins.expression)
        if (rule.period is not None) != is_dated:
            yield _error(6, f"Die Regel „{rule.code}“ braucht Frist und Beginn, beides oder keins.")


def _table_problems(table: Table, model: type[Model]) -> Iterator[CheckMessage]:
    fields = {field.name for field in model._meta.concrete_fields}
    columns = {field.attname for field in model._meta.concrete_fields}
    for name in sorted(_named(table) - fields - columns - {"pk"}):
        yield _error(7, f"{table.model}.{name} ist erklärt, aber es gibt dieses Feld nicht.", model)
    known = {*table.personal, *table.neutral, *_OF_NOBODY, model._meta.pk.name}
    for name in sorted(fields - known):
        yield _error(8, f"{table.model}.{name} ist weder personal noch neutral.", model)
    for name in table.personal:
        if not any(_covers(rule, name) for rule in table.rules):
            yield _error(9, f"Für {table.model}.{name} gilt keine Regel.", model)
    for name, words in table.personal.items():
        if not _words(words):
            yield _error(10, f"{table.model}.{name} fehlt der Titel oder der Grund.", model)


def _named(table: Table) -> set[str]:
    """Every field that the declaration names: paths go through their first part."""
    found = table.found_by
    named = {*table.personal, *table.neutral, *found.mail, *found.name, *found.text}
    named |= {found.user, found.contact}
    for rule in table.rules:
        named.add(rule.begins.field)
        if isinstance(rule.then, Replace):
            named |= set(rule.then.values)
    return {path.partition("__")[0] for path in named} - {""}


def _words(words: str | Passages | Exempt) -> str:
    if isinstance(words, Exempt):
        return words.reason
    return words.title if isinstance(words, Passages) else words


def _covers(rule: Rule, name: str) -> bool:
    if isinstance(rule.then, Replace):
        return name in rule.then.values
    return isinstance(rule.then, Delete | Keep)


def _silence_problems(
    one: NoPersonalData, model: type[Model], subjects: set[str]
) -> Iterator[CheckMessage]:
    if not one.reason:
        yield _error(11, f"{one.model}: Es fehlt der Grund, warum nichts personenbezogen ist.")
    for field in model._meta.concrete_fields:
        related = field.related_model
        is_about = isinstance(related, type) and related._meta.label in subjects
        if is_about or isinstance(field, EmailField):
            text = f"{one.model}.{field.name} sagt etwas über eine Person."
            yield _error(12, text, model)


def _is_subject(table: Table) -> bool:
    return "pk" in (table.found_by.user, table.found_by.contact)


def _error(number: int, text: str, model: type[Model] | None = None) -> Error:
    hint = "Bitte auf dem Regal retention.py des Raums ergänzen (docs/how-to/aufbewahrung.md)."
    return Error(text, hint=hint, obj=model, id=f"retention.E{number:03}")
