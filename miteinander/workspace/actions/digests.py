"""The weekly mail of what waits, to whoever works on the plan of a municipality."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from miteinander.accounts import digest_links, rules
from miteinander.accounts.models import User, WeeklyDigest
from miteinander.accounts.queries import actor_in
from miteinander.concept.queries import plan
from miteinander.concept.rules import can_publish
from miteinander.kernel import audit, mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.kernel.models import Municipality
from miteinander.kernel.site import absolute
from miteinander.workspace import lines, queries

Parts = list[tuple[str, list[lines.Line]]]


def send(municipality: Municipality, user: User, *, by: Actor) -> bool:
    """Queue the mail of this week, if anything waits and none went out yet; whether one did.

    The mail and the note that it went out are one transaction: whoever dies in between leaves
    neither. Two at once: the second waits and finds the note.
    """
    require(rules.can_send_digests(by))
    reader = actor_in(user, municipality)
    if reader is None or not rules.can_get_digest(reader):
        return False
    with transaction.atomic():
        week = _monday(timezone.localdate())
        digest = _held(municipality, user)
        if not digest.is_wanted or digest.sent_for == week:
            return False
        parts = waiting(municipality, reader)
        if not parts:
            return False
        digest.sent_for = week
        digest.save(update_fields=["sent_for"])
        _queue(municipality, digest, parts, by)
        audit.record(by, "digest.sent", digest, is_change=False)
    return True


def waiting(municipality: Municipality, reader: Actor) -> Parts:
    """(heading, lines) of what waits for somebody; as many queries however much there is."""
    town = municipality.slug
    edition = plan.working_edition(municipality)
    parts = [("Berichtsrunden", lines.of_rounds(queries.running_rounds(), town))]
    if edition:
        concept = edition.concept
        total = queries.unpublished_reports(edition).total
        may_publish = can_publish(reader)
        measures = lines.of_measures(concept, queries.measures(edition), town)
        parts.append(("Berichte", lines.of_reports(total, town, may_publish=may_publish)))
        parts.append((concept.measure_plural, measures))
    return [(title, found) for title, found in parts if found]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _held(municipality: Municipality, user: User) -> WeeklyDigest:
    own = WeeklyDigest.objects.select_for_update(of=("self",)).select_related("user")
    found, _ = own.get_or_create(municipality=municipality, user=user)
    return found


def _queue(municipality: Municipality, digest: WeeklyDigest, parts: Parts, by: Actor) -> None:
    ending = digest_links.ending(digest)
    details: dict[str, Any] = {
        "municipality": municipality,
        "user": digest.user,
        "parts": [(title, [(one, absolute(one.path)) for one in found]) for title, found in parts],
        "ending": ending,
    }
    mail.queue(
        to=digest.user.email,
        subject=f"Das wartet diese Woche: {municipality.name}",
        body=render_to_string("workspace/mail/digest.txt", details),
        by=by,
        reply_to=municipality.email,
        unsubscribe=ending,
    )
