"""What has changed in public, for the feed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from miteinander.concept.choices import ItemKind
from miteinander.concept.models import Edition, ItemVersion, Measure
from miteinander.concept.queries import public
from miteinander.concept.values import INSTITUTIONS, LINKS, SETS, changed, content_keys

# Enough to find the predecessor of nearly every change that a feed still shows.
_VERSIONS_READ = 200
# Only these keys of a version are read from the database: the others are not public.
_PUBLIC_KEYS = tuple(key for key in content_keys(ItemKind.MEASURE) if key != "internal_notes")
_WORDS = {
    **{field.name: str(field.verbose_name) for field in Measure._meta.fields},
    **dict.fromkeys(INSTITUTIONS, "Zuständigkeit"),
    **dict(zip(SETS, ("Zielgruppen", "Dimensionen", "Querschnittsthemen"), strict=True)),
    LINKS: "Links",
}


@dataclass(frozen=True)
class Change:
    """A public measure of which something public changed, named in German words."""

    measure: Measure
    version: int
    at: datetime
    what: list[str]


def changes(edition: Edition, most: int) -> list[Change]:
    """The latest changes of public measures, newest first: 2 queries.

    A change that touched internal notes only is none, nor is what was written while the measure
    was a draft. `what` is empty for a measure that has just become public.
    """
    columns = {f"values__{key}" for key in (*_PUBLIC_KEYS, "is_draft")}
    visible = public.measures(edition).values("pk")
    rows = ItemVersion.objects.filter(kind=ItemKind.MEASURE, item_id__in=visible)
    newest = rows.order_by("-at", "-pk").values("item_id", "version", "at", *columns)
    by_measure = defaultdict(list)
    for row in newest[:_VERSIONS_READ]:
        by_measure[row["item_id"]].append({k.removeprefix("values__"): v for k, v in row.items()})
    found = [
        (after, _what(before, after))
        for versions in by_measure.values()
        for after, before in pairwise(versions)
        if not after["is_draft"] and _is_news(before, after)
    ]
    found = sorted(found, key=lambda pair: pair[0]["at"], reverse=True)[:most]
    measures = public.measures(edition).in_bulk([after["item_id"] for after, _ in found])
    return [
        Change(measures[after["item_id"]], after["version"], after["at"], what)
        for after, what in found
    ]


def _is_news(before: dict[str, Any], after: dict[str, Any]) -> bool:
    return bool(before["is_draft"] or changed(before, after, _PUBLIC_KEYS))


def _what(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    if before["is_draft"]:
        return []
    keys = changed(before, after, _PUBLIC_KEYS)
    return list(dict.fromkeys(_WORDS[key] for key in keys))
