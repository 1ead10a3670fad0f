"""Work that a job does: when it is under way, dead, or waits for long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from miteinander.concept.models import ConceptImport
from miteinander.courses.models import PlacementRound
from miteinander.kernel.work import LONGEST_STEP, Work, is_silent, sign_of_life
from miteinander.reporting.models import ReportFile

every_kind = pytest.mark.parametrize("kind", [ConceptImport, PlacementRound, ReportFile])


def work(kind: type[Work], state: str, *, silent: bool) -> Work:
    """Work of which nothing was heard for as long as is allowed, or a second longer."""
    more = timedelta(seconds=1 if silent else -1)
    return kind(state=state, heartbeat_at=timezone.now() - kind.LONGEST_SILENCE - more)


@every_kind
def test_what_is_new_waits_and_is_under_way(kind):
    new = kind()
    assert (new.is_under_way, new.is_dead, new.waits_long) == (True, False, False)


@every_kind
def test_a_job_without_a_sign_of_life_is_dead(kind):
    alive, dead = (work(kind, kind.RUNNING, silent=silent) for silent in (False, True))
    assert (alive.is_under_way, alive.is_dead) == (True, False)
    assert (dead.is_under_way, dead.is_dead, dead.waits_long) == (False, True, False)


@every_kind
def test_what_waits_does_not_die_but_waits_long(kind):
    late = work(kind, kind.WAITING, silent=True)
    assert (late.is_under_way, late.is_dead, late.waits_long) == (True, False, True)


@every_kind
def test_what_is_over_is_neither_dead_nor_under_way(kind):
    over = work(kind, kind.RUNNING, silent=True)
    over.end("over", "Fertig.")
    assert (over.is_under_way, over.is_dead, over.waits_long) == (False, False, False)
    assert (over.percent, over.step, over.finished_at is None) == (100, "Fertig.", False)


@every_kind
def test_what_died_is_ordered_again_from_the_beginning(kind):
    dead = work(kind, kind.RUNNING, silent=True)
    dead.percent = 60
    dead.order_again("Wartet.")
    assert (dead.state, dead.percent, dead.step, dead.waits_long) == (
        "waiting",
        0,
        "Wartet.",
        False,
    )


def test_silence_is_longer_than_what_is_allowed():
    now, longest = timezone.now(), timedelta(seconds=60)
    assert not is_silent(now - longest, longest, now)
    assert is_silent(now - longest - timedelta(microseconds=1), longest, now)


def test_a_long_step_is_cut_where_the_row_ends():
    assert len(sign_of_life(5, "a" * 1000)["step"]) == LONGEST_STEP
