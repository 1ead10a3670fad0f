"""What is to be matched: demands, supplies, rules, scores. Everything is checked here, once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from miteinander.matching.columns import Column, Ints, checked, taken
from miteinander.matching.errors import MatchingError

LEVELS = ("placed", "fit", "load", "stability")
LARGEST = 1_000_000  # urgency, points of a pair, capacity
NOBODY = -1  # no group, no previous supply
Numbers = Any  # given as anything that numpy takes for integers; kept as an array of them


def _keys(keys: Sequence[str], place: str) -> tuple[tuple[str, ...], Ints]:
    """The keys sorted, and the order that sorts them: nothing depends on who was typed in first."""
    if not keys:
        raise MatchingError("Es gibt nichts zuzuordnen: Diese Seite ist leer.", f"{place}.keys")
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
    ordered = tuple(keys[i] for i in order)
    for one, other in pairwise(ordered):
        if one == other:
            raise MatchingError("Ein Schlüssel kommt zweimal vor.", f"{place}.keys[{one}]")
    return ordered, order


def _whole(
    values: object, keys: Sequence[str], place: str, least: int, shape: tuple[int, ...] = ()
) -> Ints:
    """The values as integers, one per key, from `least` to LARGEST (minutes may be larger)."""
    array = np.asarray(values)
    if array.shape != (len(keys), *shape):
        raise MatchingError(
            f"Es braucht einen Wert je Schlüssel; die Form ist {array.shape}.", place
        )
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise MatchingError(
            "Hier steht keine endliche Zahl.", _at(place, keys, ~np.isfinite(array))
        )
    if array.dtype.kind not in "iu":
        raise MatchingError("Hier dürfen nur ganze Zahlen stehen.", place)
    if (array < least).any():
        raise MatchingError(
            f"Die Zahl darf nicht kleiner als {least} sein.", _at(place, keys, array < least)
        )
    if not shape and (array > LARGEST).any():
        raise MatchingError(
            f"Die Zahl ist größer als {LARGEST}.", _at(place, keys, array > LARGEST)
        )
    return array.astype(np.int64)


def _at(place: str, keys: Sequence[str], wrong: Any) -> str:
    return f"{place}[{keys[int(np.argwhere(wrong)[0][0])]}]"


def _set(thing: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(thing, name, value)


@dataclass(frozen=True, eq=False)
class Demands:
    """Who or what needs a place: n rows, afterwards sorted by key.

    keys      n distinct texts
    urgency   n integers from 1: what placing this one counts on the first level
    previous  n keys of supplies or None: where it was last time (a supply may have ended since)
    columns   attributes for rules and scores by name: n numbers or texts, or Intervals
    together  n integers: members of a group (from 0; -1: none) share a supply, or none has one
    apart     n integers: members of a group get different supplies
    occupies  n rows (start, end) in minutes: holds its place from start to before end only
    """

    keys: Sequence[str]
    urgency: Numbers = None
    previous: Sequence[str | None] | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)
    together: Numbers = None
    apart: Numbers = None
    occupies: Numbers = None

    def __post_init__(self) -> None:
        given = list(self.keys)
        keys, order = _keys(given, "demands")
        columns = checked(self.columns, len(keys), "demands.columns")
        _set(
            self,
            keys=keys,
            columns={name: taken(column, order) for name, column in columns.items()},
        )
        urgency = np.ones(len(keys), np.int64) if self.urgency is None else self.urgency
        _set(self, urgency=_whole(urgency, given, "demands.urgency", 1)[order])
        for name in ("together", "apart"):
            if (groups := getattr(self, name)) is not None:
                _set(self, **{name: _whole(groups, given, f"demands.{name}", NOBODY)[order]})
        if self.previous is not None:
            if len(self.previous) != len(keys):
                raise MatchingError("Es braucht einen Wert je Schlüssel.", "demands.previous")
            _set(self, previous=tuple(self.previous[i] for i in order))
        if self.occupies is not None:
            place = "demands.occupies"
            spans = _whole(self.occupies, given, place, 0, (2,))
            if (ends := spans[:, 1] <= spans[:, 0]).any():
                raise MatchingError(
                    "Ein Zeitraum endet nicht nach seinem Beginn.", _at(place, given, ends)
                )
            _set(self, occupies=spans[order])

    def __len__(self) -> int:
        return len(self.keys)

    def take(self, rows: Ints) -> "Demands":
        """Only the demands at these positions."""
        return Demands(
            [self.keys[i] for i in rows],
            self.urgency[rows],
            None if self.previous is None else [self.previous[i] for i in rows],
            {name: taken(column, rows) for name, column in self.columns.items()},
            *(None if x is None else x[rows] for x in (self.together, self.apart, self.occupies)),
        )


@dataclass(frozen=True, eq=False)
class Supplies:
    """What has places: m rows, afterwards sorted by key.

    keys      m distinct texts
    capacity  m integers from 0: so many at a time
    at_least  m integers from 0: fewer must not be placed here
    columns   attributes for rules and scores by name: m numbers or texts, or Intervals
    """

    keys: Sequence[str]
    capacity: Numbers
    at_least: Numbers = None
    columns: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        given = list(self.keys)
        keys, order = _keys(given, "supplies")
        columns = checked(self.columns, len(keys), "supplies.columns")
        _set(
            self,
            keys=keys,
            columns={name: taken(column, order) for name, column in columns.items()},
        )
        _set(self, capacity=_whole(self.capacity, given, "supplies.capacity", 0)[order])
        if self.at_least is not None:
            _set(self, at_least=_whole(self.at_least, given, "supplies.at_least", 0)[order])

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True)
class Rule:
    """A hard rule.

    `holds` gets the named columns of the demand, then those of the supply, as arrays that broadcast
    against each other, and returns booleans: True where the pair is allowed. It must look at each
    pair by itself: it is called with distinct values, not with the rows.
    """

    name: str
    sentence: str  # explains to a person why a pair is not allowed
    source: str  # law, contract or decision, with its date
    demand: tuple[str, ...]
    supply: tuple[str, ...]
    holds: Callable[..., Any]


@dataclass(frozen=True)
class Score:
    """A part of the fit of a pair, which is the sum of weight x points over the parts.

    `points` is called like `Rule.holds` and returns integers from 0; more is better.
    """

    name: str
    unit: str  # what a point is, for people: "Minuten", "Wünsche"
    weight: int
    demand: tuple[str, ...]
    supply: tuple[str, ...]
    points: Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Problem:
    """Demands, supplies, and what decides between them.

    pins      demand key -> supply key: a person has decided; holds even where a rule fails
    vetoes    pairs (demand key, supply key) that must not be
    levels    what is optimised, in strict order; some or all of LEVELS:
              placed     sum of the urgencies of those placed, as large as possible
              fit        sum of the points, as large as possible
              load       sum of the squares of the loads, as small as possible: evenly shared work
              stability  how many stay where they were, as many as possible
    """

    demands: Demands
    supplies: Supplies
    rules: Sequence[Rule] = ()
    scores: Sequence[Score] = ()
    pins: Mapping[str, str] = field(default_factory=dict)
    vetoes: Collection[tuple[str, str]] = ()
    levels: tuple[str, ...] = LEVELS

    def __post_init__(self) -> None:
        parts: list[Rule | Score] = [*self.rules, *self.scores]
        for part in parts:
            self._check_columns(part)
        for score in self.scores:
            if score.weight < 0:
                raise MatchingError(
                    "Ein Gewicht darf nicht negativ sein.", f"scores[{score.name}].weight"
                )
        if len({part.name for part in parts}) < len(parts):
            raise MatchingError("Zwei Regeln oder Punkte heißen gleich.", "rules, scores")
        if not self.levels or list(self.levels) != [
            level for level in LEVELS if level in self.levels
        ]:
            raise MatchingError(
                f"Die Ebenen sind {', '.join(LEVELS)}, in dieser Reihenfolge.", "levels"
            )
        self._check_keys()

    @cached_property
    def before(self) -> Ints:
        """The supply each demand had before: n positions, NOBODY for none or one that has ended."""
        if self.demands.previous is None:
            return np.full(len(self.demands), NOBODY)
        places = {key: j for j, key in enumerate(self.supplies.keys)}
        return np.array([places.get(key or "", NOBODY) for key in self.demands.previous])

    def _check_columns(self, part: Rule | Score) -> None:
        for side, names, columns in (
            ("demand", part.demand, self.demands.columns),
            ("supply", part.supply, self.supplies.columns),
        ):
            for name in names:
                if name not in columns:
                    raise MatchingError(
                        f"Die Spalte „{name}“ gibt es nicht.", f"{part.name}.{side}"
                    )

    def _check_keys(self) -> None:
        demands, supplies = set(self.demands.keys), set(self.supplies.keys)
        for place, pairs in (("pins", list(self.pins.items())), ("vetoes", list(self.vetoes))):
            for demand, supply in pairs:
                if demand not in demands or supply not in supplies:
                    raise MatchingError(
                        "Diesen Schlüssel gibt es nicht.", f"{place}[{demand}, {supply}]"
                    )
        for demand, supply in self.pins.items():
            if (demand, supply) in self.vetoes:
                raise MatchingError(
                    "Dasselbe Paar ist festgelegt und ausgeschlossen.", f"pins[{demand}]"
                )

    def columns(self, part: Rule | Score) -> tuple[list[Column], list[Column]]:
        """The columns a rule or score looks at: of the demands, of the supplies."""
        return (
            [self.demands.columns[name] for name in part.demand],
            [self.supplies.columns[name] for name in part.supply],
        )
