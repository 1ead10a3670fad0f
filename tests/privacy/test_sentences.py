"""Every verb that the code writes into the trail can be read in German."""

import ast
from collections.abc import Iterator

import pytest

from miteinander.privacy import sentences
from tests.house.test_house import ROOT, own_models, sources

NAMES = {"record", "record_all"}
Function = ast.FunctionDef | ast.Module


def calls() -> Iterator[tuple[str, Function, ast.expr]]:
    """(place, function around it, verb) of every call of `audit.record` and `record_all`."""
    for path in sources():
        tree = ast.parse(path.read_text("utf-8"))
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if not isinstance(node, ast.Call):
                    continue
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                if is_record(node.func) and not is_passed_on(node.args[1], function):
                    yield place, function, node.args[1]
                elif is_note(node.func):
                    yield from ((place, function, one) for one in among(node.args[0], tree))


def is_record(function: ast.expr) -> bool:
    is_word = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return is_word and function.value.id == "audit" and function.attr in NAMES


def is_note(function: ast.expr) -> bool:
    """`accounts.actions.trail.note(verb, by=)`: the verb comes from whoever calls it."""
    return ast.unparse(function) in ("trail.note", "note")


def among(verb: ast.expr, module: ast.Module) -> list[ast.expr]:
    """The verb itself, or all values of the module's dictionary from which it is taken."""
    if not isinstance(verb, ast.Subscript):
        return [verb]
    name = ast.unparse(verb.value)
    tables = [
        one.value
        for one in module.body
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == name
    ]
    return [value for table in tables if isinstance(table, ast.Dict) for value in table.values]


def is_passed_on(verb: ast.expr, function: ast.FunctionDef) -> bool:
    names = {argument.arg for argument in function.args.args}
    return isinstance(verb, ast.Name) and verb.id in names and function.name == "note"


def words(verb: ast.expr, within: Function) -> list[str]:
    """All verbs that the expression can be; "*" stands for what is only known while running."""
    if isinstance(verb, ast.Constant):
        return [verb.value]
    if isinstance(verb, ast.IfExp):
        return [*words(verb.body, within), *words(verb.orelse, within)]
    if isinstance(verb, ast.Name):
        return [word for value in assigned(verb.id, within) for word in words(value, within)]
    if isinstance(verb, ast.JoinedStr):
        found = [""]
        for part in verb.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            more = words(inner, within) or ["*"]
            found = [f"{one}{other}" for one in found for other in more]
        return found
    return []


def assigned(name: str, within: Function) -> list[ast.expr]:
    nodes = [node for node in ast.walk(within) if isinstance(node, ast.Assign)]
    return [
        node.value
        for node in nodes
        if any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
    ]


VERBS = {(place, word) for place, within, verb in calls() for word in words(verb, within) or ["?"]}


def test_the_search_for_verbs_finds_them():
    found = {word for _, word in VERBS}
    assert {"measure.published", "*.published", "read"} & found
    assert {"*.withdrawn", "attachment.withdrawn", "proposal.left_out", "*.added"} <= found
    assert len(found) > 40


@pytest.mark.parametrize(("place", "verb"), sorted(VERBS))
def test_every_verb_has_a_german_sentence(place, verb):
    """A verb that only shows while running needs a plain word after its last dot."""
    assert sentences.has_sentence(verb.replace("*s.", "organisations.")), place


def test_no_sentence_is_left_over():
    found = {word for _, word in VERBS} | {"read"}
    endings = {word.rpartition(".")[2] for word in found}
    assert set(sentences.ENDINGS) <= endings
    dynamic = {"organisations.imported", "persons.imported"}
    assert set(sentences.SENTENCES) - dynamic <= found


def test_every_kind_with_an_article_exists():
    assert set(sentences.OBJECTS) <= {model._meta.label_lower for model in own_models()}


@pytest.mark.parametrize(
    ("verb", "kind", "sentence"),
    [
        ("report.published", "concept.statusreport", "hat den Statusbericht 12 veröffentlicht"),
        ("read", "network.person", "hat die Kontaktperson 12 angesehen"),
        ("import.read", "concept.conceptimport", "hat das Dokument 12 eingelesen"),
        ("x.changed", "accounts.membership", "hat Rolle in einer Kommune 12 geändert"),
        ("x.changed", "gone.model", "hat gone.model 12 geändert"),
        ("x.unknown", "network.person", "hat die Kontaktperson 12 bearbeitet (x.unknown)"),
    ],
)
def test_a_deed_reads_as_a_sentence(verb, kind, sentence):
    assert sentences.said(verb, sentences.thing(kind, 12)) == sentence


def test_a_deed_without_its_thing_is_a_word_to_choose():
    assert sentences.deed("measure.published") == "Veröffentlicht"
    assert sentences.deed("member.removed") == "Den Zugang entzogen"
    assert sentences.deed_code("goal.published") == sentences.deed_code("measure.published")
