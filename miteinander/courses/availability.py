"""When somebody has time: days and parts of the day as 28 bits. No Django.

Bit 4 x weekday + part; weekdays count from 0 (Monday), parts in the order of `PARTS`. The parts
overlap, since a morning course often ends at a quarter to one; their union is what counts.
"""

from collections.abc import Iterable

PARTS = ("morning", "midday", "afternoon", "evening")
SPANS = ((7 * 60, 13 * 60), (11 * 60, 15 * 60), (13 * 60, 18 * 60), (17 * 60, 22 * 60))  # minutes
HOURS = tuple(f"{start // 60}–{end // 60}" for start, end in SPANS)
ALWAYS = (1 << 28) - 1
_DAY = 24 * 60


def bit(weekday: int, part: int) -> int:
    """The bit of a part of a day."""
    return 1 << (4 * weekday + part)


def of(chosen: Iterable[tuple[int, int]]) -> int:
    """The bits of (weekday, part) pairs."""
    bits = 0
    for weekday, part in chosen:
        bits |= bit(weekday, part)
    return bits


def chosen(bits: int) -> list[tuple[int, int]]:
    """The (weekday, part) pairs of the bits, in order."""
    return [(day, part) for day in range(7) for part in range(4) if bits & bit(day, part)]


def windows(bits: int) -> list[tuple[int, int]]:
    """(start, end) in minutes after Monday 0:00; they may overlap."""
    return [
        (day * _DAY + SPANS[part][0], day * _DAY + SPANS[part][1]) for day, part in chosen(bits)
    ]


def part_of(starts: int) -> str:
    """In which part of the day a course is that begins then (minutes after midnight)."""
    if starts < 11 * 60:
        return "morning"
    if starts < 14 * 60:
        return "midday"
    return "afternoon" if starts < 17 * 60 else "evening"
