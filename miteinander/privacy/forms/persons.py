"""Forms that say who is meant."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from miteinander.accounts.models import User
from miteinander.kernel.retention.subjects import Subject
from miteinander.network.models import Person
from miteinander.privacy.queries import persons


def _key() -> forms.IntegerField:
    return forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )


class SearchForm(forms.Form):
    """A name or a mail address."""

    suche = forms.CharField(
        label="Name oder E-Mail",
        min_length=3,
        max_length=200,
        help_text="Mindestens drei Zeichen.",
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
    )


class SubjectForm(forms.Form):
    """Somebody whom a search of this municipality found. Sent, never part of an address.

    `konto` and `person` are keys; an account that this municipality does not know is refused.
    """

    konto = _key()
    person = _key()
    mail = forms.CharField(max_length=254, required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Add `subject` and `title`."""
        values = super().clean() or {}
        if self.errors:
            return values
        found = self._account(values) or self._contact(values) or _by_words(values)
        if found is None:
            raise ValidationError("Bitte suchen Sie die Person noch einmal.")
        values["title"], values["subject"] = found
        return values

    def _account(self, values: dict[str, Any]) -> tuple[str, Subject] | None:
        user = User.objects.filter(pk=values.get("konto") or 0).first()
        if user is None or user.pk not in persons.known_accounts():
            return None
        return str(user), persons.of_account(user)

    def _contact(self, values: dict[str, Any]) -> tuple[str, Subject] | None:
        person = Person.objects.filter(pk=values.get("person") or 0).first()
        return (str(person), persons.of_contact(person)) if person else None


def _by_words(values: dict[str, Any]) -> tuple[str, Subject] | None:
    mail, name = values.get("mail", ""), values.get("name", "")
    if values.get("konto") or values.get("person") or len(mail or name) < 3:
        return None
    if mail:
        return mail, Subject(mails=frozenset({mail}))
    return name, Subject(names=frozenset({name}))


def hidden(subject: Subject) -> dict[str, str]:
    """What the form needs to name the same person again."""
    if subject.user_id is not None:
        return {"konto": str(subject.user_id)}
    if subject.contact_id is not None:
        return {"person": str(subject.contact_id)}
    if subject.mails:
        return {"mail": next(iter(subject.mails))}
    return {"name": next(iter(subject.names), "")}
