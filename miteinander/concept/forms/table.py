"""Checks a table of measures row by row, with the form of a single measure."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from miteinander.concept import table_cells as cells
from miteinander.concept import tables, versions
from miteinander.concept.choices import MeasureKind
from miteinander.concept.forms.plan import MeasureForm
from miteinander.concept.models import Edition, Field, Goal, Measure, Topic
from miteinander.concept.queries import measures
from miteinander.concept.queries.options import options
from miteinander.concept.table_cells import CellError
from miteinander.concept.values import Values, changed, measure_values
from miteinander.ui.tables.columns import KEY, Column, placed

PLACE = ("field", "topic", "goal")
TITLES = {
    "field": "Handlungsfeld",
    "topic": "Unterthema",
    "goal": "Ziel",
    "number": "Nummer",
    "title": "Titel",
    "description": "Beschreibung",
    "kind": "Art",
    "period": "Zeitraum",
    "begins_on": "Beginn",
    "ends_on": "Ende",
    "lead": "Federführend",
    "partners": "Beteiligt",
    "target_groups": "Zielgruppen",
    "dimensions": "Dimensionen",
    "themes": "Querschnittsthemen",
    "approach": "Ansatz",
    "cost": "Kosten",
    "cost_eur": "Kosten in Euro",
    "funding": "Finanzierung",
    "indicators": "Woran man Erfolg erkennt",
    "internal_notes": "Interne Notizen",
}
COLUMNS = tuple(Column(title, name, (), name == "title") for name, title in TITLES.items())
# What is reported or decided elsewhere: a table shows it and does not change it.
ONLY_SHOWN = tuple(title for title in tables.HEADERS if title not in (*TITLES.values(), KEY))
LONGEST_IN_EXCEL = 32_767
OVERTAKEN = "Inzwischen geändert. Bitte laden Sie die Tabelle neu herunter."


@dataclass
class Row:
    """A row as it would be taken over: `change` is "new", "changed", "same" or "wrong".

    `place` is where the measure shall hang, None where it stays; `what` names what changes.
    """

    number: int
    title: str
    change: str = "wrong"
    measure: Measure | None = None
    based_on: int = 1
    place: Field | Topic | Goal | None = None
    values: Values = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    what: list[str] = field(default_factory=list)


def check(edition: Edition, table: list[list[str]]) -> list[Row]:
    """What each row would do; `table` has the header first. Raises `columns.TableError`.

    Columns that the table does not have keep what is stored; an empty cell empties the field.
    """
    known = placed(table[0], COLUMNS)
    check_one = _Checker(edition)
    return [
        check_one(number, {known[at]: cell for at, cell in enumerate(row) if at in known})
        for number, row in enumerate(table[1:], start=2)
    ]


class _Checker:
    """Checks one row after the other; knows the plan and which rows came before."""

    def __init__(self, edition: Edition) -> None:
        found = measures.for_export(measures.measures_of(edition)).prefetch_related("links")
        self.stored = {one.pk: one for one in found}
        self.options = options(edition)
        self.read = _readers(self.options)
        self.places = _Places(edition)
        self.seen: set[int] = set()

    def __call__(self, number: int, row: dict[str, str]) -> Row:
        made = Row(number, row.get("title", ""))
        self._find(made, row.pop(KEY, ""))
        before = measure_values(made.measure) if made.measure else {}
        typed = self._typed(made, row, before)
        if not made.errors:
            self._validate(made, typed, before)
        if not made.errors:
            self._compare(made, before)
        return made

    def _find(self, made: Row, text: str) -> None:
        if not text:
            return
        key = tables.key_in(text)
        if key is None or key[0] not in self.stored:
            made.errors.append(f"{KEY}: „{text}“ gibt es hier nicht. Für neue Zeilen leer lassen.")
        elif key[0] in self.seen:
            made.errors.append("Diese Maßnahme steht weiter oben schon einmal.")
        else:
            self.seen.add(key[0])
            made.measure, made.based_on = self.stored[key[0]], key[1]

    def _typed(self, made: Row, row: dict[str, str], before: Values) -> Values:
        try:
            made.place = self.places.of(made.measure, row)
        except CellError as error:
            made.errors.append(str(error))
        typed: Values = {}
        for name in (name for name in row if name not in PLACE):
            try:
                typed[name] = _as_stored(self.read[name](row[name]), before.get(name))
            except CellError as error:
                made.errors.append(f"{TITLES[name]}: {error}")
        return typed

    def _validate(self, made: Row, typed: Values, before: Values) -> None:
        data = {**before, **typed, "based_on": made.based_on}
        form = MeasureForm(data, options=self.options)
        if not form.is_valid():
            for name, sentences in form.errors.items():
                made.errors += [f"{TITLES.get(name, name)}: {one}" for one in sentences]
            return
        made.values = {name: _as_stored(form.values[name], before.get(name)) for name in typed}

    def _compare(self, made: Row, before: Values) -> None:
        if made.measure is None:
            made.change = "new"
            return
        keys = changed(before, made.values, made.values)
        made.what = [*(["Ort im Konzept"] if made.place else []), *(TITLES[key] for key in keys)]
        made.change = "changed" if made.what else "same"
        try:
            if keys:
                versions.refuse_overtaken(made.measure, made.values, made.based_on)
        except versions.EditConflict:
            made.change = "wrong"
            made.errors.append(OVERTAKEN)


def _readers(found: Any) -> dict[str, Callable[[str], Any]]:
    kinds = {str(label).casefold(): code for code, label in MeasureKind.choices}
    read: dict[str, Callable[[str], Any]] = defaultdict(lambda: str)
    read |= {"begins_on": cells.day, "ends_on": cells.day, "cost_eur": cells.money}
    read["kind"] = partial(cells.one_of, known=kinds, what="keine bekannte Art")
    for name in ("lead", "partners", "target_groups", "dimensions", "themes"):
        known = {title.casefold(): pk for pk, title in found.of(name)}
        read[name] = partial(cells.several, known=known, what="gibt es noch nicht")
    return read


def _as_stored(value: Any, before: Any) -> Any:
    """The stored text where only line ends or outer spaces differ, or Excel cut it off."""
    if not isinstance(value, str) or not isinstance(before, str):
        return value
    kept = before.replace("\r\n", "\n").replace("\r", "\n").strip()
    typed = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    is_cut = (
        len(value) == LONGEST_IN_EXCEL
        and value.endswith("…")
        and kept[: len(typed) - 1] == typed[:-1]
    )
    return before if typed == kept or is_cut else typed


class _Places:
    """Fields, sub-topics and goals by what the table calls them."""

    def __init__(self, edition: Edition) -> None:
        self.known: dict[tuple[str, int | None, str], list[Any]] = defaultdict(list)
        for one in Field.objects.filter(edition=edition):
            self.known["field", None, str(one).casefold()].append(one)
        for kind, model in (("topic", Topic), ("goal", Goal)):
            for below in model.objects.filter(field__edition=edition).select_related("field"):
                self.known[kind, below.field_id, str(below).casefold()].append(below)

    def of(self, measure: Measure | None, row: dict[str, str]) -> Field | Topic | Goal | None:
        """Where the row hangs the measure; None where it stays, or the table does not say it."""
        if measure and all(row.get(kind, said) == said for kind, said in _said(measure)):
            return None
        if not row.get("field"):
            raise CellError("Handlungsfeld: Bitte nennen Sie eines, das es im Konzept gibt.")
        place = self._one("field", None, row["field"])
        for kind in ("topic", "goal"):
            if row.get(kind):
                place = self._one(
                    kind, place.pk if isinstance(place, Field) else place.field_id, row[kind]
                )
        return place

    def _one(self, kind: str, field_id: int | None, name: str) -> Any:
        found = self.known[kind, field_id, name.casefold()]
        if len(found) != 1:
            many = "gibt es mehrfach" if found else "gibt es dort nicht"
            raise CellError(f"{TITLES[kind]}: „{name}“ {many}.")
        return found[0]


def _said(measure: Measure) -> list[tuple[str, str]]:
    """What the table says of the measure's place."""
    return [(kind, str(getattr(measure, kind) or "")) for kind in PLACE]
