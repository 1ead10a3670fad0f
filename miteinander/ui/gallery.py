"""What the gallery shows: every component in every state."""

from typing import Any

from django import forms
from django.http import QueryDict

from miteinander.ui.charts import PATTERNS, Segment
from miteinander.ui.paging import Page

TONES = ("info", "success", "warning", "danger", "neutral")
SHAPES = (
    "disc circle quarter half three-quarter check loop pause cross arrow question dashed "
    "plus minus equals pencil lock eye exclamation clock"
)
ICONS = (
    "home search edit delete add close check checklist download mail calendar-today help info "
    "logout open-in-new arrow-back arrow-forward arrow-up arrow-down drive-folder-upload "
    "content-copy visibility autorenew account-circle m-lock m-building m-people"
)
_CHOICES = [("a", "Erste Möglichkeit"), ("b", "Zweite Möglichkeit"), ("c", "Dritte Möglichkeit")]


class GalleryForm(forms.Form):
    """A field of every kind."""

    title = forms.CharField(label="Titel", help_text="So kurz, dass er in eine Liste passt.")
    text = forms.CharField(label="Beschreibung", widget=forms.Textarea, required=False)
    email = forms.EmailField(label="E-Mail")
    day = forms.DateField(label="Beginn", help_text="Erster Tag, an dem gearbeitet wird.")
    number = forms.DecimalField(label="Kosten in Euro", required=False, min_value=0)
    choice = forms.ChoiceField(label="Feld", choices=[("", "Bitte wählen"), *_CHOICES])
    several = forms.MultipleChoiceField(
        label="Zielgruppen",
        choices=_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Mehrere sind möglich.",
    )
    one = forms.ChoiceField(label="Art", choices=_CHOICES, widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(label="Auswahl", choices=_CHOICES, required=False)
    yes = forms.BooleanField(label="Ich bin einverstanden", help_text="Sie können das widerrufen.")
    file = forms.FileField(label="Datei", help_text="PDF oder Word, höchstens 50 MB.")

    def clean(self) -> dict[str, Any]:
        """An error of the whole form, to show it."""
        raise forms.ValidationError("Das Ende liegt vor dem Beginn.")


def context() -> dict[str, Any]:
    """Everything that the gallery's template shows."""
    segments = [
        Segment(shape, 20 - index, TONES[index % len(TONES)], shape)
        for index, shape in enumerate(["disc", *PATTERNS])
    ]
    wrong = QueryDict("email=nicht-richtig&day=31.02.2026&text=Ein+Text")
    return {
        "tones": TONES,
        "notices": TONES[:4],
        "shapes": SHAPES.split(),
        "icons": ICONS.split(),
        "form": GalleryForm(prefix="leer"),
        "wrong": GalleryForm(_prefixed(wrong, "falsch"), prefix="falsch"),
        "segments": segments,
        "page": Page([], next_url="?seite=3", previous_url="?seite=1"),
        "text": _TEXT,
    }


def _prefixed(data: QueryDict, prefix: str) -> QueryDict:
    named = QueryDict(mutable=True)
    for name, values in data.lists():
        named.setlist(f"{prefix}-{name}", values)
    return named


_TEXT = """# Überschrift

Ein Absatz mit **Fettem**, *Kursivem* und einem [Link](https://example.org).

- erstens
- zweitens

> Ein Zitat.

| Spalte | Zahl |
|---|---|
| A | 1 |
"""
