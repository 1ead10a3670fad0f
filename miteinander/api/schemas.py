"""The shapes of the answers, as the OpenAPI description shows them.

The values come from the rooms' `open_data`; here stands what they are. Keys are added, never
renamed or removed within a version.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from miteinander.assessment.choices import EvidenceKind, NeedState, Priority, Verdict
from miteinander.concept.choices import Status

MOST = 200
LARGEST_ID = 2**63 - 1


class Asked(Schema):
    """Where to go on in a list."""

    after: int = Field(0, ge=0, le=LARGEST_ID, description="id der letzten Zeile davor")
    limit: int = Field(50, ge=1, le=MOST, description="höchstens so viele Zeilen")


class AskedEvents(Schema):
    """Where to go on in the trail."""

    after: UUID | None = Field(None, description="id des letzten Eintrags davor")
    limit: int = Field(50, ge=1, le=MOST, description="höchstens so viele Zeilen")


class AskedEdition(Schema):
    """Which public edition."""

    edition: int | None = Field(
        None,
        ge=1,
        le=LARGEST_ID,
        description="id einer veröffentlichten Fassung; sonst die aktuelle",
    )


class AskedOfEdition(AskedEdition, Asked):
    """Where to go on in a list of an edition."""


class AskedMeasures(AskedOfEdition):
    """Which measures."""

    field: int | None = Field(None, ge=1, le=LARGEST_ID, description="id eines Handlungsfelds")
    status: Status | Literal["none"] | None = Field(
        None, description="Stand; none: noch kein Bericht"
    )


class AskedTowns(Schema):
    """Where to go on in the list of municipalities."""

    after: str = Field("", pattern=r"^[-a-zA-Z0-9_]{0,80}$", description="slug der Zeile davor")
    limit: int = Field(50, ge=1, le=MOST, description="höchstens so viele Zeilen")


class Town(Schema):
    """A municipality that uses Miteinander."""

    ags: str
    name: str
    slug: str
    kind: str
    concept_title: str | None = Field(description="null: noch nichts veröffentlicht")
    address: str


class Towns(Schema):
    """Some municipalities; `next` is the address of the following ones."""

    towns: list[Town]
    next: str | None


class Municipality(Schema):
    """Who is meant."""

    ags: str
    name: str


class EditionHead(Schema):
    """The edition of the concept."""

    id: int
    label: str
    adopted_on: date | None
    adopted_by: str
    paper_number: str
    valid_from: date | None
    valid_until: date | None


class Edition(EditionHead):
    """A public edition among the others."""

    is_current: bool = Field(description="ohne Angabe einer Fassung ist diese gemeint")
    is_amendment: bool = Field(description="ändert die Fassung davor und tritt an ihre Stelle")
    predecessor_id: int | None = Field(description="id der Fassung davor, wenn sie öffentlich ist")
    address: str


class Editions(Schema):
    """All public editions, the newest first."""

    editions: list[Edition]


class Item(Schema):
    """What every level of the plan has."""

    id: int
    number: str
    title: str
    description: str = Field(description="Markdown")


class Goal(Item):
    """What is to be reached."""

    topic_id: int | None


class FieldOfAction(Item):
    """A field of action with what lies in it, but the measures."""

    address: str
    topics: list[Item]
    goals: list[Goal]


class Concept(Schema):
    """The public edition and how its measures stand."""

    version: int
    municipality: Municipality
    title: str
    edition: EditionHead
    levels: dict[str, str] = Field(description="wie die Ebenen hier heißen")
    counts: dict[str, int] = Field(description="Zahl der Maßnahmen je Stand")
    fields: list[FieldOfAction]


class Measure(Item):
    """What is done, by whom and when."""

    field_id: int
    goal_id: int | None
    topic_id: int | None
    approach: str
    kind: str
    period: str
    begins_on: date | None
    ends_on: date | None
    lead: list[str]
    partners: list[str]
    target_groups: list[str]
    dimensions: list[str]
    themes: list[str]
    cost: str
    cost_eur: Decimal | None
    funding: str
    indicators: list[str]
    status: Status | None
    reported_on: date | None
    address: str


class Measures(Schema):
    """Some measures; `next` is the address of the following ones."""

    measures: list[Measure]
    next: str | None


class Report(Schema):
    """What somebody said about a measure on a day."""

    reported_on: date
    status: Status
    author: str
    note: str = Field(description="was getan wurde")
    results: str = Field(description="Ergebnisse und Zahlen")
    obstacles: str = Field(description="was hinderte")
    next_steps: str = Field(description="nächste Schritte")
    cost_eur: Decimal | None = Field(description="Kosten in Euro")
    persons_reached: int | None = Field(description="erreichte Personen")
    period_from: date | None = Field(description="berichtet wird ab; null ohne Zeitraum")
    period_until: date | None = Field(description="berichtet wird bis")


class Link(Schema):
    """A web address of a measure."""

    title: str
    url: str


class File(Schema):
    """A public file of a measure."""

    id: int
    title: str
    name: str
    media_type: str
    size: int = Field(description="Bytes")
    address: str


class WholeMeasure(Measure):
    """A measure with its published reports, the newest first, its links and its public files."""

    reports: list[Report]
    links: list[Link]
    files: list[File]


class Evidence(Schema):
    """What a need or a judgement rests on."""

    kind: EvidenceKind
    words: str
    source: str
    source_on: date | None
    url: str
    number: Decimal | None
    unit: str
    place: str


class Need(Schema):
    """What is missing, since when, who says so, and what answers it in the edition."""

    id: int
    title: str
    statement: str
    since_on: date | None
    stated_by: str
    state: NeedState
    priority: Priority
    reason: str
    fields: list[int] = Field(description="ids der Handlungsfelder")
    goals: list[int] = Field(description="ids der Ziele")
    measures: list[int] = Field(description="ids der Maßnahmen, die darauf antworten")
    evidence: list[Evidence]


class Needs(Schema):
    """Some needs; `next` is the address of the following ones."""

    needs: list[Need]
    next: str | None


class Judgement(Schema):
    """What somebody judged of a goal on a day, never computed."""

    id: int
    goal_id: int
    verdict: Verdict
    judged_on: date
    period: str
    judged_by: str
    reasons: str
    evidence: list[Evidence]


class Judgements(Schema):
    """Some judgements; `next` is the address of the following ones."""

    judgements: list[Judgement]
    next: str | None


class WorkingReport(Report):
    """A report, published or not."""

    is_published: bool


class WorkingMeasure(Measure):
    """A measure as those see it who work on it, without internal notes."""

    is_draft: bool
    reports: list[WorkingReport]


class Draftable(Item):
    """A level of the plan that may still be a draft."""

    is_draft: bool


class WorkingGoal(Draftable):
    """What is to be reached."""

    topic_id: int | None


class WorkingField(Draftable):
    """A field of action, perhaps a draft."""

    address: str
    topics: list[Draftable]
    goals: list[WorkingGoal]


class Plan(Schema):
    """The newest edition as it is being worked on, and some of its measures."""

    version: int
    municipality: Municipality
    title: str
    edition: EditionHead
    is_published: bool
    levels: dict[str, str]
    counts: dict[str, int]
    fields: list[WorkingField]
    measures: list[WorkingMeasure]
    next: str | None


class Event(Schema):
    """Who did what to which object, as ids; it appears once it is sealed (about a minute)."""

    id: UUID
    at: datetime
    user_id: int | None
    door: str
    verb: str
    object_kind: str
    object_id: int | None


class Trail(Schema):
    """Some events, the oldest first; `next` is the address of the following ones."""

    events: list[Event]
    next: str | None
