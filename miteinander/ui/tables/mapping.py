"""Which column of somebody's table means what: recognised by its heading, put right by hand."""

from typing import Any

from django import forms

from miteinander.ui.tables.columns import KEY, Column, recognised

_LEFT_OUT = "nicht einlesen"
_SHOWN = 60  # characters of an example
_EXAMPLES = 3


class MappingForm(forms.Form):
    """One choice per column of a table, the header first; at first what its headings mean.

    `titles` is what was chosen before: for each column a title of `columns`, KEY, or "".
    """

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        table: list[list[str]],
        columns: tuple[Column, ...],
        titles: list[str] | None = None,
    ) -> None:
        super().__init__(data)
        self.header = table[0]
        chosen = recognised(self.header, columns) if titles is None else titles
        offered = [("", _LEFT_OUT), *((one, one) for one in (*_titles(columns), KEY))]
        for place, title in enumerate(chosen):
            self.fields[f"spalte-{place}"] = forms.ChoiceField(
                label=_heading(self.header, place),
                choices=offered,
                required=False,
                initial=title,
                help_text=_examples(table, place),
            )

    @property
    def is_sent(self) -> bool:
        """Whether somebody chose; a page without the choices sends none."""
        return "spalte-0" in self.data

    @property
    def titles(self) -> list[str]:
        """What each column means: as chosen, or as it was before."""
        if self.is_sent and self.is_valid():
            return [self.cleaned_data[name] for name in self.fields]
        return [field.initial for field in self.fields.values()]

    @property
    def left_out(self) -> list[str]:
        """The headings of the columns that nobody would read."""
        return [
            head for head, title in zip(self.header, self.titles, strict=True) if head and not title
        ]


def _titles(columns: tuple[Column, ...]) -> list[str]:
    return [column.title for column in columns]


def _heading(header: list[str], place: int) -> str:
    return header[place] or f"Spalte {place + 1}, ohne Überschrift"


def _examples(table: list[list[str]], place: int) -> str:
    """The first values of the column."""
    cells = (row[place] for row in table[1:] if place < len(row) and row[place])
    found = list(dict.fromkeys(cells))[:_EXAMPLES]
    shown = [one if len(one) <= _SHOWN else f"{one[:_SHOWN]} …" for one in found]
    return f"Darin steht: {'; '.join(shown)}" if shown else "Diese Spalte ist leer."
