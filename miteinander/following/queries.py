"""What is new for whom."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format

from miteinander.concept import addresses
from miteinander.concept.models import Edition, Field, Measure, MeasureSuccession
from miteinander.concept.queries import news, public
from miteinander.following import mail_links
from miteinander.following.models import Subscription
from miteinander.kernel.links import Link, Standing
from miteinander.kernel.models import Municipality

MOST = 200


@dataclass(frozen=True)
class News:
    """One piece of news: what is said of it, where it stands, and what it is about.

    `measures` and `fields` are keys: of the item itself, and of those of earlier editions that
    became it, so that whoever followed one of them hears on.
    """

    at: datetime
    title: str
    text: str
    path: str
    measures: frozenset[int] = frozenset()
    fields: frozenset[int] = frozenset()


def subscribers() -> dict[str, list[Subscription]]:
    """Confirmed subscriptions by mail address; one query."""
    found: dict[str, list[Subscription]] = defaultdict(list)
    confirmed = Subscription.objects.filter(confirmed_at__isnull=False)
    for one in confirmed.select_related("field", "measure").order_by("email", "pk"):
        found[one.email].append(one)
    return found


def followed_by(link: Link) -> list[Subscription]:
    """What the address follows whose link this is; empty where it follows nothing any more.

    The link names no address and must outlive every single subscription, so the addresses are
    tried one after the other: a few microseconds each.
    """
    addresses = Subscription.objects.order_by("email").values_list("email", flat=True).distinct()
    for email in addresses:
        if link.standing(mail_links.state_of_all(email)) is Standing.VALID:
            found = Subscription.objects.filter(email=email).select_related("field", "measure")
            return list(found.order_by("pk"))
    return []


def latest(municipality: Municipality, edition: Edition) -> list[News]:
    """What was published, the newest first, at most 200 of each kind; six queries."""
    town, before = municipality.slug, Before.of()
    reports, changes = _reports(edition, town, before), _changes(edition, town, before)
    found = [*_edition(edition, town), *reports, *changes]
    return sorted(found, key=lambda one: one.at, reverse=True)


def is_for(subscription: Subscription, one: News) -> bool:
    """Whether somebody who follows this has not been told of it yet."""
    if one.at <= subscription.told_until:
        return False
    if subscription.measure_id:
        return subscription.measure_id in one.measures
    return subscription.field_id is None or subscription.field_id in one.fields


@dataclass(frozen=True)
class Before:
    """What measures and fields were in earlier editions: key -> keys of the edition before."""

    measures: dict[int, set[int]]
    fields: dict[int, set[int]]

    @classmethod
    def of(cls) -> "Before":
        """Of all editions of the town; two queries."""
        made = cls(defaultdict(set), defaultdict(set))
        lines = MeasureSuccession.objects.filter(predecessor__isnull=False)
        for after, before in lines.values_list("successor_id", "predecessor_id"):
            made.measures[after].add(before)
        fields = Field.objects.filter(predecessor__isnull=False)
        for after, before in fields.values_list("pk", "predecessor_id"):
            made.fields[after].add(before)
        return made


def with_earlier(key: int, before: dict[int, set[int]]) -> frozenset[int]:
    """The key itself and all from which it came."""
    found: set[int] = set()
    todo = {key}
    while todo:
        found |= todo
        todo = set().union(*(before.get(one, set()) for one in todo)) - found
    return frozenset(found)


def _edition(edition: Edition, town: str) -> list[News]:
    assert edition.published_at
    path = reverse("public:concept", kwargs={"town": town})
    title = f"Neue Fassung des Konzepts: {edition}"
    return [News(edition.published_at, title, "", path)]


def _reports(edition: Edition, town: str, before: Before) -> list[News]:
    return [
        _of(
            report.measure,
            town,
            before,
            report.published_at,
            report.get_status_display(),
            f"Stand vom {date_format(report.reported_on, 'd.m.Y')}",
        )
        for report in public.latest_reports(edition, MOST)
        if report.published_at
    ]


def _changes(edition: Edition, town: str, before: Before) -> list[News]:
    return [
        _of(
            change.measure,
            town,
            before,
            change.at,
            "geändert" if change.what else "neu veröffentlicht",
            ", ".join(change.what),
        )
        for change in news.changes(edition, MOST)
    ]


def _of(measure: Measure, town: str, before: Before, at: datetime, word: str, text: str) -> News:
    return News(
        at,
        f"{measure}: {word}",
        text,
        addresses.measure_path(town, measure),
        with_earlier(measure.pk, before.measures),
        with_earlier(measure.field_id, before.fields),
    )
