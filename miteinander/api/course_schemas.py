"""The shapes of courses, as the OpenAPI description shows them; `courses.open_data` fills them."""

from datetime import date
from decimal import Decimal

from ninja import Schema
from pydantic import Field

from miteinander.api.schemas import Asked
from miteinander.courses.choices import ChildCare, CourseKind, Language, Level, RunState
from miteinander.courses.queries.courses import CARE, FREE


class AskedCourses(Asked):
    """Which courses, and where to go on in their list."""

    kind: CourseKind | None = Field(None, description="Art des Kurses")
    level: Level | None = Field(None, description="für wen der Kurs passt: dieses Niveau")
    language: Language | None = Field(None, description="Hilfe in dieser Sprache")
    child_care: bool = Field(False, description="true: nur mit Kinderbetreuung")
    free_places: bool = Field(False, description="true: nur mit freien Plätzen")

    @property
    def chosen(self) -> dict[str, str]:
        """The filters as `queries.courses.narrowed` knows them."""
        return {
            "art": self.kind or "",
            "niveau": self.level or "",
            "sprache": self.language or "",
            "kinder": CARE if self.child_care else "",
            "plaetze": FREE if self.free_places else "",
        }


class Time(Schema):
    """When a course meets: each week on a weekday, or on one day."""

    weekday: int | None = Field(description="jede Woche; 0 ist Montag")
    on: date | None = Field(description="an einem Tag")
    starts: str = Field(description="Ortszeit, zum Beispiel 18:30")
    ends: str


class Access(Schema):
    """Who may come; it informs, the authority that the source names decides."""

    title: str
    explanation: str
    source: str
    source_on: date | None = Field(description="Stand der Quelle")
    url: str


class Course(Schema):
    """A run of a course, and the course."""

    id: int
    course_id: int = Field(description="gleich für alle Durchgänge eines Kurses")
    number: str = Field(description="Kursnummer des Anbieters")
    title: str
    description: str
    kind: CourseKind
    level_from: str = Field(description="A0 (vor A1) bis C2; leer: keine Angabe")
    level_to: str
    module: str
    hours: int | None = Field(description="Unterrichtseinheiten")
    price_eur: Decimal | None = Field(description="0: kostenlos; null: keine Angabe")
    price_note: str
    child_care: ChildCare
    languages: list[str] = Field(description="Hilfe in diesen Sprachen, BCP 47")
    access: list[Access] = Field(description="wer kommen kann; leer: keine Angabe")
    provider: str
    starts_on: date | None
    ends_on: date | None
    register_by: date | None
    is_open_entry: bool = Field(description="Einstieg jederzeit möglich")
    times: list[Time]
    times_note: str
    capacity: int | None
    free_places: int | None = Field(description="wie der Anbieter sie meldet; null: unbekannt")
    reported_on: date | None = Field(description="Tag dieser Meldung")
    state: RunState
    reason: str
    place: str
    address: str
    is_accessible: bool | None = Field(description="ohne Stufen erreichbar")
    latitude: Decimal | None
    longitude: Decimal | None
    registration_url: str = Field(description="Anmeldung beim Anbieter")
    page: str = Field(description="Seite des Kurses; ?lang=ar, en oder uk für andere Sprachen")
    calendar: str = Field(description="Termine als iCalendar")


class Courses(Schema):
    """Some courses; `next` is the address of the following ones."""

    courses: list[Course]
    next: str | None
