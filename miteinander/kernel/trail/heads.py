"""Heads of chains, exported so that a tail cut later is noticed."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db.models import Sum

from miteinander.kernel.models import AuditSeal
from miteinander.kernel.trail.sealing import Chain, is_of


class HeadsError(Exception):
    """A file is no list of heads; the sentence says so."""


@dataclass(frozen=True)
class Head:
    """The last seal of a chain: its number, its hash (hexadecimal), the events up to it."""

    chain: Chain
    number: int
    hash: str
    events: int


def head_of(chain: Chain) -> Head | None:
    """The head of a chain, in its scope; None while it has no seal."""
    seals = AuditSeal.objects.filter(is_of(chain))
    last = seals.order_by("number").last()
    if last is None:
        return None
    events = seals.aggregate(total=Sum("size"))["total"]
    return Head(chain, last.number, bytes(last.hash).hex(), events)


def write(path: Path, heads: list[Head]) -> None:
    """Write them as JSON."""
    path.write_text(json.dumps({"heads": [asdict(head) for head in heads]}, indent=2) + "\n")


def load(path: Path) -> dict[Chain, Head]:
    """Heads by chain; raises `HeadsError` or OSError."""
    try:
        heads = [Head(**row) for row in json.loads(path.read_bytes())["heads"]]
    except (ValueError, TypeError, KeyError) as error:
        raise HeadsError(f"{path} ist keine Datei von `miteinander audit head`.") from error
    if not all(isinstance(head.number, int) and isinstance(head.hash, str) for head in heads):
        raise HeadsError(f"{path} ist keine Datei von `miteinander audit head`.")
    return {head.chain: head for head in heads}
