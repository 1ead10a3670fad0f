"""Which rows of a rule are due on a day. Reads only; in the scope that is open."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CASCADE, DateTimeField, F, Q, QuerySet
from django.utils import timezone

from miteinander.kernel.models import LegalHold
from miteinander.kernel.retention.discovery import model_of
from miteinander.kernel.retention.policy import Keep, Rule, Table

BEGAN = "retention_began"
Holds = dict[str, list[str]]


def running_holds() -> Holds:
    """The keys of all rows that are held today, by kind."""
    found: Holds = {}
    running = LegalHold.objects.filter(ended_at=None)
    running = running.filter(Q(until=None) | Q(until__gte=timezone.localdate()))
    for kind, key in running.values_list("kind", "key"):
        found.setdefault(kind, []).append(key)
    return found


def due(
    table: Table, rule: Rule, today: date | None = None, holds: Holds | None = None
) -> QuerySet[Any]:
    """The rows that are due and that nobody holds, oldest first, each with `retention_began`."""
    rows = overdue(table, rule, today)
    return rows.exclude(held_condition(table, holds)).order_by(BEGAN, "pk")


def held(
    table: Table, rule: Rule, today: date | None = None, holds: Holds | None = None
) -> QuerySet[Any]:
    """The rows that would be due if nobody held them."""
    return overdue(table, rule, today).filter(held_condition(table, holds))


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


def held_condition(table: Table, holds: Holds | None = None) -> Q:
    """Rows that are held, rows of a held account or contact person, and rows whose deletion would
    take a held row with it. `holds` are `running_holds` where they are known already.
    """
    keys = running_holds() if holds is None else holds
    found = Q(pk__in=keys.get(table.model.lower(), []))
    for path, kind in (
        (table.found_by.user, "accounts.user"),
        (table.found_by.contact, "network.person"),
    ):
        if path and kind in keys:
            found |= Q(**{f"{path}__in": keys[kind]})
    for relation in model_of(table)._meta.related_objects:
        part = relation.related_model
        held_parts = keys.get(part._meta.label_lower, [])
        if held_parts and relation.on_delete is CASCADE:
            rows = part._default_manager.filter(pk__in=held_parts)
            found |= Q(pk__in=list(rows.values_list(relation.field.attname, flat=True)))
    return found
