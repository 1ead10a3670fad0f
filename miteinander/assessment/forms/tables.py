"""Checks an uploaded table of needs row by row, with the forms of single entries."""

import re
from typing import Any

from django import forms

from miteinander.assessment import columns
from miteinander.assessment.choices import EvidenceKind, NeedState, Priority
from miteinander.assessment.forms.evidence import EvidenceForm
from miteinander.assessment.forms.needs import NeedForm
from miteinander.assessment.models import Need
from miteinander.assessment.queries.needs import for_list
from miteinander.assessment.queries.options import options
from miteinander.assessment.values import LINKS, NEED, ROWS, plain
from miteinander.concept.models import Edition
from miteinander.ui.sheets import plain as unmarked
from miteinander.ui.tables.columns import KEY, TableError, placed
from miteinander.ui.tables.forms import Row

MOST_ROWS = 500
Cells = dict[str, str]
_WORDS: dict[str, Any] = {"priority": Priority, "state": NeedState}
# "1.240" is a thousand in a German table and little more than one in an Excel cell.
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_EVIDENCE = {column.field: column.title for column in columns.EVIDENCE}
_TITLES = {column.field: column.title for column in columns.NEED}


def check(table: list[list[str]], edition: Edition | None) -> list[Row]:
    """What each row would do; `table` has the header first. Raises `TableError`.

    Columns that the table does not have keep what is stored; an empty cell empties the field.
    `values` of a row has the form's values, and under "evidence" what is to be added.
    """
    if len(table) > MOST_ROWS + 1:
        raise TableError(f"Mehr als {MOST_ROWS} Bedarfe auf einmal werden nicht eingelesen.")
    fields = placed(table[0], columns.ALL)
    check_one = _Checker(edition)
    return [
        check_one(number, {fields[i]: cell for i, cell in enumerate(row) if i in fields})
        for number, row in enumerate(table[1:], start=2)
    ]


class _Checker:
    """Checks one row after the other; knows what is stored and which rows came before."""

    def __init__(self, edition: Edition | None) -> None:
        found = list(for_list(Need.objects.all(), edition))
        self.stored = {need.pk: need for need in found}
        self.by_title = {need.title.casefold(): need.pk for need in reversed(found)}
        choices = options(edition)
        self.known = {key: _by_words(getattr(choices, key)) for key in LINKS}
        self.fields = NeedForm().fields
        self.seen: set[Any] = set()

    def __call__(self, number: int, cells: Cells) -> Row:
        row = Row(number, cells.get("title", ""), "wrong")
        key = cells.pop(KEY, "")
        evidence = {name: cells.pop(name) for name in _EVIDENCE if name in cells}
        self._clean(row, cells)
        self._clean_evidence(row, evidence)
        if not row.errors:
            self._find(row, key)
        if not row.errors:
            row.change = self._change(row)
        return row

    def _clean(self, row: Row, cells: Cells) -> None:
        for name, text in cells.items():
            try:
                row.values[name] = self._value(name, text)
            except forms.ValidationError as error:
                row.errors += [f"{_TITLES[name]}: {sentence}" for sentence in error.messages]

    def _value(self, name: str, text: str) -> Any:
        if name in LINKS:
            keys, unknown = columns.split(text, self.known[name])
            if unknown:
                raise forms.ValidationError([f"„{one}“ gibt es nicht." for one in unknown])
            return keys
        if name in _WORDS:
            return _code(_WORDS[name], text, str(self.fields[name].initial))
        return self.fields[name].clean(text)

    def _clean_evidence(self, row: Row, cells: Cells) -> None:
        if not any(cells.values()):
            return
        try:
            cells["kind"] = _code(EvidenceKind, cells.get("kind", ""))
        except forms.ValidationError as error:
            row.errors += [f"Art des Belegs: {sentence}" for sentence in error.messages]
            return
        if _THOUSANDS.fullmatch(cells.get("number", "")):
            row.errors.append("Zahl: Bitte ohne Punkt zwischen Tausendern, Dezimalen mit Komma.")
            return
        cells["number"] = cells.get("number", "").replace(",", ".")
        form = EvidenceForm(cells)
        for name, sentences in form.errors.items():
            row.errors += [f"{_EVIDENCE.get(name, name)}: {one}" for one in sentences]
        row.values[ROWS] = form.cleaned_data

    def _find(self, row: Row, key: str) -> None:
        """The stored need that this row means: by its key, else by its title."""
        if key:
            row.pk = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None
            if row.pk not in self.stored:
                sentence = f"„{key}“ gibt es hier nicht. Für neue Zeilen leer lassen."
                row.errors.append(f"{KEY}: {sentence}")
                return
        title = row.values["title"].casefold()
        row.pk = row.pk or self.by_title.get(title)
        if (row.pk or title) in self.seen:
            row.errors.append("Diesen Bedarf gibt es in der Tabelle zweimal.")
        self.seen.add(row.pk or title)
        stored = self.stored.get(row.pk or 0)
        state = row.values.get("state", stored.state if stored else "")
        reason = row.values.get("reason", stored.reason if stored else "")
        if state == NeedState.DROPPED and not reason:
            row.errors.append("Begründung: Bitte begründen Sie, warum er nicht verfolgt wird.")

    def _change(self, row: Row) -> str:
        if row.pk is None:
            return "new"
        need = self.stored[row.pk]
        evidence = row.values.get(ROWS)
        said = {_lines(one.words) for one in need.evidence.all()}
        if evidence and _lines(evidence["words"]) in said:
            del row.values[ROWS]
            evidence = None
        before = _said(need)
        values = {name: value for name, value in row.values.items() if name != ROWS}
        is_same = all(_lines(plain(value)) == before[name] for name, value in values.items())
        return "same" if is_same and not evidence else "changed"


def _said(need: Need) -> dict[str, Any]:
    said = {name: _lines(plain(getattr(need, name))) for name in NEED}
    tied = zip(LINKS, ("in_fields", "in_goals", "answers"), strict=True)
    return said | {key: sorted(one.pk for one in getattr(need, name)) for key, name in tied}


def _by_words(pairs: list[tuple[int, str]]) -> dict[str, int]:
    """Each item by number and title, by its title, by its number, as far as that is clear."""
    whole = {words.casefold(): pk for pk, words in pairs}
    parts: dict[str, set[int]] = {}
    for pk, words in pairs:
        number, _, title = words.casefold().partition(" ")
        for part in (number, title):
            parts.setdefault(part, set()).add(pk)
    return {part: keys.pop() for part, keys in parts.items() if part and len(keys) == 1} | whole


def _code(choices: Any, text: str, default: str = "") -> str:
    codes = {str(label).casefold(): str(code) for code, label in choices.choices}
    if not text and default:
        return default
    if text.casefold() not in codes:
        known = ", ".join(str(label) for label in choices.labels)
        raise forms.ValidationError(f"„{text}“ ist nicht bekannt. Möglich ist: {known}.")
    return codes[text.casefold()]


def _lines(value: Any) -> Any:
    """With one kind of line ends; links without an order."""
    if isinstance(value, list):
        return sorted(value)
    return "\n".join(unmarked(value).splitlines()) if isinstance(value, str) else value
