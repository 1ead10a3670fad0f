"""Every rule with a period, made of the policy: due exactly on the day, not before, not if held.

The clock stays; the moments in the database are moved.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import DateTimeField
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from miteinander.accounts.models import Membership, User
from miteinander.concept.choices import ImportState
from miteinander.courses.placement_choices import LearnerState
from miteinander.kernel import trail_walls
from miteinander.kernel.models import AuditEvent, LegalHold
from miteinander.kernel.retention import discovery, due
from miteinander.kernel.retention.policy import Replace, Rule, Table
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.factories.privacy import known

# What a row needs besides its age, so that the rule is about it.
ALSO = {
    "mail-unsent": {"sent_at": None},
    "documents-left": {"state": ImportState.REVIEW},
    "deleted-items": {"is_deletion": True},
    "learners-ended": {"state": LearnerState.DONE},
}
TIMED = [(table, rule) for table, rule in discovery.rules() if rule.period]
DAY = timedelta(days=1)


@pytest.fixture
def rows(town, settings, tmp_path) -> dict[str, Any]:
    """One row of every table, all of them new."""
    settings.MEDIA_ROOT = tmp_path
    rows = dict(known(town, "Kanari").rows)
    rows["django_tasks_database.DBTaskResult"] = DBTaskResult.objects.create(
        status="SUCCESSFUL", args_kwargs={}, task_path="x.y", backend_name="default",
        exception_class_path="", traceback="", queue_name="default", run_after=timezone.now(),
    )  # fmt: skip
    return rows


def moment(table: Table, rule: Rule, day: date) -> date | datetime:
    """The last moment of a day, or the day itself."""
    field = discovery.model_of(table)._meta.get_field(rule.begins.field)
    if isinstance(field, DateTimeField):
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
    return day


def age(table: Table, rule: Rule, row: Any, day: date) -> None:
    """Move the moment from which the rule counts to a day."""
    also = ALSO.get(rule.code, {})
    if rule.code == "accounts":
        end_of_day = timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
        User.objects.filter(pk=row.pk).update(created_at=end_of_day - 9 * DAY)
        Membership.objects.filter(user=row).delete()
        trail_walls.remove(connection)
        AuditEvent.objects.filter(verb="member.removed").delete()
        event = AuditEvent.objects.create(
            municipality=factories.town(), door="session", verb="member.removed",
            object_kind="accounts.user", object_id=row.pk,
        )  # fmt: skip
        AuditEvent.objects.filter(pk=event.pk).update(at=end_of_day)
        return
    rows = discovery.model_of(table)._default_manager.filter(pk=row.pk)
    rows.update(**{rule.begins.field: moment(table, rule, day)}, **also)


@pytest.mark.parametrize(("table", "rule"), TIMED, ids=lambda one: getattr(one, "code", ""))
def test_it_is_due_exactly_on_the_day_and_not_while_it_is_held(table, rule, rows):
    row, today = rows[table.model], timezone.localdate()
    with all_towns():
        assert row.pk not in keys(table, rule, today)
        latest = rule.period.latest_event(today)
        age(table, rule, row, latest + DAY)
        assert row.pk not in keys(table, rule, today)
        age(table, rule, row, latest)
        assert row.pk not in keys(table, rule, rule.period.due_on(latest) - DAY)
        assert row.pk in keys(table, rule, today)
        hold = LegalHold.objects.create(
            municipality=factories.town(),
            kind=table.model.lower(),
            key=str(row.pk),
            reason="Streit",
        )
        assert row.pk not in keys(table, rule, today)
        assert row.pk in set(due.held(table, rule, today).values_list("pk", flat=True))
        LegalHold.objects.filter(pk=hold.pk).update(until=today - DAY)
        assert row.pk in keys(table, rule, today)
        LegalHold.objects.filter(pk=hold.pk).update(until=today)
        assert row.pk not in keys(table, rule, today)
        LegalHold.objects.filter(pk=hold.pk).update(ended_at=timezone.now())
        assert row.pk in keys(table, rule, today)


def keys(table: Table, rule: Rule, today: date) -> set[Any]:
    return set(due.due(table, rule, today).values_list("pk", flat=True))


def test_what_is_replaced_already_is_not_due_again(rows):
    for table, rule in TIMED:
        if isinstance(rule.then, Replace):
            with all_towns():
                age(table, rule, rows[table.model], date(2000, 1, 1))
                found = due.due(table, rule)
                assert found.count() == 1
                discovery.model_of(table)._default_manager.update(**rule.then.values)
                assert not due.due(table, rule).exists()


def test_an_account_with_a_role_in_any_town_is_never_due(rows, town):
    table, rule = discovery.rule_of("accounts")
    user = rows["accounts.User"]
    with all_towns():
        age(table, rule, user, date(2000, 1, 1))
        assert user.pk in keys(table, rule, timezone.localdate())
        away = factories.town("Fremdstadt")
        Membership.objects.create(municipality=away, user=user, role="partner")
        assert user.pk not in keys(table, rule, timezone.localdate())


def test_who_signed_in_lately_keeps_the_account(rows):
    table, rule = discovery.rule_of("accounts")
    user = rows["accounts.User"]
    with all_towns():
        age(table, rule, user, date(2000, 1, 1))
        User.objects.filter(pk=user.pk).update(last_login=timezone.now())
        assert user.pk not in keys(table, rule, timezone.localdate())


def test_holding_an_account_holds_everything_that_belongs_to_it(rows, town):
    table, rule = discovery.rule_of("drafts")
    with all_towns():
        age(table, rule, rows["concept.Draft"], date(2000, 1, 1))
        LegalHold.objects.create(
            municipality=town, kind="accounts.user", key=str(rows["accounts.User"].pk), reason="x"
        )
        assert keys(table, rule, timezone.localdate()) == set()


def test_a_document_stays_while_one_of_its_entries_is_held(rows, town):
    table, rule = discovery.rule_of("documents")
    with all_towns():
        age(table, rule, rows["concept.ConceptImport"], date(2000, 1, 1))
        assert keys(table, rule, timezone.localdate())
        held = rows["concept.Proposal"].pk
        LegalHold.objects.create(
            municipality=town, kind="concept.proposal", key=str(held), reason="x"
        )
        assert keys(table, rule, timezone.localdate()) == set()
