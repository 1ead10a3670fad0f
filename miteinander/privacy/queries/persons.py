"""Everything that is stored about a person, read after the policy in the open scope."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import ForeignKey, Q
from django.utils import timezone
from django.utils.formats import date_format

from miteinander.accounts.models import Membership, User
from miteinander.accounts.queries import municipalities_of
from miteinander.kernel.models import Municipality
from miteinander.kernel.queries import containing
from miteinander.kernel.retention import discovery
from miteinander.kernel.retention.policy import Exempt, Passages, Table
from miteinander.kernel.retention.subjects import Subject, named_rows, own_rows
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.network.models import Person
from miteinander.privacy import sentences
from miteinander.privacy.passages import passages

MOST_FOUND = 20
# What is stored as a code and has no words of its own.
_WORDS = {
    ("kernel.auditevent", "verb"): sentences.deed,
    ("kernel.auditevent", "object_kind"): sentences.kind_name,
    ("kernel.legalhold", "kind"): sentences.kind_name,
    ("kernel.erasurelog", "kind"): sentences.kind_name,
}


@dataclass(frozen=True)
class Fact:
    """One personal field of a row: title, text for people, value for machines."""

    name: str
    title: str
    text: str
    value: Any


@dataclass(frozen=True)
class Record:
    """One row about the person. `is_own`: it is surely theirs; else it only names them."""

    table: Table
    key: str
    title: str
    town: str
    is_own: bool
    facts: list[Fact] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The row's name in forms: "concept.statusreport:12"."""
        return f"{self.table.model.lower()}:{self.key}"


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a search found."""

    name: str
    place: str
    subject: Subject


def records(
    subject: Subject, *, with_named: bool = True, with_sign_in: bool = True
) -> list[Record]:
    """Every row that is the person's, and those that name them; a constant number of queries.

    Without `with_sign_in`, of what belongs to no municipality the account alone.
    """
    found: list[Record] = []
    for table in discovery.tables():
        if not with_sign_in and _is_of_sign_in(table):
            continue
        rows = own_rows(table, subject).select_related(*_relations(table))
        found += [_own(table, row, subject) for row in rows.order_by("pk")]
        if with_named and _can_name(table):
            rows = named_rows(table, subject).select_related(*_relations(table))
            named = (_named(table, row, subject) for row in rows.order_by("pk"))
            found += [one for one in named if one.facts]
    return found


def records_for_town(subject: Subject) -> list[Record]:
    """What the scope's municipality shows and hands out about a person.

    From where and with which device somebody signs in is left out while another municipality
    gives them a role too: anybody can be given a role by their mail address alone.
    """
    return records(subject, with_sign_in=not _works_elsewhere(subject))


def _works_elsewhere(subject: Subject) -> bool:
    user = User.objects.filter(pk=subject.user_id or 0).first()
    if user is None:
        return False
    here = set(Membership.objects.filter(user=user).values_list("municipality_id", flat=True))
    return any(town.pk not in here for town in municipalities_of(user))


def _is_of_sign_in(table: Table) -> bool:
    model = discovery.model_of(table)
    return not discovery.is_of_a_town(model) and model not in (User, Municipality)


def _can_name(table: Table) -> bool:
    return bool(table.found_by.name or table.found_by.text)


def _relations(table: Table) -> list[str]:
    fields = discovery.model_of(table)._meta.concrete_fields
    wanted = {*table.personal, "municipality"}
    return [one.name for one in fields if isinstance(one, ForeignKey) and one.name in wanted]


def _own(table: Table, row: Any, subject: Subject) -> Record:
    facts = []
    for name, words in table.personal.items():
        if isinstance(words, Passages):
            facts += _cut(row, name, words.title, subject)
        elif isinstance(words, str):
            facts.append(_fact(table, row, name, words))
    return _record(table, row, facts, is_own=True)


def _named(table: Table, row: Any, subject: Subject) -> Record:
    """Only what names the person: the rest of the row is not about them."""
    facts: list[Fact] = []
    for name, words in table.personal.items():
        if isinstance(words, Exempt):
            continue
        title = words.title if isinstance(words, Passages) else words
        if name in table.found_by.text:
            facts += _cut(row, name, title, subject)
        elif name in table.found_by.name and _is_name(getattr(row, name), subject):
            facts.append(_fact(table, row, name, title))
    return _record(table, row, facts, is_own=False)


def _is_name(value: str, subject: Subject) -> bool:
    return value.casefold() in {name.casefold() for name in subject.names}


def _record(table: Table, row: Any, facts: list[Fact], *, is_own: bool) -> Record:
    town = getattr(row, "municipality", None)
    # What a row is called may say more of others than the passage that names the person.
    title = f"{table.title}, Nummer {row.pk}" if is_own else table.title
    secret = isinstance(table.personal.get(row._meta.pk.name), Exempt)
    key = "" if secret else str(row.pk)
    return Record(table, key, title if key else table.title, str(town or ""), is_own, facts)


def _cut(row: Any, name: str, title: str, subject: Subject) -> list[Fact]:
    cuts = passages(getattr(row, name), subject.words)
    return [Fact(name, title, "\n".join(cuts), cuts)] if cuts else []


def _fact(table: Table, row: Any, name: str, title: str) -> Fact:
    value = getattr(row, name)
    if said := sentences.FIELDS.get((table.model, name)):
        return Fact(name, title, said(value), value)
    shown = getattr(row, f"get_{name}_display", None)
    if isinstance(value, datetime | date):
        return Fact(name, title, _when(value), value.isoformat())
    if isinstance(value, bool):
        return Fact(name, title, "ja" if value else "nein", value)
    if isinstance(value, dict | list):
        return Fact(name, title, "\n".join(_lines(value)), value)
    words = _WORDS.get((row._meta.label_lower, name))
    if words and value:
        return Fact(name, title, words(value), value)
    if value is None or isinstance(value, int | str):
        return Fact(name, title, str(shown() if shown else "" if value is None else value), value)
    return Fact(name, title, str(value), {"key": getattr(value, "pk", None), "name": str(value)})


def _when(value: datetime | date) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j. F Y, H:i")
    return date_format(value, "j. F Y")


def _lines(value: Any, before: str = "") -> Iterator[str]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value, 1)
    for key, inner in pairs:
        name = f"{before}{key}"
        if isinstance(inner, dict | list):
            yield from _lines(inner, f"{name}, ")
        elif inner not in ("", None):
            yield f"{name}: {inner}"


def known_accounts() -> set[int]:
    """The keys of all accounts that have a role here or left something in this municipality."""
    found: set[int] = set()
    for table in discovery.tables():
        model = discovery.model_of(table)
        if table.found_by.user and discovery.is_of_a_town(model):
            rows = model._default_manager.exclude(**{f"{table.found_by.user}": None})
            found |= set(rows.values_list(table.found_by.user, flat=True).distinct())
    return found


def find(words: str) -> list[Candidate]:
    """Accounts and contact persons known in the scope's municipality whose name or mail fits.

    Last comes whoever is only named or written to by exactly these words.
    """
    words = " ".join(words.split())
    accounts = User.objects.filter(pk__in=known_accounts())
    accounts = accounts.filter(containing("name", words) | containing("email", words))
    members = set(Membership.objects.values_list("user_id", flat=True))
    found = [_account(user, user.pk in members) for user in accounts.order_by("name")[:MOST_FOUND]]
    of_name = Q()
    for word in words.split()[:5]:
        paths = ("first_name", "last_name", "email")
        of_name &= Q(*(containing(path, word) for path in paths), _connector=Q.OR)
    people = Person.objects.filter(of_name).select_related("organisation")
    found += [_contact(person) for person in people[:MOST_FOUND]]
    exact = {"mails": frozenset({words})} if "@" in words else {"names": frozenset({words})}
    place = "nur nach diesen Worten suchen, in Berichten, Fassungen, Mails und Texten"
    return [*found, Candidate(words, place, Subject(**exact))]  # type: ignore[arg-type]


def _account(user: User, is_member: bool) -> Candidate:
    place = "hat Zugang zum Arbeitsbereich" if is_member else "hatte Zugang zum Arbeitsbereich"
    return Candidate(f"{user.name} ({user.email})", place, of_account(user))


def _contact(person: Person) -> Candidate:
    name = f"{person} ({person.email})" if person.email else str(person)
    place = f"Ansprechperson bei {person.organisation.name}"
    return Candidate(name, place, of_contact(person))


def of_account(user: User) -> Subject:
    """The person behind an account."""
    return Subject(user.pk, None, frozenset({user.email}), frozenset({user.name}))


def of_contact(person: Person) -> Subject:
    """The person who is a contact person."""
    mails = frozenset({person.email} - {""})
    return Subject(None, person.pk, mails, frozenset({str(person)}))


def own_records(user: User, town_id: int | None = None) -> list[Record]:
    """What belongs to an account or is addressed to its mail address, in all municipalities.

    Nothing is searched by name: a person of the same name elsewhere is somebody else. With
    `town_id` only what this municipality has, for whoever came through its sign-in service.
    """
    subject = Subject(user.pk, None, frozenset({user.email}))
    if town_id is not None:
        with town_scope(town_id):
            return records(subject, with_named=False, with_sign_in=False)
    with all_towns():
        return records(subject, with_named=False)
