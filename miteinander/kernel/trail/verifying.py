"""Computes the trail anew and names the first place where it is not as it was written.

Costs one pass over events and seals, whatever their number. Runs in the scope of a municipality
(its own chain) or in that of all towns (every chain).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format

from miteinander.kernel.encryption import vault
from miteinander.kernel.encryption.keyring import TRAIL
from miteinander.kernel.models import AuditEvent, AuditSeal
from miteinander.kernel.trail import marks
from miteinander.kernel.trail.heads import Head
from miteinander.kernel.trail.sealing import LARGEST, Chain, is_of

_SEALS_AT_ONCE = 200
_EVENTS_AT_ONCE = 2 * LARGEST
_NO_KEY = "nennt einen Schlüssel, der im Schlüsselbund fehlt."
Row = dict[str, Any]


class Broken(Exception):
    """The trail is not as it was written; the sentence names the first such place."""


@dataclass(frozen=True)
class Outcome:
    """What was found in one chain: how much was looked at, its head, and "" or what is wrong."""

    chain: Chain
    head: Head | None
    events: int
    unsealed: int
    sealed_at: datetime | None
    problem: str

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it was written."""
        return not self.problem


class _Walk:
    """The way along one chain; what was seen so far."""

    def __init__(self, chain: Chain, expected: Head | None) -> None:
        self.chain = chain
        self.expected = expected
        self.number = self.events = self.unsealed = 0
        self.hash = marks.NO_SEAL_BEFORE
        self.sealed_at: datetime | None = None
        self.ring = vault.keyring()

    def go(self) -> None:
        """Raises `Broken` at the first place."""
        for seal, events in _sealed(self.chain):
            self._check_seal(seal, events)
        if self.expected and self.expected.number > self.number:
            raise Broken(
                f"Das Ende fehlt: Die mitgebrachte Prüfsumme kennt Siegel {self.expected.number}, "
                f"das letzte hier ist {self.number or 'keines'}."
            )
        self._check_loose()

    def _check_seal(self, seal: Row, events: list[Row]) -> None:
        name = f"Siegel {self.number + 1}"
        if seal["number"] != self.number + 1:
            raise Broken(f"{name} fehlt; nach {self.number} kommt gleich {seal['number']}.")
        if bytes(seal["previous"]) != self.hash:
            raise Broken(f"{name} schließt nicht an das vorige an.")
        for event in events:
            self._check_mark(event, name)
        if len(events) != seal["size"]:
            raise Broken(f"{name} umfasst {seal['size']} Einträge, da sind aber {len(events)}.")
        secret = self._secret(seal)
        if secret is None:
            raise Broken(f"{name} {_NO_KEY}")
        if marks.hash_of(seal, events, secret) != bytes(seal["hash"]):
            raise Broken(f"{name} oder die Reihenfolge seiner Einträge wurde verändert.")
        self.number, self.hash = seal["number"], bytes(seal["hash"])
        self.events += len(events)
        self.sealed_at = seal["sealed_at"]
        self._check_expected()

    def _check_mark(self, event: Row, where: str) -> None:
        secret = self._secret(event)
        if secret is None:
            raise Broken(f"{_name(event['id'], event['at'])} ({where}) {_NO_KEY}")
        if marks.mark_of(event, secret) != bytes(event["mark"]):
            name = _name(event["id"], event["at"])
            raise Broken(f"{name} ({where}) wurde verändert oder nachträglich eingefügt.")

    def _secret(self, row: Row) -> bytes | None:
        key = self.ring.find(row["key_id"], TRAIL)
        return key.secret if key else None

    def _check_expected(self) -> None:
        head = self.expected
        if head and head.number == self.number:
            if head.hash != self.hash.hex():
                raise Broken(f"Siegel {self.number} ist ein anderes als das mitgebrachte.")
            if head.events != self.events:
                raise Broken(f"Bis Siegel {self.number} waren es {head.events} Einträge.")

    def _check_loose(self) -> None:
        """Events whose seal is gone or was not met on the way, and events that wait for one."""
        own = AuditEvent.objects.filter(is_of(self.chain)).order_by("pk")
        of_chain = AuditSeal.objects.filter(is_of(self.chain))
        has_seal = Exists(of_chain.filter(pk=OuterRef("seal_id")))
        for pk, at in own.exclude(seal_id=None).filter(~has_seal).values_list("pk", "at")[:1]:
            raise Broken(f"{_name(pk, at)} gehört zu einem Siegel, das fehlt.")
        met = own.filter(seal__number__lte=self.number).count()
        if (met, of_chain.filter(number__lte=self.number).count()) != (self.events, self.number):
            raise Broken("Es gibt Siegel oder Einträge, die nicht in der Reihe stehen.")
        waiting = own.filter(seal=None).values(*marks.columns(AuditEvent))
        for event in waiting.iterator(_EVENTS_AT_ONCE):
            self._check_mark(event, "noch ohne Siegel")
            self.unsealed += 1


def verify(chain: Chain, expected: Head | None = None) -> Outcome:
    """Look at everything of one chain; `expected` is a head that was exported before."""
    walk, problem = _Walk(chain, expected), ""
    try:
        walk.go()
    except Broken as broken:
        problem = str(broken)
    head = Head(chain, walk.number, walk.hash.hex(), walk.events) if walk.number else None
    return Outcome(chain, head, walk.events + walk.unsealed, walk.unsealed, walk.sealed_at, problem)


def chains() -> list[Chain]:
    """Every chain that has an event or a seal in this scope, that of the installation first."""
    found = {
        chain
        for model in (AuditSeal, AuditEvent)
        for (chain,) in model.objects.order_by().values_list("municipality_id").distinct()
    }
    return sorted(found, key=lambda chain: chain or 0)


def _sealed(chain: Chain) -> Iterator[tuple[Row, list[Row]]]:
    """Each seal in order, with its events in order."""
    last = -1
    seals = AuditSeal.objects.filter(is_of(chain)).order_by("number", "pk")
    names = marks.columns(AuditSeal)
    while some := _some(list(seals.filter(number__gt=last).values(*names)[:_SEALS_AT_ONCE])):
        last = some[-1]["number"]
        ids = [seal["id"] for seal in some]
        events = AuditEvent.objects.filter(seal_id__in=ids).order_by("seal_id", "pk")
        rows = cast("list[Row]", list(events.values(*marks.columns(AuditEvent))))
        by_seal = {key: list(group) for key, group in groupby(rows, lambda row: row["seal_id"])}
        for seal in some:
            yield seal, by_seal.get(seal["id"], [])


def _some(seals: list[Row]) -> list[Row]:
    """The first of them, of which not too many events are in memory at once."""
    events = 0
    for position, seal in enumerate(seals):
        events += seal["size"]
        if events > _EVENTS_AT_ONCE and position:
            return seals[:position]
    return seals


def _name(pk: UUID, at: datetime) -> str:
    return f"Eintrag {pk} vom {date_format(timezone.localtime(at), 'd.m.Y H:i:s')}"
