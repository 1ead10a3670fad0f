"""Input about documents on their way to a plan."""

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from miteinander.concept.choices import ItemKind, MeasureKind, Status
from miteinander.concept.models import Proposal
from miteinander.concept.queries.imports import Node, sentences_of
from miteinander.concept.queries.institutions import NEW, NONE, Named
from miteinander.concept.reader import EMPTY, LARGEST_FILE, TOO_LARGE

ACCEPTED = ".docx,.pdf,.xlsx,.csv,.txt"
NOTHING = ("", "nicht angegeben")
MEANINGS = [
    ("ignore", "nicht verwenden"),
    ("field", "Handlungsfeld"),
    ("field_number", "Nummer des Handlungsfelds"),
    ("topic", "Unterthema"),
    ("goal", "Ziel"),
    ("goal_number", "Nummer des Ziels"),
    ("number", "Nummer der Maßnahme"),
    ("title", "Titel der Maßnahme"),
    ("description", "Beschreibung"),
    ("responsible", "Zuständig"),
    ("partners", "Beteiligt"),
    ("status", "Stand"),
    ("progress", "Was getan wurde"),
    ("kind", "Projekt oder Daueraufgabe"),
    ("period", "Zeitraum"),
    ("indicators", "Woran man Erfolg erkennt"),
    ("target", "Zielgruppe"),
    ("costs", "Kosten und Finanzierung"),
    ("priority", "Priorität"),
    ("obstacles", "Hindernisse"),
    ("instruments", "Instrumente"),
    ("area", "Aufgabenbereich über den Handlungsfeldern"),
    ("info", "Weitere Hinweise"),
]


class UploadForm(forms.Form):
    """A document; its kind is recognised by its content."""

    file = forms.FileField(
        label="Dokument",
        help_text="Word (.docx), PDF, Excel (.xlsx), CSV oder Text (.txt), höchstens 50 MB",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "Bitte wählen Sie ein Dokument aus.",
            "missing": "Bitte wählen Sie ein Dokument aus.",
            "empty": EMPTY,
            "invalid": "Die Datei kam nicht an. Bitte versuchen Sie es noch einmal.",
        },
    )

    def __init__(self, *args: Any, was_too_large: bool = False, **settings: Any) -> None:
        super().__init__(*args, **settings)
        if was_too_large:
            self.fields["file"].error_messages["required"] = TOO_LARGE

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large before anybody reads it."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(TOO_LARGE)
        return file


class ColumnsForm(forms.Form):
    """What each column of a sheet means."""

    def __init__(self, columns: list[dict[str, Any]], *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.columns = columns
        for column in columns:
            header = column["header"] or f"Spalte {column['index'] + 1} ohne Überschrift"
            self.fields[f"column_{column['index']}"] = forms.ChoiceField(
                label=f"„{header}“ bedeutet",
                choices=MEANINGS,
                initial=column["meaning"] or "ignore",
            )

    def clean(self) -> dict[str, Any]:
        """At least one column must hold what a plan consists of."""
        cleaned = super().clean() or {}
        if not {"title", "goal", "description"} & set(cleaned.values()) and not self.errors:
            raise forms.ValidationError(
                "Bitte sagen Sie, in welcher Spalte die Maßnahmen oder die Ziele stehen."
            )
        return cleaned

    @property
    def meanings(self) -> dict[int, str]:
        """Column index -> meaning, "ignore" for those not to be read."""
        return {
            column["index"]: self.cleaned_data[f"column_{column['index']}"]
            for column in self.columns
        }


class ProposalForm(forms.Form):
    """An entry as it is to be taken over."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    number = forms.CharField(label="Nummer", max_length=30, required=False)
    title = forms.CharField(label="Titel", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    description = forms.CharField(
        label="Beschreibung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_title(self) -> str:
        """One line, however the browser broke it."""
        return " ".join(self.cleaned_data["title"].split())

    @classmethod
    def values_of(cls, proposal: Proposal) -> dict[str, Any]:
        """The form's fields for an entry as it stands."""
        return {
            "based_on": proposal.version,
            "number": proposal.number,
            "title": proposal.title,
            "description": proposal.description,
        }

    @property
    def values(self) -> dict[str, Any]:
        """The shape that `proposals.correct` takes."""
        return {name: self.cleaned_data[name] for name in ("number", "title", "description")}


class MeasureProposalForm(ProposalForm):
    """A measure as it is to be taken over."""

    responsible = forms.CharField(
        label="Zuständig",
        required=False,
        help_text="je Zeile eine Institution, die federführende zuerst",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    status = forms.ChoiceField(label="Stand", required=False, choices=[NOTHING, *Status.choices])
    status_text = forms.CharField(
        label="Stand in den Worten des Dokuments", max_length=500, required=False
    )
    kind = forms.ChoiceField(label="Art", required=False, choices=[NOTHING, *MeasureKind.choices])
    period = forms.CharField(label="Zeitraum", max_length=200, required=False)
    indicators = forms.CharField(
        label="Woran man Erfolg erkennt",
        required=False,
        help_text="je Zeile eines",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_responsible(self) -> list[str]:
        """One name per line, each once."""
        return _lines(self.cleaned_data["responsible"])

    def clean_indicators(self) -> list[str]:
        """One indicator per line, each once."""
        return _lines(self.cleaned_data["indicators"])

    @classmethod
    def values_of(cls, proposal: Proposal) -> dict[str, Any]:
        """The form's fields for a measure as it stands."""
        values = proposal.values
        return {
            **super().values_of(proposal),
            "responsible": "\n".join(values.get("responsible") or []),
            "status": values.get("status") or "",
            "status_text": values.get("status_text") or "",
            "kind": values.get("kind") or "",
            "period": values.get("period") or "",
            "indicators": "\n".join(values.get("indicators") or []),
        }

    @property
    def values(self) -> dict[str, Any]:
        """The shape that `proposals.correct` takes; what is not told is None."""
        names = ("responsible", "status", "status_text", "kind", "period", "indicators")
        return {**super().values, **{name: self.cleaned_data[name] or None for name in names}}


def _lines(text: str) -> list[str]:
    stripped = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in stripped if line))


def form_for(proposal: Proposal) -> type[ProposalForm]:
    """The form that fits the entry's level."""
    return MeasureProposalForm if proposal.kind == ItemKind.MEASURE else ProposalForm


class PlaceForm(forms.Form):
    """Below which entry, and on which level."""

    kind = forms.ChoiceField(label="Ebene", choices=ItemKind.choices)
    parent = forms.TypedChoiceField(
        label="steht unter", coerce=int, empty_value=None, required=False
    )

    def __init__(self, parents: list[Node], *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        choices = [(str(node.proposal.pk), _indented(node)) for node in parents]
        self.fields["parent"].choices = [  # type: ignore[attr-defined]
            ("", "nichts (oberste Ebene, nur Handlungsfelder)"),
            *choices,
        ]


def _indented(node: Node) -> str:
    depth, above = 0, node.parent
    while above:
        depth, above = depth + 1, above.parent
    label = ItemKind(node.proposal.kind).label
    return f"{'   ' * depth}{label}: {str(node.proposal)[:80]}"


class SplitForm(forms.Form):
    """With which sentence a new entry begins, and on which level it stands."""

    at = forms.TypedChoiceField(
        label="Der neue Eintrag beginnt mit", coerce=int, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label="Der neue Eintrag ist", choices=ItemKind.choices)

    def __init__(self, proposal: Proposal, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        found = list(enumerate(sentences_of(proposal)))[1:]
        self.fields["at"].choices = [(str(index), text) for index, text in found]  # type: ignore[attr-defined]
        self.fields["kind"].initial = proposal.kind


class AdmitForm(forms.Form):
    """What becomes of a passage that was not placed."""

    line = forms.IntegerField(min_value=0)
    kind = forms.ChoiceField(choices=[*ItemKind.choices, (NONE, "gehört zu keinem Eintrag")])


class InstitutionsForm(forms.Form):
    """Which institution each name in the document means."""

    def __init__(self, names: list[Named], *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.names = {_key(one.name): one for one in names}
        for key, one in self.names.items():
            known = {found.pk: found.name for found in [one.match, *one.suggestions] if found}
            self.fields[key] = forms.ChoiceField(
                label=f"„{one.name}“ ist",
                choices=[
                    *((str(pk), f"{name} (vorhanden)") for pk, name in known.items()),
                    *([] if one.match else [(NEW, "eine neue Institution: wird angelegt")]),
                    (NONE, "keine Institution: nicht übernehmen"),
                ],
                initial=str(one.choice),
            )

    @property
    def choices(self) -> dict[str, int | str]:
        """Name -> id of the institution, "new" or "none"."""
        given = {one.name: self.cleaned_data[key] for key, one in self.names.items()}
        return {name: int(one) if one.isdigit() else one for name, one in given.items()}


def _key(name: str) -> str:
    return "name_" + hashlib.sha256(name.encode()).hexdigest()[:16]


class TakeOverForm(forms.Form):
    """How the reviewed document is taken over."""

    as_drafts = forms.BooleanField(
        label="Neue Einträge zuerst als Entwurf anlegen",
        required=False,
        help_text="Sie erscheinen dann erst öffentlich, wenn Sie sie veröffentlichen.",
    )
