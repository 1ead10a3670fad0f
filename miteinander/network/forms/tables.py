"""Checks an uploaded table row by row, with the forms of single entries."""

from typing import Any

from django import forms

from miteinander.network import columns
from miteinander.network.choices import OrganisationKind
from miteinander.network.forms.entries import OrganisationForm, PersonForm
from miteinander.network.models import Organisation, Person
from miteinander.ui.tables.columns import KEY, placed
from miteinander.ui.tables.forms import Row

Model = type[Organisation] | type[Person]
COLUMNS = {Organisation: columns.ORGANISATION, Person: columns.PERSON}
FORMS: dict[Any, Any] = {Organisation: OrganisationForm, Person: PersonForm}
_KINDS = {str(label).casefold(): code for code, label in OrganisationKind.choices}


def check(model: Model, table: list[list[str]]) -> list[Row]:
    """What each row would do; `table` has the header first. Raises `TableError`.

    Columns that the table does not have keep what is stored; an empty cell empties the field.
    """
    fields = placed(table[0], COLUMNS[model])
    check_one = _Checker(model)
    return [
        check_one(number, {fields[i]: cell for i, cell in enumerate(row) if i in fields})
        for number, row in enumerate(table[1:], start=2)
    ]


class _Checker:
    """Checks one row after the other; knows what is stored and which rows came before."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.stored: dict[int, Any] = {row.pk: row for row in model.objects.all()}
        self.organisations = {
            organisation.name.casefold(): organisation
            for organisation in Organisation.objects.all()
        }
        self.by_name = {self._name(row): row.pk for row in self.stored.values()}
        self.seen: set[Any] = set()
        self.fields = FORMS[model]().fields

    def __call__(self, number: int, cells: dict[str, str]) -> Row:
        row = Row(number, cells.get("last_name") or cells.get("name") or "", "wrong")
        key = cells.pop(KEY, "")
        self._clean(row, cells)
        if not row.errors:
            self._find(row, key)
        if not row.errors:
            row.change = self._change(row)
        return row

    def _clean(self, row: Row, cells: dict[str, str]) -> None:
        for name, text in cells.items():
            try:
                row.values[name] = self._value(name, text)
            except forms.ValidationError as error:
                title = next(c.title for c in COLUMNS[self.model] if c.field == name)
                row.errors += [f"{title}: {sentence}" for sentence in error.messages]

    def _value(self, name: str, text: str) -> Any:
        if name == "organisation":
            if text.casefold() not in self.organisations:
                raise forms.ValidationError(f"Eine Institution „{text}“ gibt es nicht.")
            return self.organisations[text.casefold()]
        if name == "kind":
            code = _KINDS.get(text.casefold(), "other" if not text else None)
            if code is None:
                raise forms.ValidationError(f"„{text}“ ist keine bekannte Art.")
            return code
        return self.fields[name].clean(text)

    def _find(self, row: Row, key: str) -> None:
        """The stored row that this one means: by its key, else by its name."""
        if key:
            row.pk = int(key) if key.isascii() and key.isdigit() else None
            if row.pk not in self.stored:
                row.errors.append(
                    f"{KEY}: „{key}“ gibt es hier nicht. Für neue Zeilen leer lassen."
                )
                return
        name = self._name_of(row)
        known = self.by_name.get(name)
        row.pk = row.pk or known
        is_double = self.model is Organisation and known not in (None, row.pk)
        identity = row.pk or name
        if is_double or identity in self.seen:
            row.errors.append("Diesen Eintrag gibt es schon.")
        self.seen.add(identity)

    def _change(self, row: Row) -> str:
        if row.pk is None:
            return "new"
        stored = self.stored[row.pk]
        is_same = all(_lines(getattr(stored, name)) == _lines(v) for name, v in row.values.items())
        return "same" if is_same else "changed"

    def _name_of(self, row: Row) -> Any:
        stored = self.stored.get(row.pk) if row.pk else None
        known = {name: getattr(stored, name) for name in ("first_name",) if hasattr(stored, name)}
        return self._name(self.model(**{**known, **row.values}))

    def _name(self, entry: Any) -> Any:
        if isinstance(entry, Organisation):
            return entry.name.casefold()
        return entry.last_name.casefold(), entry.first_name.casefold(), entry.organisation_id


def _lines(value: Any) -> Any:
    """The value with one kind of line ends: browsers send other ones than spreadsheets."""
    return "\n".join(value.splitlines()) if isinstance(value, str) else value
