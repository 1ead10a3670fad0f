"""The job that erases what somebody confirmed: batch by batch, each a transaction of its own.

Killed in the middle, the batches before are whole, with their events and their entries in the
register; started again, it takes what is left. Before each batch it looks again what is due and
held: who sets a hold while it runs stops it.
"""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from miteinander.kernel.actor import system
from miteinander.kernel.retention import erasing
from miteinander.kernel.retention.discovery import rule_of
from miteinander.kernel.tenancy import town_scope
from miteinander.privacy.choices import Choice, RunState
from miteinander.privacy.models import RetentionDecision, RetentionRun


@task()
def erase_confirmed(municipality_id: int, run_id: int) -> int:
    """Do what is left of the run; gives how many rows went in all."""
    return finish(municipality_id, run_id)


def finish(municipality_id: int, run_id: int) -> int:
    """Do what is left of the run, opening the town's scope for each batch."""
    while True:
        with town_scope(municipality_id), transaction.atomic():
            run = RetentionRun.objects.select_for_update().get(pk=run_id)
            if run.state == RunState.DONE or not _step(run):
                return run.erased


def _step(run: RetentionRun) -> bool:
    """Do one batch; False after the last one."""
    open_ones = run.decisions.filter(choice=Choice.ERASE, done_at=None).order_by("pk")
    batch = list(open_ones[: erasing.BATCH])
    run.state = RunState.RUNNING
    if batch:
        found = rule_of(run.rule)
        number = 0
        if found:
            by = system(run.municipality_id, "Aufbewahrung")
            number = erasing.erase_due(*found, keys=[one.key for one in batch], by=by)
        run.erased += number
        run.left += len(batch) - number
        done = RetentionDecision.objects.filter(pk__in=[one.pk for one in batch])
        done.update(done_at=timezone.now())
    else:
        run.state, run.finished_at = RunState.DONE, timezone.now()
    run.save()
    return bool(batch)
