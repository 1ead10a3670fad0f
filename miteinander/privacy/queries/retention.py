"""What is kept how long, and what is due: read from the policy and counted in the open scope."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from miteinander.kernel.models import LegalHold
from miteinander.kernel.retention import discovery, due
from miteinander.kernel.retention.policy import Exempt, Keep, NoPersonalData, Passages, Rule, Table
from miteinander.privacy.choices import RunState
from miteinander.privacy.models import RetentionRun
from miteinander.ui.sheets import Cell

MOST_AT_ONCE = 200
HEADINGS = (
    *("Was", "Wen es betrifft", "Welche Angaben", "Wer sie bekommt", "Regel", "Wozu"),
    *("Rechtsgrundlage", "Frist beginnt", "Frist", "Danach", "Wer verantwortet", "Von selbst"),
)


@dataclass(frozen=True)
class DueRule:
    """A rule and how many rows are due today; `held` of them may not go."""

    table: Table
    rule: Rule
    number: int
    held: int


@dataclass(frozen=True)
class Item:
    """One row that is due: what to call it and when its period began."""

    key: str
    name: str
    began: date


def tables() -> list[Table]:
    """Every table with personal data."""
    return discovery.tables()


def silent() -> list[NoPersonalData]:
    """The tables that say nothing about anybody, with the reason."""
    found = [one for one in discovery.declarations() if isinstance(one, NoPersonalData)]
    return [one for one in found if discovery.is_installed(one)]


def titles(table: Table) -> list[str]:
    """What of a person a table keeps, in words."""
    return [
        words.title if isinstance(words, Passages) else words
        for words in table.personal.values()
        if not isinstance(words, Exempt)
    ]


def as_rows() -> list[list[Cell]]:
    """The policy as a table, one row per rule: the core of a record after Art. 30 DSGVO."""
    return [
        [
            *(table.title, table.subjects, ", ".join(titles(table)), table.recipients),
            *(rule.title, rule.purpose, rule.basis, rule.begins.words),
            *(str(rule.period or ""), str(rule.then), rule.answers),
            "ja" if rule.is_automatic else "nein",
        ]
        for table, rule in discovery.rules()
    ]


def town_rules() -> list[tuple[Table, Rule]]:
    """The rules of tables whose rows belong to a municipality, as far as time ends them."""
    return [(table, rule) for table, rule in _timed() if _is_of_a_town(table)]


def shared_rules() -> list[tuple[Table, Rule]]:
    """The rules of tables that belong to no municipality (accounts, sessions, jobs)."""
    return [(table, rule) for table, rule in _timed() if not _is_of_a_town(table)]


def _timed() -> list[tuple[Table, Rule]]:
    pairs = discovery.rules()
    return [pair for pair in pairs if pair[1].period and not isinstance(pair[1].then, Keep)]


def _is_of_a_town(table: Table) -> bool:
    return discovery.is_of_a_town(discovery.model_of(table))


def due_rules(pairs: list[tuple[Table, Rule]], today: date | None = None) -> list[DueRule]:
    """How much of each of these rules is due; rules of which nothing is are left out."""
    holds = due.running_holds()
    found = [
        DueRule(
            table,
            rule,
            due.due(table, rule, today, holds).count(),
            due.held(table, rule, today, holds).count() if holds else 0,
        )
        for table, rule in pairs
    ]
    return [one for one in found if one.number or one.held]


def items(table: Table, rule: Rule) -> list[Item]:
    """The first rows that are due, oldest first; at most `MOST_AT_ONCE`."""
    rows: QuerySet[Any] = due.due(table, rule)
    return [
        Item(str(row.pk), str(row), _day(getattr(row, due.BEGAN))) for row in rows[:MOST_AT_ONCE]
    ]


def _day(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def holds() -> QuerySet[LegalHold]:
    """Holds that are not ended, newest first."""
    return LegalHold.objects.filter(ended_at=None).order_by("-pk")


def unfinished_runs() -> QuerySet[RetentionRun]:
    """Runs that still have something to do, oldest first."""
    return RetentionRun.objects.exclude(state=RunState.DONE).order_by("pk")
