"""Making reports of answers: preparing the public version, publishing, opening again."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from miteinander.concept.actions import report_batches, reports
from miteinander.concept.models import Measure, StatusReport
from miteinander.concept.report_words import Words
from miteinander.concept.versions import locked
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.rounds import rules
from miteinander.rounds.choices import AnswerState
from miteinander.rounds.combining import combined
from miteinander.rounds.models import Answer, Round
from miteinander.rounds.queries.confirming import Sheet, sheets


class Overtaken(Exception):
    """An answer or the public version changed since the page was opened; nothing was stored."""


@dataclass
class Outcome:
    """How many reports became public, and which did not, with a sentence that says why."""

    published: int = 0
    refused: list[tuple[Measure, str]] = field(default_factory=list)


def prepare(
    asking: Round,
    measure: Measure,
    *,
    basis: str,
    status: str,
    reported_on: date,
    author: str,
    by: Actor,
    **words: Unpack[Words],
) -> StatusReport:
    """Store the public version of a measure's answers; it is not published by that.

    `basis` is the sheet's when the person began to write: raises `Overtaken` where somebody changed
    an answer or the public version since. The answers stay as they were given.
    """
    require(rules.can_read_answers(by))
    with transaction.atomic():
        sheet = _held(asking, [measure.pk])[0]
        if sheet.basis != basis:
            raise Overtaken
        if not sheet.given:
            raise NotPossible("Zu dieser Maßnahme liegt gerade keine abgegebene Antwort vor.")
        said = {"status": status, "reported_on": reported_on, "author": author, **words}
        report = _written(sheet, said, by)
        Answer.objects.filter(pk__in=[one.pk for one in sheet.given]).update(
            report=report, used_version=F("version")
        )
        audit.record_all(by, "answer.prepared", sheet.given)
    return report


def publish(asking: Round, measures: Collection[int], *, by: Actor) -> Outcome:
    """Make what was answered about these measures public, as prepared or else as it was given.

    Those whose status cannot follow the one before, that changed after they were prepared, or of
    which institutions say different things, stay inside and are told. Costs the same number of
    queries for one and for all. The same once more changes nothing.
    """
    require(rules.can_publish_answers(by))
    outcome = Outcome()
    with transaction.atomic():
        ready: dict[int, tuple[Sheet, StatusReport]] = {}
        for sheet in _held(asking, measures):
            if sentence := _objection(sheet):
                outcome.refused.append((sheet.measure, sentence))
            elif any(one.state == AnswerState.ANSWERED for one in sheet.given):
                ready[sheet.measure.pk] = sheet, sheet.report or _as_given(sheet, asking)
        new = [report for _, report in ready.values() if report.published_at is None]
        refused = report_batches.publish(new, by=by)
        for key, sentence in refused.items():
            outcome.refused.append((ready.pop(key)[0].measure, sentence))
        _confirm(ready, by)
        outcome.published = len(ready)
    return outcome


def reopen(asking: Round, measure: Measure, *, by: Actor) -> None:
    """Take a measure's report back into the workspace, so that it can be edited or sent back."""
    require(rules.can_publish_answers(by))
    with transaction.atomic():
        sheet = _held(asking, [measure.pk])[0]
        confirmed = [one for one in sheet.answers if one.state == AnswerState.CONFIRMED]
        if not confirmed and not sheet.is_public:
            raise NotPossible("Der Bericht ist nicht öffentlich. Sie können ihn bearbeiten.")
        if sheet.report:
            reports.withdraw(sheet.report, by=by)
        Answer.objects.filter(pk__in=[one.pk for one in confirmed]).update(
            state=AnswerState.ANSWERED, confirmed_at=None
        )
        audit.record_all(by, "answer.reopened", confirmed)


def _held(asking: Round, measures: Collection[int]) -> list[Sheet]:
    """The sheets as they are now; measures and answers held until the transaction ends."""
    list(Measure.objects.select_for_update().filter(pk__in=measures).order_by("pk"))
    mine = Answer.objects.select_for_update(of=("self",)).filter(round=asking, measure__in=measures)
    list(mine.order_by("pk"))
    found = sheets(asking, measures)
    if not found:
        raise NotPossible("Diese Maßnahme gibt es nicht mehr.")
    return found


def _written(sheet: Sheet, said: Any, by: Actor) -> StatusReport:
    if sheet.report:
        if sheet.is_public:
            raise NotPossible(
                "Dieser Bericht ist schon veröffentlicht. Bitte öffnen Sie ihn zuerst wieder."
            )
        return reports.change(sheet.report, **said, by=by)
    report = reports.add(locked(sheet.measure), **said, by=by)
    # The report is the institution's, through its door; who prepared it stands in the trail.
    report.user, report.door = None, sheet.given[0].door
    report.save(update_fields=["user", "door"])
    return report


def _objection(sheet: Sheet) -> str:
    if sheet.late and sheet.is_public:
        return "Ein Bericht ist schon öffentlich, und danach kam eine weitere Antwort dazu."
    if sheet.late:
        return "Die Antwort wurde geändert, nachdem die öffentliche Fassung vorbereitet war."
    if sheet.report is None and len({one.status for one in sheet.given}) > 1:
        return "Die Institutionen nennen verschiedene Stände. Bitte wählen Sie einen aus."
    return ""


def _as_given(sheet: Sheet, asking: Round) -> StatusReport:
    return StatusReport(
        municipality_id=sheet.measure.municipality_id,
        measure=sheet.measure,
        door=sheet.given[0].door,
        **combined(sheet.given, asking),
    )


def _confirm(ready: dict[int, tuple[Sheet, StatusReport]], by: Actor) -> None:
    now, confirmed = timezone.now(), []
    for sheet, report in ready.values():
        for answer in sheet.given:
            answer.report, answer.used_version = report, answer.version
            answer.state, answer.confirmed_at = AnswerState.CONFIRMED, now
            confirmed.append(answer)
    Answer.objects.bulk_update(confirmed, ["report", "used_version", "state", "confirmed_at"])
    audit.record_all(by, "answer.confirmed", confirmed)
