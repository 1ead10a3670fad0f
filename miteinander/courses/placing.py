"""Placing people in courses as a problem of `matching`: rules and scores. No Django.

Section 7 (3) IntV names what counts for integration courses: a fitting test result, the start, the
distance and that the place can be reached. The town may use the same for its other courses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from miteinander.courses import availability, travel
from miteinander.matching import Demands, Intervals, Problem, Rule, Score, Supplies, within

LEVELS = ("A0", "A1", "A2", "B1", "B2", "C1", "C2")
ANY_LEVEL = -1
INTV = "§ 7 Abs. 3 IntV (Stand 1. Januar 2025)"
SAID = "Angabe der Person bei der Aufnahme"
NO_DAY = 4_000_000  # an ordinal day after all others
MOST_WEEKS = 52


@dataclass(frozen=True)
class Seeker:
    """Somebody who needs a place.

    Coordinates are degrees, times the bits of `availability`, days ordinals; `permits` are codes of
    access conditions, `kinds` codes of courses (empty: all).
    """

    key: str
    urgency: int
    level: str
    times: int
    preferred: str
    at: tuple[float, float] | None
    minutes: int
    kinds: frozenset[str]
    permits: frozenset[str]
    first: int
    last: int
    weeks: int
    wish: str = ""
    language: str = ""
    literacy: bool = False
    child_care: bool = False
    step_free: bool = False
    previous: str | None = None


@dataclass(frozen=True)
class Place:
    """A run of a course with its free places.

    `conditions` are the codes of which one is enough (empty: open for all); somebody can begin from
    the ordinal day `first` to `last`; `part` of the day is "" where no times are known.
    """

    key: str
    free: int
    kind: str
    level_from: str
    level_to: str
    times: tuple[tuple[int, int], ...]
    part: str
    at: tuple[float, float] | None
    conditions: frozenset[str]
    languages: str
    first: int
    last: int
    child_care: bool = False
    step_free: bool = False


def key_of(pk: int) -> str:
    """A key that sorts like the number."""
    return f"{pk:010d}"


def problem(
    seekers: Sequence[Seeker],
    places: Sequence[Place],
    vetoes: Sequence[tuple[str, str]] = (),
    today: int = 0,
) -> Problem:
    """All that decides; `vetoes` are places that somebody refused or lost, `today` an ordinal day.

    Who is most urgent counts 8, who is least urgent 4: nobody costs two others their place.
    """
    permits, wants = _coded([s.permits for s in seekers]), _coded([p.conditions for p in places])
    kinds, kind = _coded([s.kinds for s in seekers]), _texts([p.kind for p in places])
    return Problem(
        Demands(
            [s.key for s in seekers],
            urgency=[s.urgency + 3 for s in seekers],
            previous=[s.previous for s in seekers],
            columns=_of_seekers(seekers) | {"permits": permits.codes, "kinds": kinds.codes},
        ),
        Supplies(
            [p.key for p in places],
            capacity=[p.free for p in places],
            columns=_of_places(places) | {"conditions": wants.codes, "kind": kind},
        ),
        rules=_rules(permits.sets, wants.sets, kinds.sets),
        scores=scores(today),
        vetoes=set(vetoes),
    )


@dataclass(frozen=True)
class _Coded:
    """Sets of texts, each distinct one with a number."""

    sets: tuple[frozenset[str], ...]
    codes: Any


def _coded(rows: Sequence[frozenset[str]]) -> _Coded:
    seen: dict[frozenset[str], int] = {}
    codes = [seen.setdefault(row, len(seen)) for row in rows]
    return _Coded(tuple(seen), np.array(codes, dtype=np.int64))


def _texts(values: Sequence[str]) -> Any:
    return np.array(values, dtype=np.str_)


def _numbers(values: Sequence[int]) -> Any:
    return np.array(values, dtype=np.int64)


def _degrees(rows: Sequence[tuple[float, float] | None], side: int) -> Any:
    return np.array([row[side] if row else travel.UNKNOWN for row in rows])


def _level(code: str) -> int:
    return LEVELS.index(code) if code else ANY_LEVEL


def _of_seekers(seekers: Sequence[Seeker]) -> dict[str, Any]:
    at = [s.at for s in seekers]
    return {
        "level": _numbers([_level(s.level) for s in seekers]),
        "times": Intervals.of([availability.windows(s.times) for s in seekers], "times"),
        "preferred": _texts([s.preferred for s in seekers]),
        "lat": _degrees(at, 0),
        "lon": _degrees(at, 1),
        "minutes": _numbers([s.minutes for s in seekers]),
        "first": _numbers([s.first for s in seekers]),
        "last": _numbers([s.last for s in seekers]),
        "weeks": _numbers([min(s.weeks, MOST_WEEKS) for s in seekers]),
        "wish": _texts([s.wish for s in seekers]),
        "language": _texts([f" {s.language} " for s in seekers]),
        "literacy": np.array([s.literacy for s in seekers]),
        "child_care": np.array([s.child_care for s in seekers]),
        "step_free": np.array([s.step_free for s in seekers]),
    }


def _of_places(places: Sequence[Place]) -> dict[str, Any]:
    at = [p.at for p in places]
    return {
        "key": _texts([p.key for p in places]),
        "level_from": _numbers([_level(p.level_from) for p in places]),
        "level_to": _numbers([_level(p.level_to) for p in places]),
        "times": Intervals.of([p.times for p in places], "times"),
        "part": _texts([p.part for p in places]),
        "lat": _degrees(at, 0),
        "lon": _degrees(at, 1),
        "first": _numbers([p.first for p in places]),
        "last": _numbers([p.last for p in places]),
        "languages": _texts([p.languages for p in places]),
        "child_care": np.array([p.child_care for p in places]),
        "step_free": np.array([p.step_free for p in places]),
    }


def _rules(
    permits: tuple[frozenset[str], ...],
    wants: tuple[frozenset[str], ...],
    kinds: tuple[frozenset[str], ...],
) -> list[Rule]:
    may = np.array([[not want or bool(has & want) for want in wants] for has in permits])
    wanted = np.array([" ".join(["", *sorted(one), ""]) for one in kinds], dtype=np.str_)

    def kind_fits(chosen: Any, kind: Any) -> Any:
        is_wanted = np.char.find(wanted[chosen], np.char.add(np.char.add(" ", kind), " ")) >= 0
        return (wanted[chosen] == " ") | (wanted[chosen] == "") | is_wanted

    return [
        *RULES,
        _rule("kind", "Diese Art von Kurs kommt nicht in Frage.", SAID, "kinds", "kind", kind_fits),
        _rule(
            "access",
            "Der Zugang zu diesem Kurs ist nicht geklärt.",
            "Zugangsbedingungen des Kurses, mit Quelle dort",
            "permits",
            "conditions",
            lambda has, want: may[has, want],
        ),
    ]


def _rule(name: str, sentence: str, source: str, demand: str, supply: str, holds: Any) -> Rule:
    return Rule(name, sentence, source, tuple(demand.split()), tuple(supply.split()), holds)


def _level_fits(level: Any, begins: Any, ends: Any) -> Any:
    """From the course's level up to below its goal; where only a goal stands, below it."""
    last = np.where(ends == ANY_LEVEL, begins, np.maximum(begins, ends - 1))
    return ((begins == ANY_LEVEL) & (ends == ANY_LEVEL)) | ((level >= begins) & (level <= last))


def _reachable(lat: Any, lon: Any, most: Any, there_lat: Any, there_lon: Any) -> Any:
    return travel.minutes(lat, lon, there_lat, there_lon) <= most


RULES = [
    _rule("level", "Das Niveau passt nicht.", INTV, "level", "level_from level_to", _level_fits),
    _rule(
        "literacy",
        "Wer lesen und schreiben lernt, braucht einen Kurs mit Alphabetisierung, und nur dann.",
        "§ 13 Abs. 1 IntV (Stand 1. Januar 2025)",
        "literacy",
        "kind",
        lambda needs, kind: np.where(
            needs, (kind == "literacy") | (kind == "conversation"), kind != "literacy"
        ),
    ),
    _rule("time", "Die Kurszeiten passen nicht.", SAID, "times", "times", within),
    _rule("reach", "Der Weg ist zu lang.", INTV, "lat lon minutes", "lat lon", _reachable),
    _rule(
        "start",
        "Der Beginn passt nicht.",
        INTV,
        "first last",
        "first last",
        lambda first, last, opens, closes: (first <= closes) & (last >= opens),
    ),
    _rule(
        "care",
        "Es gibt keine Kinderbetreuung.",
        SAID,
        "child_care",
        "child_care",
        lambda needs, has: ~needs | has,
    ),
    _rule(
        "step_free",
        "Dass der Kurs ohne Stufen erreichbar ist, ist nicht bestätigt.",
        SAID,
        "step_free",
        "step_free",
        lambda needs, has: ~needs | has,
    ),
]


def _score(name: str, unit: str, weight: int, demand: str, supply: str, points: Any) -> Score:
    return Score(name, unit, weight, tuple(demand.split()), tuple(supply.split()), points)


def _near(lat: Any, lon: Any, there_lat: Any, there_lon: Any) -> Any:
    needed = travel.minutes(lat, lon, there_lat, there_lon)
    return np.where(needed < 0, 0, np.maximum(0, 60 - needed))


def _speaks(language: Any, languages: Any) -> Any:
    return (np.char.find(languages, language) >= 0).astype(np.int64)


def scores(today: int) -> list[Score]:
    """What a fitting place is worth: points add up, more is better."""
    return [
        _score("wish", "Wunschkurs", 200, "wish", "key", lambda wish, key: wish == key),
        _score(
            "exact",
            "Niveau genau wie der Kurs beginnt",
            30,
            "level",
            "level_from",
            lambda level, begins: level == begins,
        ),
        _score("near", "Minuten unter einer Stunde", 1, "lat lon", "lat lon", _near),
        _score(
            "part",
            "Lieblingszeit",
            40,
            "preferred",
            "part",
            lambda likes, part: (likes != "") & (likes == part),
        ),
        _score("speaks", "Hilfe in der Sprache", 15, "language", "languages", _speaks),
        _score(
            "soon",
            "Wochen früher, höchstens 26",
            1,
            "",
            "first",
            lambda first: np.clip(26 - (first - today) // 7, 0, 26),
        ),
        _score("waits", "Wochen Wartezeit", 1, "weeks", "", lambda weeks: weeks),
    ]
