"""The one shape of what an answer says: plain JSON, as `concept.values` has it for items.

Forms, versions, the comparison of two people's texts and reports made of answers use it. Empty is
always "" (money has two decimals), but `is_unchanged` is a boolean.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from miteinander.concept.models import ReportWords
from miteinander.concept.values import Values, changed, from_cleaned
from miteinander.rounds.models import Answer

WORDS = ("note", "results", "obstacles", "next_steps")
# What a `StatusReport` has too.
REPORTED = ("status", *WORDS, "cost_eur", "persons_reached")
KEYS = (*REPORTED, "is_unchanged")


def values_of(said: Answer | ReportWords, keys: Iterable[str] = KEYS) -> Values:
    """What an answer says; of a report with `keys=REPORTED`."""
    return from_cleaned({key: getattr(said, key) for key in keys})


def attributes(values: Values) -> dict[str, Any]:
    """The same as Python values for the row; keys that are missing stay out."""
    found = {key: values[key] for key in KEYS if key in values}
    if "cost_eur" in found:
        found["cost_eur"] = Decimal(found["cost_eur"]) if found["cost_eur"] != "" else None
    if "persons_reached" in found:
        reached = found["persons_reached"]
        found["persons_reached"] = int(reached) if reached != "" else None
    return found


def differing(before: Values, after: Values) -> list[str]:
    """The keys of `after` under which the two differ."""
    return changed(before, after, [key for key in KEYS if key in after])


def goes_on(before: Values, after: Values) -> bool:
    """Whether `after` still holds every word of `before`: somebody typed on, nothing is lost.

    The page sends what was typed while the answer to the last sending is still on its way.
    """
    return all(
        before[key] in ("", after[key]) or (key in WORDS and before[key] in after[key])
        for key in differing(before, after)
    )
