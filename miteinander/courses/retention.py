"""What is kept of people in courses, why, and how long."""

from miteinander.kernel.retention.policy import (
    TASK,
    Begin,
    FoundBy,
    Keep,
    NoPersonalData,
    Policy,
    Rule,
    Table,
)

COURSE = Table(
    model="courses.Course",
    title="Kurse",
    subjects="Menschen, deren Name im Text steht",
    personal={
        "title": "Titel",
        "description": "Beschreibung",
        "module": "Modul",
        "price_note": "Hinweis zum Preis",
    },
    neutral=(
        *("organisation", "kind", "level_from", "level_to", "hours", "price_cents"),
        *("child_care", "languages", "is_public"),
    ),
    rules=(
        Rule(
            code="courses",
            title="Kurse",
            purpose="Zeigen, welche Kurse es gibt",
            basis=TASK,
            begins=Begin("solange die Institution den Kurs anbietet"),
            then=Keep("Die Institution oder die Koordination löscht, was es nicht mehr gibt."),
        ),
    ),
    found_by=FoundBy(text=("title", "description", "module", "price_note")),
    if_person_asks=Keep("Die Koordination nimmt den Namen aus dem Text."),
    recipients="Veröffentlichtes: Öffentlichkeit",
)
RUN = Table(
    model="courses.CourseRun",
    title="Durchgänge von Kursen",
    subjects="Menschen, deren Name im Text steht",
    personal={
        "number": "Kursnummer",
        "reason": "Begründung zum Stand",
        "times_note": "Hinweis zu den Zeiten",
        "place": "Ort",
        "address": "Anschrift",
        "url": "Anmeldung im Netz",
    },
    neutral=(
        *("course", "starts_on", "ends_on", "register_by", "is_open_entry", "capacity"),
        *("free_places", "waiting", "reported_on", "has_waiting_list", "state"),
        *("sessions_announced", "is_accessible", "latitude", "longitude", "changed_at"),
    ),
    rules=(
        Rule(
            code="course-runs",
            title="Durchgänge",
            purpose="Zeigen, wann Kurse stattfinden und wo Plätze frei sind",
            basis=TASK,
            begins=Begin("solange es den Kurs gibt"),
            then=Keep("Die Institution oder die Koordination löscht alte Durchgänge."),
        ),
    ),
    found_by=FoundBy(text=("number", "reason", "times_note", "place", "address", "url")),
    if_person_asks=Keep("Die Koordination nimmt den Namen aus dem Text."),
    recipients="Veröffentlichtes: Öffentlichkeit",
)

POLICY: Policy = (
    COURSE,
    RUN,
    NoPersonalData("courses.CourseSession", "Nur Wochentage, Tage und Uhrzeiten."),
    NoPersonalData("courses.AccessCondition", "Regeln des Zugangs mit ihrer Quelle."),
)
