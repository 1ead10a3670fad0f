"""Forms of the plan's items."""

from typing import Any

from django import forms

from miteinander.concept.choices import ItemKind, MeasureKind
from miteinander.concept.forms.fields import KeysField, LinksField
from miteinander.concept.queries.options import Options
from miteinander.concept.values import SETS, Values, from_cleaned

MARKDOWN = "Eine leere Zeile beginnt einen neuen Absatz, „- “ am Zeilenanfang eine Liste."


def _text(label: str, hint: str = "", rows: int = 5) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, help_text=hint, widget=area)


def _line(label: str, length: int, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, help_text=hint)


class ItemForm(forms.Form):
    """What every item says; `based_on` is the version that the person has before them."""

    number = _line("Nummer", 30, "Wie im Konzept gedruckt, zum Beispiel 1.2.3.")
    title = forms.CharField(label="Titel", max_length=500)
    description = _text("Beschreibung", MARKDOWN)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    @property
    def values(self) -> Values:
        """What the valid form says, in the shape of `concept.values`."""
        return from_cleaned({k: v for k, v in self.cleaned_data.items() if k != "based_on"})

    @property
    def typed(self) -> Values:
        """What was typed, valid or not, in the same shape."""
        self.is_valid()
        names = [name for name in self.fields if name != "based_on"]
        known = {name: self.cleaned_data.get(name, self[name].data) for name in names}
        return {name: _storable(value) for name, value in from_cleaned(known).items()}

    @property
    def version(self) -> int:
        """The version on which the person worked; 1 where the page did not say it."""
        self.is_valid()
        return self.cleaned_data.get("based_on") or 1


def _storable(value: Any) -> Any:
    # PostgreSQL stores no NUL character.
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {key: _storable(one) for key, one in value.items()}
    return value.replace("\0", "") if isinstance(value, str) else value


class NewItemForm(forms.Form):
    """A new item: the rest is filled in afterwards."""

    number = _line("Nummer", 30)
    title = forms.CharField(label="Titel", max_length=500)

    @property
    def values(self) -> Values:
        """What the valid form says, in the shape of `concept.values`."""
        return from_cleaned(self.cleaned_data)


class MeasureForm(ItemForm):
    """Everything that a measure says."""

    kind = forms.ChoiceField(
        label="Art", choices=[("", "noch offen"), *MeasureKind.choices], required=False
    )
    approach = _text("Ansatz", "Wie vorgegangen werden soll.")
    period = _line("Zeitraum in Worten", 200, "Zum Beispiel: fortlaufend, ab Sommer 2026.")
    begins_on = forms.DateField(label="Beginn", required=False)
    ends_on = forms.DateField(label="Ende", required=False)
    lead = KeysField(label="Federführend")
    partners = KeysField(label="Beteiligt")
    target_groups = KeysField(label="Zielgruppen")
    dimensions = KeysField(label="Dimensionen der Integration")
    themes = KeysField(label="Querschnittsthemen")
    cost = _line("Kosten in Worten", 300, "Zum Beispiel: im laufenden Haushalt gedeckt.")
    cost_eur = forms.DecimalField(
        label="Kosten in Euro", required=False, min_value=0, max_digits=12, decimal_places=2
    )
    funding = _line("Finanzierung", 300, "Aus welchen Mitteln.")
    indicators = _text("Woran man Erfolg erkennt", "Je Zeile eines.", rows=4)
    links = LinksField(label="Links", required=False)
    internal_notes = _text(
        "Interne Notizen", "Nur für den Arbeitsbereich. Sie werden nie veröffentlicht.", rows=4
    )

    def __init__(self, *args: Any, options: Options, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for name, field in self.fields.items():
            if isinstance(field, KeysField):
                chosen = set(self.initial.get(name) or [])
                # What is chosen stands first, so that nobody has to look for it in a long list.
                field.choices = sorted(options.of(name), key=lambda pair: pair[0] not in chosen)

    @property
    def institution_fields(self) -> list[forms.BoundField]:
        """Who leads and who takes part."""
        return [self["lead"], self["partners"]]

    @property
    def set_fields(self) -> list[forms.BoundField]:
        """Target groups, dimensions and themes, as far as the edition has any."""
        return [self[name] for name in SETS if self.fields[name].choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The end lies behind the beginning; who leads does not take part as well."""
        cleaned: dict[str, Any] = super().clean() or {}
        begins_on, ends_on = cleaned.get("begins_on"), cleaned.get("ends_on")
        if begins_on and ends_on and ends_on < begins_on:
            self.add_error("ends_on", "Das Ende liegt vor dem Beginn.")
        lead = set(cleaned.get("lead") or [])
        cleaned["partners"] = [key for key in cleaned.get("partners") or [] if key not in lead]
        return cleaned


class MoveForm(forms.Form):
    """Where an item shall hang: "field-3", "topic-5" or "goal-7"."""

    to = forms.ChoiceField(label="Wohin?")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["to"].choices = [("", "Bitte wählen"), *places]  # type: ignore[attr-defined]


class DeleteForm(forms.Form):
    """What happens to the items below one that is deleted."""

    children = forms.ChoiceField(
        label="Was soll mit dem geschehen, was darunter steht?",
        choices=[("move", "An eine andere Stelle verschieben"), ("delete", "Mit löschen")],
        widget=forms.RadioSelect,
    )
    to = forms.ChoiceField(label="Wohin verschieben?", required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(
        self, *args: Any, places: list[tuple[str, str]], has_children: bool, **settings: Any
    ) -> None:
        super().__init__(*args, **settings)
        self.fields["to"].choices = [("", "Bitte wählen"), *places]  # type: ignore[attr-defined]
        if not has_children:
            del self.fields["children"], self.fields["to"]

    def clean(self) -> dict[str, Any]:
        """Who moves must say where to."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("children") == "move" and not cleaned.get("to"):
            self.add_error("to", "Bitte wählen Sie eine Stelle.")
        return cleaned


def place_of(text: str) -> tuple[ItemKind, int]:
    """Kind and key of a valid choice of `MoveForm` or `DeleteForm`."""
    kind, _, key = text.partition("-")
    return ItemKind(kind), int(key)
