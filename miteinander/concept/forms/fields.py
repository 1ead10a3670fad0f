"""Fields that the forms of the concept share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict


class KeysField(forms.TypedMultipleChoiceField):
    """Several things, named by their keys, as boxes to tick."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            coerce=int, required=False, widget=forms.CheckboxSelectMultiple, **settings
        )


class LinksWidget(forms.Widget):
    """A row of two inputs for each link, and some empty rows."""

    template_name = "concept/widgets/links.html"
    empty_rows = 2

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        empty = [{"title": "", "url": ""}] * self.empty_rows
        context["rows"] = [*(value or []), *empty]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        """The filled rows, as they were typed."""
        if not isinstance(data, MultiValueDict):
            return list(data.get(name) or [])
        titles, urls = data.getlist(f"{name}-title"), data.getlist(f"{name}-url")
        rows = [
            {"title": title.strip(), "url": url.strip()}
            for title, url in zip(titles, urls, strict=False)
        ]
        return [row for row in rows if row["title"] or row["url"]]


class LinksField(forms.Field):
    """Web addresses with a name: a list of {"title", "url"}."""

    widget = LinksWidget
    _title = forms.CharField(max_length=200, required=False)
    _url = forms.URLField(max_length=500, assume_scheme="https")

    def clean(self, value: Any) -> list[dict[str, str]]:
        """Each link with a full address; a link without a name is called by its address."""
        rows = []
        for row in value or []:
            try:
                url = self._url.clean(row["url"])
                title = self._title.clean(row["title"])
            except ValidationError as error:
                named = row["title"] or row["url"]
                raise ValidationError(f"„{named}“: {' '.join(error.messages)}") from None
            rows.append({"title": title or url[:200], "url": url})
        return rows
