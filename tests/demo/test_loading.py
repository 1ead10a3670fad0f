"""Tests of the demonstration towns in the database."""

from itertools import pairwise

import pytest

from miteinander.concept.choices import Succession, may_follow
from miteinander.concept.models import Edition, Measure, StatusReport
from miteinander.concept.queries import public
from miteinander.concept.queries.comparison import compared
from miteinander.concept.queries.succession import undecided
from miteinander.demo.loading import load
from miteinander.demo.loading.town import PASSWORD, SIGN_INS
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.rounds.choices import RoundState
from miteinander.rounds.models import Round
from miteinander.rounds.queries.board import board

pytestmark = pytest.mark.django_db


def test_the_towns_are_loaded_once_however_often_the_demonstration_starts():
    load()
    load()
    with all_towns():
        of_town = Measure.objects.filter(edition__municipality__slug="musterstadt")
        assert of_town.filter(edition__predecessor__isnull=False).count() == 108
        assert Edition.objects.filter(municipality__slug="musterstadt").count() == 2


def test_the_earlier_edition_is_adopted_and_of_every_measure_is_said_what_became_of_it():
    load()
    with town_scope(Municipality.objects.get(slug="musterstadt")):
        before, after = Edition.objects.order_by("pk")
        assert before.is_adopted
        assert undecided(after) == 0
        assert public.current_edition(after.municipality) == after
        kinds = {line.kind for part in compared(before, after) or [] for line in part.lines}
        assert kinds == set(Succession.values)


def test_every_sequence_of_reports_follows_the_allowed_transitions():
    load()
    with all_towns():
        for measure in Measure.objects.prefetch_related("reports"):
            statuses = [report.status for report in reversed(measure.reports.all())]
            assert all(may_follow(*pair) for pair in pairwise(["", *statuses])), measure


def test_a_measures_status_is_that_of_its_latest_published_report():
    load()
    with all_towns():
        for measure in Measure.objects.all():
            published = StatusReport.objects.filter(measure=measure).exclude(published_at=None)
            latest = published.order_by("reported_on").last()
            assert measure.status == (latest.status if latest else "")


def test_the_printed_sign_ins_work(client):
    load()
    for _, _, email, _ in SIGN_INS:
        assert client.login(email=email, password=PASSWORD)


def test_the_kreis_is_the_parent_of_its_towns():
    load()
    kreis = Municipality.objects.get(slug="musterkreis")
    assert kreis.is_active
    assert kreis.children.count() == 2


def test_nobody_opened_a_mail_that_did_not_arrive():
    load()
    with town_scope(Municipality.objects.get(slug="musterstadt")):
        asking = Round.objects.get(state=RoundState.RUNNING)
        lost = [row for row in board(asking).rows if row.lost]
        assert len(lost) > 5
        assert not [row for row in lost if row.inquiry.opened_at or row.answered]
