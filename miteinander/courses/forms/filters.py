"""What an address narrows the list of runs to; what is not understood is left out."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from miteinander.courses.choices import CourseKind, DayTime, Language, Level, RunState
from miteinander.courses.models import CourseRun
from miteinander.courses.queries.courses import CARE, FREE, offering

ALL = ("", "alle")


class RunFilter(forms.Form):
    """Which runs; the institutions to choose from are those of `found`."""

    suche = forms.CharField(label="Suche", max_length=200, required=False)
    art = forms.ChoiceField(label="Art", choices=[ALL, *CourseKind.choices], required=False)
    niveau = forms.ChoiceField(label="Niveau", choices=[ALL, *Level.choices], required=False)
    zeit = forms.ChoiceField(label="Tageszeit", choices=[ALL, *DayTime.choices], required=False)
    kinder = forms.ChoiceField(
        label="Kinderbetreuung", choices=[ALL, (CARE, "mit Kinderbetreuung")], required=False
    )
    plaetze = forms.ChoiceField(
        label="Plätze", choices=[ALL, (FREE, "mit freien Plätzen")], required=False
    )
    sprache = forms.ChoiceField(label="Hilfe auf", choices=[ALL, *Language.choices], required=False)
    institution = forms.ChoiceField(label="Institution", required=False)
    stand = forms.ChoiceField(label="Stand", choices=[ALL, *RunState.choices], required=False)

    def __init__(
        self, data: Any = None, files: Any = None, *, found: QuerySet[CourseRun] | None = None
    ) -> None:
        super().__init__(data or {})
        offers = offering(found) if found is not None else []
        self.fields["institution"].choices = [ALL, *offers]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """Filter -> value, only of those that are set and understood."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}
