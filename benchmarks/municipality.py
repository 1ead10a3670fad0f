"""Invented people and language courses of a municipality, as they look to a coordinator.

Who looks for a course has a level from a test, times that are free, a district, minutes that are
bearable on the way, a wish for a part of the day, perhaps children who need care (20 %), and more
or less urgency. Courses are where there are rooms: at few places, mostly in the morning, with child
care in three of ten. There are places for about nine of ten people, but not for everybody's needs.
"""

import numpy as np
from numpy.typing import NDArray

from miteinander.matching import Demands, Intervals, Problem, Rule, Score, Supplies, within

LEVELS = 6  # literacy, then A1 to C1
PEOPLE_PER_COURSE, PEOPLE_PER_DISTRICT = 16, 500
DAY = 24 * 60
MORNING, NOON, EVENING = (8 * 60, 12 * 60 + 30), (13 * 60, 17 * 60), (17 * 60 + 30, 21 * 60)
FREE = [[MORNING], [NOON], [EVENING], [MORNING, NOON], [NOON, EVENING], [MORNING, NOON, EVENING]]
FREE_SHARE = [0.35, 0.08, 0.17, 0.2, 0.08, 0.12]
TIMES = [
    (8 * 60 + 30, 12 * 60),
    (9 * 60, 12 * 60 + 15),
    (13 * 60, 16 * 60),
    (18 * 60, 20 * 60 + 30),
]
TIMES_SHARE = [0.35, 0.25, 0.2, 0.2]
DAYS = [range(5), range(4), (0, 2, 4), (1, 3)]
Places = NDArray[np.float64]


def municipality(people: int, seed: int = 1) -> Problem:
    """A problem of so many people; the same for the same seed."""
    chance = np.random.default_rng(seed)
    districts = max(6, people // PEOPLE_PER_DISTRICT)
    where = chance.uniform(0, np.sqrt(districts) * 18, (districts, 2))  # minutes
    return Problem(
        _people(people, districts, chance),
        _courses(people // PEOPLE_PER_COURSE, districts, chance),
        [_same_level(), _free_then(), _child_care(), _reachable(where)],
        [_near(where), _wished()],
    )


def rearranged(people: Demands, rows: NDArray[np.int64]) -> Demands:
    """The people at these positions, in this order."""
    columns = {
        name: Intervals(column.patterns, column.codes[rows])
        if isinstance(column, Intervals)
        else column[rows]
        for name, column in people.columns.items()
    }
    previous = None if people.previous is None else [people.previous[i] for i in rows]
    return Demands([people.keys[i] for i in rows], people.urgency[rows], previous, columns)


def _people(count: int, districts: int, chance: np.random.Generator) -> Demands:
    free = chance.choice(len(FREE), count, p=FREE_SHARE)
    days = chance.choice(2, count, p=[0.8, 0.2])  # every day, or not on Fridays
    return Demands(
        [f"p{number:06}" for number in chance.permutation(count)],
        urgency=chance.choice([1, 2, 4], count, p=[0.6, 0.3, 0.1]),
        columns={
            "level": chance.choice(LEVELS, count, p=_shares()),
            "free": Intervals.of(
                [_week(FREE[hours], range(5 - off)) for hours, off in zip(free, days, strict=True)]
            ),
            "needs_care": chance.random(count) < 0.2,
            "home": chance.integers(0, districts, count),
            "minutes": chance.choice([30, 45, 60], count, p=[0.4, 0.4, 0.2]),
            "wish": chance.integers(0, len(TIMES), count),
        },
    )


def _courses(count: int, districts: int, chance: np.random.Generator) -> Supplies:
    hours = chance.choice(len(TIMES), count, p=TIMES_SHARE)
    days = chance.choice(len(DAYS), count, p=[0.3, 0.3, 0.2, 0.2])
    busy = np.sort(chance.permutation(districts)[: max(4, districts // 3)])
    return Supplies(
        [f"k{number:05}" for number in chance.permutation(count)],
        capacity=chance.integers(12, 21, count),
        columns={
            "level": chance.choice(LEVELS, count, p=_shares()),
            "times": Intervals.of(
                [_week([TIMES[h]], DAYS[d]) for h, d in zip(hours, days, strict=True)]
            ),
            "care": chance.random(count) < 0.3,
            "there": chance.choice(busy, count),
            "part_of_day": hours,
        },
    )


def _shares() -> list[float]:
    return [0.1, 0.27, 0.24, 0.19, 0.14, 0.06]


def _week(hours: list[tuple[int, int]], days: range | tuple[int, ...]) -> list[tuple[int, int]]:
    return [(day * DAY + start, day * DAY + end) for day in days for start, end in hours]


def _minutes(where: Places) -> NDArray[np.int64]:
    """Minutes on the way from district to district, ten to wait and walk."""
    apart = where[:, None, :] - where[None, :, :]
    return (10 + np.sqrt((apart * apart).sum(axis=2))).astype(np.int64)


def _same_level() -> Rule:
    return Rule(
        name="level",
        sentence="Der Kurs hat eine andere Stufe.",
        source="§ 7 Abs. 3 IntV",
        demand=("level",),
        supply=("level",),
        holds=lambda has, teaches: has == teaches,
    )


def _free_then() -> Rule:
    return Rule(
        "times", "Der Kurs liegt zu anderen Zeiten.", "Anmeldung", ("free",), ("times",), within
    )


def _child_care() -> Rule:
    return Rule(
        name="child care",
        sentence="Der Kurs hat keine Kinderbetreuung.",
        source="Anmeldung",
        demand=("needs_care",),
        supply=("care",),
        holds=lambda needs, has: ~needs | has,
    )


def _reachable(where: Places) -> Rule:
    minutes = _minutes(where)
    return Rule(
        name="way",
        sentence="Der Weg ist zu weit.",
        source="§ 7 Abs. 3 IntV",
        demand=("home", "minutes"),
        supply=("there",),
        holds=lambda home, most, there: minutes[home, there] <= most,
    )


def _near(where: Places) -> Score:
    minutes = _minutes(where)
    return Score(
        name="near",
        unit="Minuten weniger als 70",
        weight=1,
        demand=("home",),
        supply=("there",),
        points=lambda home, there: np.maximum(0, 70 - minutes[home, there]),
    )


def _wished() -> Score:
    return Score(
        name="wish",
        unit="Wünsche",
        weight=20,
        demand=("wish",),
        supply=("part_of_day",),
        points=lambda wish, part: wish == part,
    )
