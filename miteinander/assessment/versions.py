"""Keeping what needs and judgements said, and telling people who change the same one."""

from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet

from miteinander.assessment.models import AssessmentVersion, GoalJudgement, Need
from miteinander.assessment.values import kind_of, values
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible

Found = TypeVar("Found", bound=Need | GoalJudgement)


class Overtaken(Exception):
    """Somebody else saved in between; nothing was stored. `version` is the one that counts now."""

    def __init__(self, version: int, by_name: str, at: datetime | None) -> None:
        super().__init__("Inzwischen hat jemand anderes gespeichert.")
        self.version, self.by_name, self.at = version, by_name, at


def locked(subject: Found) -> Found:
    """It as it is now, held until the transaction ends (SQLite: all writers queue)."""
    rows: QuerySet[Found] = type(subject).objects.select_for_update()
    found = rows.filter(pk=subject.pk).first()
    if found is None:
        raise NotPossible(f"„{subject}“ wurde inzwischen gelöscht.")
    return found


def refuse_overtaken(subject: Need | GoalJudgement, based_on: int) -> None:
    """Raise `Overtaken` unless the person saw what stands there now."""
    if subject.version != based_on:
        last = of(subject).first()
        raise Overtaken(subject.version, last.by_name if last else "", last.at if last else None)


def of(subject: Need | GoalJudgement) -> QuerySet[AssessmentVersion]:
    """Its versions, the newest first."""
    return AssessmentVersion.objects.filter(kind=kind_of(subject), item_id=subject.pk)


def keep(subject: Need | GoalJudgement, *, by: Actor) -> None:
    """Keep what it says now as its version."""
    AssessmentVersion.objects.create(
        municipality_id=subject.municipality_id,
        kind=kind_of(subject),
        item_id=subject.pk,
        version=subject.version,
        values=values(subject),
        by_id=by.user_id,
        by_name=by.name,
    )


def keep_next(subject: Need | GoalJudgement, *, by: Actor) -> None:
    """Count the version up and keep what it says now."""
    subject.version += 1
    subject.save(update_fields=["version"])
    keep(subject, by=by)
