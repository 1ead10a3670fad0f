"""Sorting as a German index does, the same on every database."""

from django.db.models import F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Replace

# DIN 5007-1: umlauts stand with their vowels, ß as ss. Neither SQLite nor PostgreSQL's C locale
# knows that, and SQLite's lower() leaves "Ä" as it is.
_AS = {"Ä": "a", "ä": "a", "Ö": "o", "ö": "o", "Ü": "u", "ü": "u", "ß": "ss"}


def german(path: str) -> Combinable:
    """An expression by which `path` is sorted as in a German index (DIN 5007-1)."""

    text: Combinable = F(path)
    for letter, plain in _AS.items():
        text = Replace(text, Value(letter), Value(plain))
    return Lower(text)
