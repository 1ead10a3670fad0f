"""Choosing several things by their keys."""

from typing import Any

from django import forms

_LONGEST = 18  # digits; a database's whole numbers hold no more


class KeysField(forms.ModelMultipleChoiceField):
    """Several rows by their keys. SQLite breaks on a list with a key that it could not store."""

    def clean(self, value: Any) -> Any:
        """The rows; a key that no row can have is left out."""
        return super().clean([key for key in value or [] if len(str(key)) <= _LONGEST])
