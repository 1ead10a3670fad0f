"""The updated integration plan of 2018: fields, goals and points counted by hand in the text.

Lines are the file's own. Nothing of the text stands here; spot checks compare with the file.
"""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from miteinander.concept.reading import Goal, Measure, Reading, read_document

from .documents import document

NAME = "karlsruhe_2018_integrationsplan_fortschreibung.txt"

FIELDS = {
    "3": (297, "Sprache und Bildung"),
    "4": (677, "Wirtschaftliche Integration – Übergang Schule-Beruf und Erwerbsleben"),
    "5": (1228, "Interkulturelle Begegnung und Interreligiöser Dialog"),
    "6": (1511, "Interkulturelle Öffnung"),
    "7": (1772, "Gesundheit, Sport und Älter werden"),
    "8": (2084, "Wohnen"),
    "9": (2281, "Rechtliche Integration"),
}
TOPICS = ["3.1", "3.2", "3.3", "4.1", "4.2", "5.1", "5.2", "6.1", "6.2", "7.1", "7.2", "7.3"]
# First lines of every goal and of every point, by sub-topic (8 and 9 have none).
GOALS = {
    "3.1": [379],
    "3.2": [563, 565],
    "3.3": [655],
    "4.1": [1069],
    "4.2": [1206, 1208],
    "5.1": [1335, 1338, 1340],
    "5.2": [1453, 1455, 1459],
    "6.1": [1612, 1615, 1724],
    "6.2": [1766],
    "7.1": [1861, 1862],
    "7.2": [1934, 1936, 1938],
    "7.3": [2061, 2063],
    "8": [2263, 2266],
    "9": [2379],
}
POINTS = {
    "3.1": [384, 386, 392],
    "3.2": [573, 575, 579, 587, 590, 597, 602],
    "3.3": [659, 662],
    "4.1": [1073, 1077, 1083, 1090, 1093, 1098, 1104, 1113, 1118, 1123],
    "4.2": [1212, 1215, 1218, 1221],
    "5.1": [1345, 1349, 1354, 1357, 1360],
    "5.2": [1464, 1470, 1473, 1475, 1477, 1479, 1482, 1488, 1493, 1498],
    "6.1": [1619, 1623, 1627, 1728, 1731, 1735, 1737, 1740],
    "6.2": [1769, 1771],
    "7.1": [1866, 1874],
    "7.2": [1942, 1945, 1948, 1952, 1955, 1959, 1961, 1964, 1967],
    "7.3": [2067, 2070, 2076, 2080],
    "8": [2270, 2272, 2278],
    "9": [2382],
}
# Label lines of the 2012 goals; what follows up to the assessment is no new goal.
OLD_GOALS = [316, 419, 693, 1154, 1161, 1282, 1384, 1527, 1640, 1785, 1893]


@cache
def reading() -> Reading:
    return read_document(document(NAME), NAME)


def placed(items: list[tuple[str, Goal | Measure]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for field, item in items:
        key = item.topic.number if item.topic and item.topic.number else field
        found.setdefault(key, []).append(item.line)
    return {key: sorted(lines) for key, lines in found.items()}


def goals() -> list[tuple[str, Goal | Measure]]:
    return [(f.number or "", goal) for f in reading().fields for goal in f.goals]


def points() -> list[tuple[str, Goal | Measure]]:
    return [
        (f.number or "", m)
        for f in reading().fields
        for m in [*f.measures, *(m for goal in f.goals for m in goal.measures)]
    ]


def text(line: int, last: int) -> str:
    """The file's lines without any sign or blank: what a joined item must consist of."""
    rows = document(NAME).decode().split("\n")[line - 1 : last]
    kept = [row for row in rows if row.strip() and not row.strip().isdigit()]
    return "".join(c for row in kept for c in row if c.isalpha())


def letters(item: Goal | Measure) -> str:
    return "".join(c for c in item.title + (item.description or "") if c.isalpha())


def test_title_and_fields() -> None:
    assert reading().title == "Fortschreibung Karlsruher Integrationsplan"
    assert {f.number: (f.line, f.title) for f in reading().fields} == FIELDS
    assert len(reading().fields) == 7


def test_topics() -> None:
    found = [t.number for f in reading().fields for t in f.topics]
    assert found == TOPICS
    longest = next(t for f in reading().fields for t in f.topics if t.number == "4.1")
    assert (longest.line, longest.title.count(" ")) == (740, 11)


def test_every_goal_stands_under_its_topic() -> None:
    assert placed(goals()) == GOALS


def test_every_point_stands_under_its_topic() -> None:
    assert placed(points()) == POINTS


def test_no_goal_of_2012_is_new() -> None:
    labels = [p.line for f in reading().fields for p in f.passages if "2012" in p.label]
    assert labels == OLD_GOALS
    old = {n for f in reading().fields for p in f.passages for n in range(p.line, p.last_line + 1)}
    assert not old & {item.line for _, item in [*goals(), *points()]}


def test_points_hang_below_the_only_goal_or_on_the_field() -> None:
    single = {topic for topic, lines in GOALS.items() if len(lines) == 1}
    below = {m.line for f in reading().fields for goal in f.goals for m in goal.measures}
    for topic in single:
        assert set(POINTS[topic]) <= below
    assert {1728, 1731, 1735, 1737, 1740} <= below
    assert not set(POINTS["3.2"]) & below


@pytest.mark.parametrize("kind", [goals, points])
def test_every_item_is_whole(kind: object) -> None:
    items = goals() if kind is goals else points()
    for _, item in items:
        assert letters(item) == text(item.line, item.last_line), item.line


def test_every_line_is_accounted_for() -> None:
    spans = [(p.line, p.last_line) for p in [*reading().unplaced, *reading().furniture]]
    spans += [(f.line, f.last_line) for f in reading().fields]
    covered = Counter(n for first, last in spans for n in range(first, last + 1))
    assert [x.number for x in reading().lines if x.text.strip() and not covered[x.number]] == []


def test_the_table_at_the_end_is_no_second_plan() -> None:
    assert any(p.line == 2386 and "wiederholt" in p.reason for p in reading().unplaced)
    assert Path(NAME).suffix == ".txt"
