"""Which of two institutions stays."""

from typing import Any

from django import forms

from miteinander.kernel.sorting import german
from miteinander.network.models import Organisation


class MergeForm(forms.Form):
    """The institution into which another one goes."""

    keep: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label="Zusammenführen mit",
        queryset=None,
        empty_label="bitte wählen",
        help_text="Diese Institution bleibt und übernimmt alles.",
    )

    def __init__(self, *args: Any, gone: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.exclude(pk=gone.pk).order_by(german("name"))
        self.fields["keep"].queryset = others  # type: ignore[attr-defined]
