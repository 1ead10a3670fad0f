"""The town's feed of news on its concept (Atom)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format

from miteinander.concept import addresses
from miteinander.concept.models import Edition, Field, Measure
from miteinander.concept.queries import news, public
from miteinander.kernel.http import TownRequest
from miteinander.portal.views import common

MOST = 50
MOST_READ = 500


@dataclass(frozen=True)
class Entry:
    """One piece of news; `key` with its path never changes, so readers show it once."""

    key: str
    at: datetime
    title: str
    text: str
    path: str


@dataclass(frozen=True)
class Subject:
    """What a feed is about: a field, a measure, or the whole concept."""

    field: Field | None = None
    measure: Measure | None = None

    def has(self, measure: Measure) -> bool:
        """Whether news of this measure belongs into the feed."""
        if self.measure:
            return measure.pk == self.measure.pk
        return self.field is None or measure.field_id == self.field.pk

    def title(self, edition: Edition) -> str:
        """What the feed is called."""
        return str(self.measure or self.field or edition.concept.title)

    @property
    def query(self) -> str:
        """What the feed's address asks for."""
        if self.measure:
            return f"?massnahme={self.measure.pk}"
        return f"?feld={self.field.pk}" if self.field else ""


def feed(request: TownRequest, edition: Edition, subject: Subject) -> Atom1Feed:
    """Published reports and changed measures, the newest first, at most 50.

    `request.editions` are the public editions (`views.common.edition_or_404`).
    """
    municipality, absolute = request.municipality, common.absolute(request)
    town = municipality.slug
    made = Atom1Feed(
        title=f"{municipality.name}: {subject.title(edition)}",
        link=absolute(common.edition_address(request, edition, "concept")),
        feed_url=absolute(common.edition_address(request, edition, "feed") + subject.query),
        description="Neue Berichte und Änderungen",
        language="de",
        author_name=municipality.office or municipality.name,
    )
    entries = sorted(
        [*_reports(edition, town, subject), *_changes(edition, town, subject)],
        key=lambda one: one.at,
        reverse=True,
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


def _reports(edition: Edition, town: str, subject: Subject) -> Iterator[Entry]:
    for report in public.latest_reports(edition, MOST_READ):
        if not subject.has(report.measure):
            continue
        assert report.published_at
        day = date_format(report.reported_on, "d.m.Y")
        yield Entry(
            key=f"bericht-{report.pk}",
            at=report.published_at,
            title=f"{report.measure}: {report.get_status_display()}",
            text="\n\n".join(filter(None, [f"Stand vom {day}, {report.author}", report.note])),
            path=addresses.measure_path(town, report.measure),
        )


def _changes(edition: Edition, town: str, subject: Subject) -> Iterator[Entry]:
    for change in news.changes(edition, MOST_READ):
        if not subject.has(change.measure):
            continue
        what = f"Geändert: {', '.join(change.what)}" if change.what else "Neu veröffentlicht"
        yield Entry(
            key=f"fassung-{change.measure.pk}-{change.version}",
            at=change.at,
            title=f"{change.measure}: {what}",
            text=what,
            path=addresses.measure_path(town, change.measure),
        )
