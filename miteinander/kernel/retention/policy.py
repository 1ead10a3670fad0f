"""The words in which every room says what it keeps, why, how long, and what happens then.

A room's shelf `retention.py` has a `POLICY`: one `Table` for every model with personal data, one
`NoPersonalData` for every other. They are data that reads as prose: the pages of data protection,
the record of processing (Art. 30 DSGVO), the deletion and the answer to a person (Art. 15, 20) are
made of nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from miteinander.kernel.retention.periods import Period

GONE = "gelöschte Person"
TASK = "Art. 6 Abs. 1 Buchst. e DSGVO (öffentliche Aufgabe)"
CONSENT = "Art. 6 Abs. 1 Buchst. a DSGVO (Einwilligung)"
PROOF = "Art. 5 Abs. 2, Art. 32 DSGVO (Nachweis, Sicherheit)"
COORDINATION = "Koordination der Kommune"
OPERATOR = "Betrieb der Installation"


@dataclass(frozen=True)
class Exempt:
    """A personal field that the answer to a person leaves out, and why."""

    reason: str


@dataclass(frozen=True)
class Passages:
    """A text that is not the person's: the answer has only the passages that name them."""

    title: str


@dataclass(frozen=True)
class Delete:
    """The row goes, with its files and everything that hangs on it.

    With `with_traces` the row is an account or a contact person: what `Table.if_person_asks` says
    is done first in all tables.
    """

    with_traces: bool = False

    def __str__(self) -> str:
        return "wird gelöscht" + (", Namen an anderen Stellen werden ersetzt" * self.with_traces)


@dataclass(frozen=True)
class Replace:
    """Fields get another value: {"author": "gelöschte Person"}."""

    values: dict[str, Any]
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Rewrite:
    """A function changes each row of a person: (row, subject) -> whether it changed something."""

    function: Callable[[Any, Any], bool]
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Keep:
    """Nothing happens by itself; the reason says why, and what a person does instead."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True)
class Begin:
    """The moment from which a period counts: a field of the row, or an expression.

    `expression` is a function, since expressions over models need them loaded.
    """

    words: str
    field: str = ""
    expression: Callable[[], Any] | None = None


@dataclass(frozen=True)
class Rule:
    """What is kept how long.

    `code` is stored and stands in addresses, so it never changes. Rows that `where` leaves out are
    no matter of this rule. Without a `period` the row stays until what `begins` says happens, and
    a person or the deletion of something else ends it. An automatic rule needs nobody's word.
    """

    code: str
    title: str
    purpose: str
    basis: str
    begins: Begin
    then: Delete | Replace | Keep
    period: Period | None = None
    where: Q = field(default_factory=Q)
    answers: str = COORDINATION
    is_automatic: bool = False
    in_register: bool = True


@dataclass(frozen=True)
class FoundBy:
    """How a row belongs to a person.

    `user`, `contact`: paths to the key of an account or of a contact person. `mail`, `name`:
    fields that hold exactly the address or the name. `text`: fields in which a name or an address
    may be mentioned; such passages may tell of others too. `query` finds what these words cannot;
    `rows` gives rows that SQL cannot find at all.
    """

    user: str = ""
    contact: str = ""
    mail: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    query: Callable[[Any], Q] | None = None
    rows: Callable[[Any], list[Any]] | None = None


@dataclass(frozen=True)
class Table:
    """A model with personal data.

    `personal` names every personal field with its title in the answer to a person, or why it is
    exempt; `neutral` all other fields. `if_person_asks` is what Art. 17 DSGVO does to the rows
    that belong to the person by account or contact. `is_optional`: the app may not be installed.
    """

    model: str
    title: str
    subjects: str
    personal: Mapping[str, str | Passages | Exempt]
    rules: tuple[Rule, ...]
    found_by: FoundBy
    if_person_asks: Delete | Replace | Rewrite | Keep
    neutral: tuple[str, ...] = ()
    recipients: str = "Mitarbeitende mit Rolle in der Kommune"
    is_optional: bool = False


@dataclass(frozen=True)
class NoPersonalData:
    """A model that says nothing about anybody, and why that is so."""

    model: str
    reason: str
    is_optional: bool = False


Policy = tuple[Table | NoPersonalData, ...]
