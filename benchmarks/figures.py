"""A measured figure and how figures are printed."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """`holds` says whether the goal is met; a figure without a goal is for information."""

    name: str
    value: float
    unit: str
    goal: str = ""
    holds: bool = True


def at_most(name: str, value: float, unit: str, limit: float) -> Figure:
    """A figure that must not be larger than the limit."""
    return Figure(name, round(value, 3), unit, f"<= {limit:g}", value <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Figure:
    """A figure that must not be smaller than the limit."""
    return Figure(name, round(value, 3), unit, f">= {limit:g}", value >= limit)


def equal(name: str, value: float, unit: str, other: float) -> Figure:
    """A figure that must be the same as another one."""
    return Figure(name, value, unit, f"= {other:g}", value == other)


def as_table(figures: list[Figure]) -> str:
    """The figures as a table for people."""
    width = max((len(figure.name) for figure in figures), default=0)
    lines = [
        f"{'ok  ' if figure.holds else 'MISS'}  {figure.name:{width}}  {figure.value:>10g} "
        f"{figure.unit:8} {figure.goal}"
        for figure in figures
    ]
    return "\n".join(lines)


def as_json(figures: list[Figure]) -> str:
    """The figures for programs: [{"name","value","unit","goal","holds"}]."""
    return json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=1)


def from_json(text: str) -> list[Figure]:
    """What `as_json` wrote."""
    return [Figure(**row) for row in json.loads(text)]
