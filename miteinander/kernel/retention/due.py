"""Which rows of a rule are due on a day. Reads only; in the scope that is open."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import DateTimeField, F, Q, QuerySet
from django.utils import timezone

from miteinander.kernel.models import LegalHold
from miteinander.kernel.retention.discovery import model_of
from miteinander.kernel.retention.policy import Keep, Rule, Table

BEGAN = "retention_began"


def due(table: Table, rule: Rule, today: date | None = None) -> QuerySet[Any]:
    """The rows that are due and that nobody holds, oldest first, each with `retention_began`."""
    rows = overdue(table, rule, today)
    return rows.exclude(held_condition(table)).order_by(BEGAN, "pk")


def held(table: Table, rule: Rule, today: date | None = None) -> QuerySet[Any]:
    """The rows that would be due if nobody held them."""
    return overdue(table, rule, today).filter(held_condition(table))


def overdue(table: Table, rule: Rule, today: date | None = None) -> QuerySet[Any]:
    """The rows whose period is over, held or not."""
    rows = model_of(table)._default_manager.filter(rule.where)
    if rule.period is None or isinstance(rule.then, Keep):
        return rows.none()
    begin = rule.begins
    rows = rows.annotate(**{BEGAN: begin.expression() if begin.expression else F(begin.field)})
    latest = rule.period.latest_event(today or timezone.localdate())
    if _is_instant(table, rule):
        return rows.filter(**{f"{BEGAN}__lt": _midnight(latest + timedelta(days=1))})
    return rows.filter(**{f"{BEGAN}__lte": latest})


def _is_instant(table: Table, rule: Rule) -> bool:
    """Expressions give instants; a field is what it is."""
    if rule.begins.expression:
        return True
    return isinstance(model_of(table)._meta.get_field(rule.begins.field), DateTimeField)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def is_held(table: Table, key: Any) -> bool:
    """Whether somebody holds this row, or the person to whom it belongs."""
    return model_of(table)._default_manager.filter(held_condition(table), pk=key).exists()


def held_condition(table: Table) -> Q:
    """Rows that are held themselves, and rows of an account or a contact person that is held."""
    found = Q(pk__in=_keys(table.model))
    if table.found_by.user:
        found |= Q(**{f"{table.found_by.user}__in": _keys("accounts.User")})
    if table.found_by.contact:
        found |= Q(**{f"{table.found_by.contact}__in": _keys("network.Person")})
    return found


def _keys(label: str) -> list[str]:
    holds = LegalHold.objects.filter(kind=label.lower(), ended_at=None)
    running = holds.filter(Q(until=None) | Q(until__gte=timezone.localdate()))
    return list(running.values_list("key", flat=True))
