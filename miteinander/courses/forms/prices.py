"""Which courses the page about more places shows."""

from typing import Any

from django import forms

from miteinander.courses.queries.prices import EVERY, HELPFUL


class PriceFilter(forms.Form):
    """Those that more places would help, or every one."""

    zeigen = forms.ChoiceField(
        label="Zeigen",
        choices=[(HELPFUL, "wo es hilft"), (EVERY, "alle Kurse")],
        required=False,
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data or {})

    @property
    def shown(self) -> str:
        """What was chosen, or what helps."""
        self.is_valid()
        return str(self.cleaned_data.get("zeigen") or HELPFUL)
