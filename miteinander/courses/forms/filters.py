"""What an address narrows the list of runs to; what is not understood is left out."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from miteinander.courses.choices import CourseKind, DayTime, Language, Level, RunState
from miteinander.courses.models import CourseRun
from miteinander.courses.queries.courses import CARE, EVERY, FREE, OVER, offering

ALL = ("", _("alle"))


class FinderFilter(forms.Form):
    """Which runs a visitor looks for."""

    suche = forms.CharField(label=_("Suche"), max_length=200, required=False)
    art = forms.ChoiceField(label=_("Art"), choices=[ALL, *CourseKind.choices], required=False)
    niveau = forms.ChoiceField(label=_("Niveau"), choices=[ALL, *Level.choices], required=False)
    zeit = forms.ChoiceField(label=_("Tageszeit"), choices=[ALL, *DayTime.choices], required=False)
    kinder = forms.ChoiceField(
        label=_("Kinderbetreuung"), choices=[ALL, (CARE, _("mit Kinderbetreuung"))], required=False
    )
    plaetze = forms.ChoiceField(
        label=_("Plätze"), choices=[ALL, (FREE, _("mit freien Plätzen"))], required=False
    )
    sprache = forms.ChoiceField(
        label=_("Hilfe auf"), choices=[ALL, *Language.choices], required=False
    )
    ort = forms.CharField(label=_("Ort"), max_length=100, required=False)

    FIRST = ("suche", "niveau", "zeit", "kinder")

    @property
    def first(self) -> list[forms.BoundField]:
        """What most people look for; the rest is folded, so that a phone soon shows courses."""
        return [self[name] for name in self.FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        """The other filters."""
        return [self[name] for name in self.fields if name not in self.FIRST]

    @property
    def has_more(self) -> bool:
        """Whether one of the other filters is set."""
        return any(name not in self.FIRST for name in self.chosen)

    @property
    def chosen(self) -> dict[str, str]:
        """Filter -> value, only of those that are set and understood."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class RunFilter(FinderFilter):
    """Which runs; the institutions to choose from are those of `found`."""

    institution = forms.ChoiceField(label="Institution", required=False)
    stand = forms.ChoiceField(
        label="Stand",
        choices=[
            ("", "läuft oder kommt noch"),
            *RunState.choices,
            (OVER, "vorbei"),
            (EVERY, "alle"),
        ],
        required=False,
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, found: QuerySet[CourseRun] | None = None
    ) -> None:
        super().__init__(data or {})
        offers = offering(found) if found is not None else []
        self.fields["institution"].choices = [ALL, *offers]  # type: ignore[attr-defined]
