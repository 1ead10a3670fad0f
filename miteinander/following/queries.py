"""What is new for whom."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format

from miteinander.concept import addresses
from miteinander.concept.models import Edition, Measure
from miteinander.concept.queries import news, public
from miteinander.following.models import Subscription
from miteinander.kernel.models import Municipality

MOST = 200


@dataclass(frozen=True)
class News:
    """One piece of news: what is said of it, where it stands, and what it is about."""

    at: datetime
    title: str
    text: str
    path: str
    measure_id: int | None = None
    field_id: int | None = None


def subscribers() -> dict[str, list[Subscription]]:
    """Confirmed subscriptions by mail address; one query."""
    found: dict[str, list[Subscription]] = defaultdict(list)
    confirmed = Subscription.objects.filter(confirmed_at__isnull=False)
    for one in confirmed.select_related("field", "measure").order_by("email", "pk"):
        found[one.email].append(one)
    return found


def latest(municipality: Municipality, edition: Edition) -> list[News]:
    """What was published, the newest first, at most 200 of each kind; four queries."""
    town = municipality.slug
    found = [*_edition(edition, town), *_reports(edition, town), *_changes(edition, town)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def is_for(subscription: Subscription, one: News) -> bool:
    """Whether somebody who follows this has not been told of it yet."""
    if one.at <= subscription.told_until:
        return False
    if subscription.measure_id:
        return one.measure_id == subscription.measure_id
    return subscription.field_id in (None, one.field_id)


def _edition(edition: Edition, town: str) -> list[News]:
    assert edition.published_at
    path = reverse("public:concept", kwargs={"town": town})
    title = f"Neue Fassung des Konzepts: {edition}"
    return [News(edition.published_at, title, "", path)]


def _reports(edition: Edition, town: str) -> list[News]:
    return [
        _of(
            report.measure,
            town,
            report.published_at,
            report.get_status_display(),
            f"Stand vom {date_format(report.reported_on, 'd.m.Y')}",
        )
        for report in public.latest_reports(edition, MOST)
        if report.published_at
    ]


def _changes(edition: Edition, town: str) -> list[News]:
    return [
        _of(
            change.measure,
            town,
            change.at,
            "geändert" if change.what else "neu veröffentlicht",
            ", ".join(change.what),
        )
        for change in news.changes(edition, MOST)
    ]


def _of(measure: Measure, town: str, at: datetime, word: str, text: str) -> News:
    path = addresses.measure_path(town, measure)
    return News(at, f"{measure}: {word}", text, path, measure.pk, measure.field_id)
