"""What an address asks the trail for."""

from datetime import date
from typing import Any

from django import forms

from miteinander.kernel.choices import Door
from miteinander.privacy.queries.trail import Facets, Wanted

# No database and no clock reckons beyond these with time zones.
_EARLIEST, _LATEST = date(1970, 1, 1), date(9998, 12, 31)


class TrailFilter(forms.Form):
    """Who, what, how and when; each may be left out."""

    person = forms.ChoiceField(label="Person", required=False)
    art = forms.ChoiceField(label="Art", required=False)
    vorgang = forms.ChoiceField(label="Vorgang", required=False)
    zugang = forms.ChoiceField(
        label="Zugang", choices=[("", "alle"), *Door.choices], required=False
    )
    von = forms.DateField(label="Von", required=False, widget=forms.DateInput)
    bis = forms.DateField(label="Bis", required=False, widget=forms.DateInput)

    def __init__(self, data: Any, facets: Facets) -> None:
        super().__init__(data)
        self.facets = facets
        for name, choices in (
            ("person", facets.people),
            ("art", facets.kinds),
            ("vorgang", facets.deeds),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "alle"), *choices]

    def wanted(self) -> Wanted:
        """The valid values; what the address says else is left aside."""
        self.is_valid()
        value = self.cleaned_data.get
        deed, person = value("vorgang"), value("person")
        return Wanted(
            user_id=int(person) if person else None,
            kind=value("art") or "",
            verbs=self.facets.verbs_of[deed] if deed else None,
            door=value("zugang") or "",
            first_day=_within(value("von")),
            last_day=_within(value("bis")),
        )


def _within(day: date | None) -> date | None:
    return min(max(day, _EARLIEST), _LATEST) if day else None
