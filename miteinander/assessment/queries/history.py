"""What needs and judgements said before, in words."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from miteinander.assessment import versions
from miteinander.assessment.choices import EvidenceKind
from miteinander.assessment.models import GoalJudgement, Need
from miteinander.assessment.values import LINKS, ROWS, Values, changed
from miteinander.concept.models import Field, Goal, Measure
from miteinander.concept.queries.history import Difference, Step

_MODELS: dict[str, Any] = dict(zip(LINKS, (Field, Goal, Measure), strict=True))
_GONE = "(nicht mehr vorhanden)"


def steps(subject: Need | GoalJudgement) -> list[Step]:
    """All versions, the newest first, each with what changed; at most four queries."""
    found = list(versions.of(subject))
    words = _Words(type(subject), [one.values for one in found])
    pairs = zip(found, [*found[1:], None], strict=False)
    return [
        Step(one, words.differences(before.values, one.values) if before else [], before is None)  # type: ignore[arg-type]
        for one, before in pairs
    ]


class _Words:
    """Says values in words; the names of linked items are loaded at once."""

    def __init__(self, model: type[Need] | type[GoalJudgement], all_values: list[Values]) -> None:
        self.model = model
        self.names = {
            key: linked.objects.in_bulk({pk for one in all_values for pk in one.get(key, [])})
            for key, linked in _MODELS.items()
            if any(one.get(key) for one in all_values)
        }

    def differences(self, before: Values, after: Values) -> list[Difference]:
        """What the two say differently."""
        return [
            Difference(
                key,
                self.label(key),
                self.say(key, before.get(key, "")),
                self.say(key, after[key]),
            )
            for key in changed(before, after)
        ]

    def label(self, key: str) -> str:
        """What a key is called on pages."""
        if key == ROWS:
            return "Belege"
        return str(self.model._meta.get_field(key).verbose_name)  # type: ignore[union-attr]

    def say(self, key: str, value: Any) -> str:
        """A value as a person reads it."""
        if key == ROWS:
            return "\n".join(_evidence(row) for row in value or [])
        if key in LINKS:
            names = self.names.get(key, {})
            return "\n".join(str(names.get(pk, _GONE)) for pk in value or [])
        if key.endswith("_on"):
            day = parse_date(value) if value else None
            return date_format(day, "d.m.Y") if day else ""
        field = self.model._meta.get_field(key)
        return str(dict(field.flatchoices).get(value, value))  # type: ignore[union-attr]


def _evidence(row: Values) -> str:
    kind = dict(EvidenceKind.choices).get(row["kind"], row["kind"])
    number = " ".join(filter(None, (row["number"].replace(".", ","), row["unit"], row["place"])))
    parts = (f"{kind}: {row['words']}", number, row["source"], row["url"])
    return "; ".join(filter(None, parts)) + (" (öffentlich)" if row["is_public"] else "")
