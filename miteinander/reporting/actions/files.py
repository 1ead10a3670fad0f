"""Having a report written by a job, and giving it up."""

from typing import Any

from django.db import transaction

from miteinander.concept.models import Edition
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.retention import erasing
from miteinander.reporting import rules
from miteinander.reporting.actions import writing_job
from miteinander.reporting.choices import Format
from miteinander.reporting.models import ReportFile, report_path
from miteinander.reporting.queries import times
from miteinander.reporting.queries.composition import Wanted

MOST_AT_ONCE = 3
TOO_MANY = (
    "Es werden schon drei Berichte für Sie geschrieben. Bitte warten Sie, bis einer fertig ist."
)


def note_draft_report(edition: Edition, *, by: Actor) -> None:
    """Note in the trail that somebody made a report with what is not published."""
    require(rules.can_include_unpublished(by))
    with transaction.atomic():
        audit.record(by, "report.drafted", edition, is_change=False)


@transaction.atomic
def ask(
    *, edition: Edition, wanted: Wanted, kind: Format, is_brief: bool = False, by: Actor
) -> ReportFile:
    """Have a job write this report for `by` once that is sure.

    The same that is already being written is given back; the same from before goes.
    """
    require(rules.can_make_reports(by))
    if wanted.with_unpublished:
        note_draft_report(edition, by=by)
    said: dict[str, Any] = {"kind": kind, "is_brief": is_brief, "asked": times.kept(wanted)}
    said |= {"edition_id": edition.pk, "is_draft": wanted.with_unpublished}
    said |= {"user_id": by.user_id}
    own = list(ReportFile.objects.select_for_update().filter(user_id=by.user_id or 0))
    for one in own:
        if all(getattr(one, name) == value for name, value in said.items()):
            if one.is_under_way:
                return one
            erasing.delete_noted(one)
    if sum(one.pk is not None and one.is_under_way for one in own) >= MOST_AT_ONCE:
        raise NotPossible(TOO_MANY)
    return _create(said, by)


def _create(said: dict[str, Any], by: Actor) -> ReportFile:
    one = ReportFile(
        municipality_id=by.municipality_id,
        step="Wartet darauf, geschrieben zu werden.",
        **said,
    )
    one.file.name = report_path(one, "")
    one.save()
    audit.record(by, "report_file.asked", one, is_change=False)
    arguments = (one.municipality_id, one.pk)
    transaction.on_commit(lambda: writing_job.write.enqueue(*arguments))
    return one


@transaction.atomic
def discard(*, one: ReportFile, by: Actor) -> None:
    """Delete what was written for oneself, or stop having it written."""
    require(rules.can_make_reports(by) and one.user_id == by.user_id)
    audit.record(by, "report_file.deleted", one, is_change=False)
    erasing.delete_noted(one)
