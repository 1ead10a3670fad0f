"""Questionnaires for whoever answers with a pen or in Word. Frozen values; each writer shapes them.

Texts are plain. `questions` are codes of `choices.Question`; the status is always asked.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Item:
    """A measure: how it stands in words ("" without a report), what was said about it last as
    (question, text), and what the coordination asks back. `key` leads a filled form back to the
    answer (shape: `filled.key_of`).
    """

    title: str
    standing: str = ""
    said: tuple[tuple[str, str], ...] = ()
    question: str = ""
    key: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """What one inquiry is asked; `link` is the address of its page on the web."""

    institution: str
    name: str
    link: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Papers:
    """The questionnaires of a round, and where to send them back."""

    town: str
    office: str
    email: str
    phone: str
    address: tuple[str, ...]
    title: str
    period_from: date
    period_until: date
    due_on: date
    made_on: date
    questions: tuple[str, ...]
    forms: tuple[Questionnaire, ...]
