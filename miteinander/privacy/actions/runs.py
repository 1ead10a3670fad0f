"""Deleting what is due: confirmed by a person, done by a job in small steps."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor, system
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.models import Municipality
from miteinander.kernel.retention import due, erasing
from miteinander.kernel.retention.discovery import rule_of
from miteinander.kernel.retention.policy import Rule, Table
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.privacy import rules
from miteinander.privacy.actions import job
from miteinander.privacy.choices import Choice, RunState
from miteinander.privacy.models import RetentionDecision, RetentionRun
from miteinander.privacy.queries import retention

NOTHING = "Bitte lassen Sie mindestens einen Eintrag angekreuzt, der gelöscht werden soll."
CHANGED = "Die Liste hat sich inzwischen geändert. Bitte sehen Sie sie noch einmal durch."


@transaction.atomic
def confirm(*, code: str, seen: Collection[str], erase: Collection[str], by: Actor) -> RetentionRun:
    """Have a job erase the rows `erase` of a rule; `seen` are all that the person had before them.

    Both are keys of rows that are due. What was seen and is not to go is written down as excepted.
    """
    require(rules.can_erase(by))
    if not erase:
        raise NotPossible(NOTHING)
    table, rule = _rule(code)
    there = {str(key) for key in due.due(table, rule).values_list("pk", flat=True)}
    if not (set(erase) <= set(seen) <= there):
        raise NotPossible(CHANGED)
    run = RetentionRun.objects.create(
        municipality_id=by.municipality_id, rule=code, user_id=by.user_id, total=len(set(erase))
    )
    _decide(run, sorted(set(seen)), set(erase))
    audit.record(by, "retention.confirmed", run, is_change=False)
    transaction.on_commit(lambda: job.erase_confirmed.enqueue(run.municipality_id, run.pk))
    return run


def _decide(run: RetentionRun, seen: list[str], erase: set[str]) -> None:
    RetentionDecision.objects.bulk_create(
        RetentionDecision(
            municipality_id=run.municipality_id,
            run=run,
            key=key,
            choice=Choice.ERASE if key in erase else Choice.EXCEPT,
        )
        for key in seen
    )


@transaction.atomic
def resume(*, run: RetentionRun, by: Actor) -> None:
    """Have a job go on with a run whose job died."""
    require(rules.can_erase(by))
    if run.state == RunState.DONE:
        raise NotPossible("Dieser Löschlauf ist schon fertig.")
    audit.record(by, "retention.resumed", run, is_change=False)
    transaction.on_commit(lambda: job.erase_confirmed.enqueue(run.municipality_id, run.pk))


def erase_automatic(town: Municipality, *, by: Actor) -> dict[str, int]:
    """Erase what is due in a town by rules that need nobody's word; gives numbers by rule.

    Opens the town's scope for each batch, so that a killed run leaves whole batches; the next one
    goes on. First finishes what people have confirmed, and removes
    files that a killed run left behind.
    """
    require(rules.can_erase(by))
    with town_scope(town):
        erasing.remove_files()
        left = list(retention.unfinished_runs().exclude(user_id=None))
    for run in left:
        job.finish(town.pk, run.pk)
    pairs = [pair for pair in retention.town_rules() if pair[1].is_automatic]
    return {rule.code: number for table, rule in pairs if (number := _automatic(town, table, rule))}


def _automatic(town: Municipality, table: Table, rule: Rule) -> int:
    number = 0
    while batch := _batch(town, table, rule):
        number += batch
    with town_scope(town):
        RetentionRun.objects.filter(rule=rule.code, user_id=None).exclude(
            state=RunState.DONE
        ).update(state=RunState.DONE, finished_at=timezone.now())
    return number


def _batch(town: Municipality, table: Table, rule: Rule) -> int:
    with town_scope(town), transaction.atomic():
        number = erasing.erase_due(table, rule, by=system(town.pk, "Aufbewahrung"))
        if number:
            run, _ = RetentionRun.objects.get_or_create(
                municipality_id=town.pk, rule=rule.code, user_id=None, state=RunState.RUNNING
            )
            run.erased += number
            run.total = run.erased
            run.save()
    return number


def erase_shared() -> dict[str, int]:
    """Erase what is due and belongs to no municipality (accounts, sessions, results of jobs).

    Whether an account still has a role anywhere is only seen across all towns. Has no `by`: no
    municipality answers for these, and only the command on the server calls it.
    """
    found: dict[str, int] = {}
    for table, rule in retention.shared_rules():
        number = 0
        while batch := _shared_batch(table, rule):
            number += batch
        if number:
            found[rule.code] = number
    with all_towns():
        erasing.remove_files()
    return found


def _shared_batch(table: Table, rule: Rule) -> int:
    with all_towns():
        return erasing.erase_due(table, rule, by=None)


def _rule(code: str) -> tuple[Table, Rule]:
    found = rule_of(code)
    if found is None or found not in retention.town_rules():
        raise NotPossible("Diese Regel gibt es nicht.")
    return found
