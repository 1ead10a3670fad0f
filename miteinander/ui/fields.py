"""What a template needs to know to draw a form field of any widget."""

from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.widgets import Widget

_CLASSES = {
    "check": "kern-form-check__checkbox",
    "select": "kern-form-input__select",
    "input": "kern-form-input__input",
    "checkbox": "kern-form-check__checkbox",
    "radio": "kern-form-check__radio",
}


def context(field: BoundField) -> dict[str, Any]:
    """The field's kind, its control as HTML, hint and errors with the ids that tie them."""
    widget = field.field.widget
    kind = _kind(widget)
    return {
        "field": field,
        "kind": kind,
        "control": "" if kind in ("checkboxes", "radios") else _control(field, kind),
        "choices": _choices(field, kind) if kind in ("checkboxes", "radios") else [],
        "is_optional": not field.field.required and _has_required(field.form),
        "hint_id": f"{field.auto_id}_hinweis",
        "error_id": f"{field.auto_id}_fehler",
        "described_by": _described_by(field),
    }


def summary(form: BaseForm) -> list[tuple[str, str, str]]:
    """(target id, label, sentence) for every error; the first two are "" for the whole form."""
    found = [("", "", str(sentence)) for sentence in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else _first_id(field)
        found += [(target, str(field.label), str(sentence)) for sentence in field.errors]
    return found


def _kind(widget: Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.SelectMultiple):
        return "multiple"
    if isinstance(widget, forms.Select):
        return "select"
    return "input"


def _first_id(field: BoundField) -> str:
    grouped = isinstance(field.field.widget, forms.RadioSelect)
    return f"{field.auto_id}_0" if grouped else field.auto_id


def _has_required(form: BaseForm) -> bool:
    return any(field.required for field in form.fields.values())


def _described_by(field: BoundField) -> str:
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}_hinweis")
    if field.errors:
        ids.append(f"{field.auto_id}_fehler")
    return " ".join(ids)


def _control(field: BoundField, kind: str) -> str:
    widget = field.field.widget
    if widget.attrs.get("placeholder") == field.label:
        # It repeats the label, and vanishes when somebody needs it.
        del widget.attrs["placeholder"]
    if isinstance(widget, forms.DateInput):
        # The browser's own calendar takes and gives ISO dates only.
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    return field.as_widget(attrs=_attributes(field, kind))


def _attributes(field: BoundField, kind: str) -> dict[str, Any]:
    own = field.field.widget.attrs.get("class", "")
    base = _CLASSES.get(kind, _CLASSES["input"])
    error = f"{base}--error" if field.errors else ""
    attributes: dict[str, Any] = {"class": " ".join(filter(None, (base, error, own)))}
    if described_by := _described_by(field):
        attributes["aria-describedby"] = described_by
    if field.errors:
        attributes["aria-invalid"] = "true"
    return attributes


def _choices(field: BoundField, kind: str) -> list[Any]:
    """The single boxes of a group, dressed for KERN."""
    base = _CLASSES["radio" if kind == "radios" else "checkbox"]
    boxes = list(field)
    for box in boxes:
        box.data["attrs"]["class"] = f"{base} {base}--error" if field.errors else base
        box.data["wrap_label"] = False
    return boxes
