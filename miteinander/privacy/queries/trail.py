"""Reads of the trail of one municipality."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from miteinander.accounts.models import User
from miteinander.kernel.choices import Door
from miteinander.kernel.models import AuditEvent, AuditSeal
from miteinander.kernel.trail.heads import Head, head_of
from miteinander.privacy import sentences

GONE = "gelöschtes Konto"
_USER = User._meta.label_lower
_NOBODY = {Door.SYSTEM: "Das System", Door.MAIL_LINK: "Jemand über einen Link aus einer Mail"}


@dataclass(frozen=True)
class Wanted:
    """What the auditor asks for; empty: everything. `verbs` None is all of them."""

    user_id: int | None = None
    kind: str = ""
    verbs: Sequence[str] | None = None
    door: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Entry:
    """An event as people read it."""

    at: datetime
    who: str
    deed: str
    door: str
    seal: int | None


@dataclass(frozen=True)
class Facets:
    """What occurs in the trail, to choose from: (code, German word)."""

    people: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    deeds: list[tuple[str, str]]
    verbs_of: dict[str, list[str]]


@dataclass(frozen=True)
class Standing:
    """How far the chain is sealed."""

    head: Head | None
    sealed_at: datetime | None
    since: datetime | None
    waiting: int


def events(wanted: Wanted) -> QuerySet[AuditEvent]:
    """The events of the scope's municipality that were asked for; the page orders them."""
    rows = AuditEvent.objects.select_related("seal")
    if wanted.user_id is not None:
        rows = rows.filter(user_id=wanted.user_id)
    if wanted.kind:
        rows = rows.filter(object_kind=wanted.kind)
    if wanted.verbs is not None:
        rows = rows.filter(verb__in=wanted.verbs)
    if wanted.door:
        rows = rows.filter(door=wanted.door)
    if wanted.first_day:
        rows = rows.filter(at__gte=_midnight(wanted.first_day))
    if wanted.last_day:
        rows = rows.filter(at__lt=_midnight(wanted.last_day + timedelta(days=1)))
    return rows


def entries(rows: Iterable[AuditEvent]) -> list[Entry]:
    """Events in German, the names of people by one query."""
    rows = list(rows)
    people = {row.user_id for row in rows} | {
        row.object_id for row in rows if row.object_kind == _USER
    }
    names = _names(people)
    return [
        Entry(
            at=row.at,
            who=_who(row, names),
            deed=sentences.said(row.verb, _thing(row, names)),
            door=row.get_door_display(),
            seal=row.seal.number if row.seal else None,
        )
        for row in rows
    ]


def facets() -> Facets:
    """What occurs in the scope's trail; two queries."""
    columns = AuditEvent.objects.order_by().values_list("user_id", "object_kind", "verb")
    found = set(columns.distinct())
    names = _names({user_id for user_id, _, _ in found})
    people = {
        str(user_id): names.get(user_id, f"{GONE} ({user_id})")
        for user_id, _, _ in found
        if user_id
    }
    kinds = {kind: sentences.kind_name(kind) for _, kind, _ in found if kind}
    verbs = sorted({verb for _, _, verb in found})
    verbs_of: dict[str, list[str]] = {}
    for verb in verbs:
        verbs_of.setdefault(sentences.deed_code(verb), []).append(verb)
    deeds = {code: sentences.deed(of_code[0]) for code, of_code in verbs_of.items()}
    return Facets(_sorted(people), _sorted(kinds), _sorted(deeds), verbs_of)


def standing(municipality_id: int) -> Standing:
    """How far the chain of the scope's municipality is sealed; four queries."""
    seals = AuditSeal.objects.order_by("number").values_list("sealed_at", flat=True)
    waiting = AuditEvent.objects.filter(seal=None).count()
    return Standing(head_of(municipality_id), seals.last(), seals.first(), waiting)


def _names(ids: set[int | None]) -> dict[int | None, str]:
    found = User.objects.filter(pk__in=[pk for pk in ids if pk is not None])
    return {user.pk: user.name or user.email for user in found}


def _who(row: AuditEvent, names: dict[int | None, str]) -> str:
    if row.user_id is None:
        return _NOBODY.get(Door(row.door), "Jemand ohne Konto")
    return names.get(row.user_id, GONE)


def _thing(row: AuditEvent, names: dict[int | None, str]) -> str:
    if row.object_kind == _USER:
        return names.get(row.object_id, GONE)
    is_alone = row.object_kind == "kernel.municipality"
    return sentences.thing(row.object_kind, None if is_alone else row.object_id)


def _sorted(words: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(words.items(), key=lambda pair: pair[1].casefold())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
