"""What is kept of people in courses, why, and how long."""

from typing import Any

from django.db.models import Q
from django_scopes import get_scope

from miteinander.kernel.retention.periods import Period
from miteinander.kernel.retention.policy import (
    CONSENT,
    TASK,
    Begin,
    Delete,
    Exempt,
    FoundBy,
    Keep,
    NoPersonalData,
    Policy,
    Replace,
    Rule,
    Table,
)
from miteinander.kernel.retention.shapes import text, while_there


def _learner_of(subject: Any) -> Q:
    """Wishes with this mail address; a name alone may be somebody else's."""
    town = get_scope().get("municipality")
    if town is None or not subject.mails:
        return Q(pk__in=[])
    from miteinander.courses.sealing import indexed

    key = getattr(town, "pk", town)
    return Q(contact_index__in=[indexed(mail, "contact_index", key) for mail in subject.mails])


IN_TEXT = {
    "subjects": "Menschen, deren Name im Text steht",
    "if_person_asks": "Die Koordination nimmt den Namen aus dem Text.",
    "recipients": "Veröffentlichtes: Öffentlichkeit",
}

COURSE = text(
    "courses.Course",
    while_there(
        code="courses",
        title="Kurse",
        purpose="Zeigen, welche Kurse es gibt",
        begins="solange die Institution den Kurs anbietet",
        then=Keep("Die Institution oder die Koordination löscht, was es nicht mehr gibt."),
    ),
    {
        "title": "Titel",
        "description": "Beschreibung",
        "module": "Modul",
        "price_note": "Hinweis zum Preis",
    },
    (
        *("organisation", "kind", "level_from", "level_to", "hours", "price_cents"),
        *("child_care", "languages", "is_public"),
    ),
    **IN_TEXT,
)
RUN = text(
    "courses.CourseRun",
    while_there(
        code="course-runs",
        title="Durchgänge von Kursen",
        purpose="Zeigen, wann Kurse stattfinden und wo Plätze frei sind",
        begins="solange es den Kurs gibt",
        then=Keep("Die Institution oder die Koordination löscht alte Durchgänge."),
    ),
    {
        "number": "Kursnummer",
        "reason": "Begründung zum Stand",
        "times_note": "Hinweis zu den Zeiten",
        "place": "Ort",
        "address": "Anschrift",
        "url": "Anmeldung im Netz",
    },
    (
        *("course", "starts_on", "ends_on", "register_by", "is_open_entry", "capacity"),
        *("free_places", "waiting", "reported_on", "has_waiting_list", "state"),
        *("sessions_announced", "is_accessible", "latitude", "longitude", "changed_at"),
    ),
    **IN_TEXT,
)
LEARNER = Table(
    model="courses.Learner",
    title="Kurswünsche",
    subjects="Menschen, die einen Deutschkurs suchen",
    personal={
        "sealed": Exempt(
            "Name, Kontakt und Grund sind verschlüsselt; sie stehen auf der Seite des "
            "Kurswunsches, die für die Person gedruckt wird."
        ),
        "name_index": Exempt("Verschlüsselter Suchwert des Namens."),
        "last_name_index": Exempt("Verschlüsselter Suchwert des Nachnamens."),
        "contact_index": Exempt("Verschlüsselter Suchwert des Kontakts."),
        "level": "Niveau",
        "level_source": "Woher das Niveau bekannt ist",
        "level_on": "Niveau, Stand vom",
        "needs_literacy": "Lernt lesen und schreiben",
        "goal": "Ziel",
        "kinds": "Welche Kurse in Frage kommen",
        "permits": "Zugang geklärt",
        "times": "Mögliche Zeiten (verschlüsselte Zahl, in Worten auf der Seite des Kurswunsches)",
        "preferred_time": "Am liebsten",
        "district": "Ortsteil",
        "travel_minutes": "Weg höchstens (Minuten)",
        "child_care": "Braucht Kinderbetreuung",
        "needs": "Braucht zum Mitmachen",
        "wished_run": "Wunschkurs",
        "available_from": "Kann anfangen ab",
        "available_until": "Spätestens",
        "urgency": "Dringlichkeit",
        "language": "Sprache der Briefe",
        "contact_way": "Kontakt über",
        "sex": "Geschlecht (freiwillig)",
        "age_group": "Altersgruppe (freiwillig)",
        "informed_on": "Über Datenschutz informiert am",
        "state": "Stand",
        "waiting_since": "Sucht seit",
    },
    neutral=("key", "entered_by", "changed_at", "closed_at"),
    rules=(
        Rule(
            code="learners-ended",
            title="Beendete Kurswünsche",
            purpose="Rückfragen nach dem Ende von Kurs oder Suche",
            basis=CONSENT,
            begins=Begin("ab dem Ende", field="closed_at"),
            period=Period(months=3),
            then=Delete(),
            is_automatic=True,
        ),
        Rule(
            code="learners-forgotten",
            title="Kurswünsche, die niemand mehr pflegt",
            purpose="Einen Kurs finden",
            basis=CONSENT,
            begins=Begin("ab der letzten Änderung", field="changed_at"),
            where=Q(closed_at=None),
            period=Period(years=1),
            then=Delete(),
        ),
    ),
    found_by=FoundBy(query=_learner_of),
    if_person_asks=Delete(),
    recipients="Wer eingetragen hat, Vermittlungsstelle, Koordination",
)
PROPOSAL = Table(
    model="courses.PlacementProposal",
    title="Vorschläge für Kursplätze",
    subjects="Menschen, die einen Deutschkurs suchen; Mitarbeitende, die entscheiden",
    personal={
        "learner": "Kurswunsch",
        "run": "Vorgeschlagener Kurs",
        "explanation": "Gründe",
        "decision": "Entscheidung",
        "chosen": "Gewählter Kurs",
        "decided_by": "Wer entschieden hat",
        "decided_at": "Entschieden am",
    },
    neutral=("round", "position"),
    rules=(
        while_there(
            code="placement-proposals",
            title="Vorschläge",
            purpose="Entscheiden, und sehen, wie oft Menschen anders entscheiden als das Programm",
            basis=CONSENT,
            begins="solange es den Kurswunsch und den Vermittlungslauf gibt",
            then=Keep("Sie werden mit Kurswunsch oder Vermittlungslauf gelöscht."),
        ),
    ),
    found_by=FoundBy(),
    if_person_asks=Keep("Sie werden mit dem Kurswunsch gelöscht."),
    recipients="Vermittlungsstelle, Koordination",
)
ROUND = Table(
    model="courses.PlacementRound",
    title="Vermittlungsläufe",
    subjects="Mitarbeitende, die rechnen lassen",
    personal={
        "user": "Konto",
        "created_at": "Gestartet am",
        "basis": Exempt(
            "Nur interne Nummern, solange der Lauf der neueste ist; ist ein Kurswunsch gelöscht, "
            "führt seine Nummer zu niemandem mehr."
        ),
    },
    neutral=(
        *("cause", "state", "percent", "step", "attempt", "input_hash", "method", "versions"),
        *("figures", "helping", "helps", "prices", "heartbeat_at", "finished_at", "follows"),
    ),
    rules=(
        Rule(
            code="placement-rounds",
            title="Vermittlungsläufe mit ihren Vorschlägen",
            purpose="Nachvollziehen, wie ein Vorschlag entstand",
            basis=TASK,
            begins=Begin("ab dem Start", field="created_at"),
            period=Period(months=6),
            then=Delete(),
            is_automatic=True,
        ),
    ),
    found_by=FoundBy(user="user_id"),
    if_person_asks=Replace({"user": None}, "Der Hinweis auf das Konto wird entfernt"),
    recipients="Vermittlungsstelle, Koordination",
)
OFFER = Table(
    model="courses.PlaceOffer",
    title="Platzangebote",
    subjects="Menschen, denen ein Kursplatz angeboten wurde",
    personal={
        "learner": "Kurswunsch",
        "run": "Durchgang",
        "course_title": "Kurs",
        "state": "Stand",
        "offered_on": "Angeboten am",
        "answer_by": "Antwort bis",
        "waited_days": "Wartezeit in Tagen",
        "sent_by": "Verschickt als",
        "sent_at": "Verschickt am",
        "answered_at": "Geantwortet am",
        "ended_on": "Beendet am",
        "key": Exempt("Teil des persönlichen Links; sagt nichts über die Person."),
    },
    rules=(
        Rule(
            code="place-offers",
            title="Platzangebote",
            purpose="Plätze vergeben; ohne die Person: Wartezeiten und Abbrüche zählen",
            basis=CONSENT,
            begins=Begin("ab dem Angebot", field="offered_on"),
            period=Period(years=3, end_of_year=True),
            then=Delete(),
            is_automatic=True,
        ),
    ),
    found_by=FoundBy(text=("course_title",)),
    if_person_asks=Keep("Mit dem Kurswunsch geht der Bezug zur Person; es bleibt eine Zahl."),
    recipients="Vermittlungsstelle, Koordination",
)

REQUEST = Table(
    model="courses.CourseRequest",
    title="Anmeldewünsche zu Kursen",
    subjects="Menschen, die in der Kurssuche nach einem Platz gefragt haben",
    personal={
        "run": "Durchgang",
        "name": "Name",
        "email": "E-Mail",
        "phone": "Telefon",
        "language": "Sprache der Seite",
        "created_at": "Gesendet am",
    },
    rules=(
        Rule(
            code="course-requests",
            title="Anmeldewünsche",
            purpose="Die Anfrage beantworten",
            basis=CONSENT,
            begins=Begin("ab dem Absenden; früher, sobald jemand geantwortet hat", "created_at"),
            period=Period(days=60),
            then=Delete(),
            is_automatic=True,
        ),
    ),
    found_by=FoundBy(mail=("email",), name=("name",)),
    if_person_asks=Delete(),
    recipients="Die Institution, die den Kurs anbietet",
)

PARTICIPANT = Table(
    model="courses.Participant",
    title="Teilnehmende an Fortbildungen",
    subjects="Fachkräfte, die an einer Fortbildung teilnehmen",
    personal={
        "run": "Durchgang",
        "name": "Name",
        "workplace": "Einrichtung",
        "email": "E-Mail",
        "certified_on": "Bescheinigt am",
        "created_at": "Eingetragen am",
    },
    rules=(
        Rule(
            code="participants",
            title="Teilnehmende an Fortbildungen",
            purpose="Die Teilnahme bescheinigen, auch noch einmal, wenn das Blatt verloren geht",
            basis=CONSENT,
            begins=Begin("ab dem Eintragen auf der Liste", "created_at"),
            period=Period(months=24),
            then=Delete(),
            is_automatic=True,
        ),
    ),
    found_by=FoundBy(mail=("email",), name=("name",)),
    if_person_asks=Delete(),
    recipients="Die Institution, die die Fortbildung anbietet",
)

ATTENDANCE = Table(
    model="courses.Attendance",
    title="Anwesenheit bei Fortbildungen",
    subjects="Fachkräfte, die an einer Fortbildung teilnehmen",
    personal={"participant": "Teilnehmende Person", "on": "Tag"},
    rules=(
        while_there(
            code="attendances",
            title="Anwesenheit bei Fortbildungen",
            purpose="Die Teilnahme bescheinigen",
            basis=CONSENT,
            begins="solange die Person auf der Liste steht",
            then=Keep("Wird mit der Zeile der Liste gelöscht."),
        ),
    ),
    found_by=FoundBy(mail=("participant__email",), name=("participant__name",)),
    if_person_asks=Delete(),
    recipients="Die Institution, die die Fortbildung anbietet",
)

POLICY: Policy = (
    COURSE,
    RUN,
    LEARNER,
    PROPOSAL,
    ROUND,
    OFFER,
    REQUEST,
    PARTICIPANT,
    ATTENDANCE,
    NoPersonalData("courses.District", "Namen von Ortsteilen und ihre Lage."),
    NoPersonalData("courses.CourseSession", "Nur Wochentage, Tage und Uhrzeiten."),
    NoPersonalData("courses.AccessCondition", "Regeln des Zugangs mit ihrer Quelle."),
)
