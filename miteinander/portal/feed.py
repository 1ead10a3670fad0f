"""The town's feed of news on its concept (Atom)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format

from miteinander.concept import addresses
from miteinander.concept.models import Edition
from miteinander.concept.queries import news, public
from miteinander.kernel.models import Municipality

MOST = 50
Absolute = Callable[[str], str]


@dataclass(frozen=True)
class Entry:
    """One piece of news; `key` with its path never changes, so readers show it once."""

    key: str
    at: datetime
    title: str
    text: str
    path: str


def feed(municipality: Municipality, edition: Edition, absolute: Absolute) -> Atom1Feed:
    """Published reports and changed measures, the newest first, at most 50."""
    town = municipality.slug
    made = Atom1Feed(
        title=f"{municipality.name}: {edition.concept.title}",
        link=absolute(reverse("public:concept", kwargs={"town": town})),
        feed_url=absolute(reverse("public:feed", kwargs={"town": town})),
        description="Neue Berichte und Änderungen",
        language="de",
        author_name=municipality.office or municipality.name,
    )
    entries = sorted(
        [*_reports(edition, town), *_changes(edition, town)], key=lambda one: one.at, reverse=True
    )
    for entry in entries[:MOST]:
        link = absolute(entry.path)
        made.add_item(
            entry.title,
            link,
            entry.text,
            unique_id=f"{absolute(reverse('public:town', kwargs={'town': town}))}#{entry.key}",
            pubdate=entry.at,
            updateddate=entry.at,
        )
    return made


def _reports(edition: Edition, town: str) -> Iterator[Entry]:
    for report in public.latest_reports(edition, MOST):
        assert report.published_at
        day = date_format(report.reported_on, "d.m.Y")
        yield Entry(
            key=f"bericht-{report.pk}",
            at=report.published_at,
            title=f"{report.measure}: {report.get_status_display()}",
            text="\n\n".join(filter(None, [f"Stand vom {day}, {report.author}", report.note])),
            path=addresses.measure_path(town, report.measure),
        )


def _changes(edition: Edition, town: str) -> Iterator[Entry]:
    for change in news.changes(edition, MOST):
        what = f"Geändert: {', '.join(change.what)}" if change.what else "Neu veröffentlicht"
        yield Entry(
            key=f"fassung-{change.measure.pk}-{change.version}",
            at=change.at,
            title=f"{change.measure}: {what}",
            text=what,
            path=addresses.measure_path(town, change.measure),
        )
