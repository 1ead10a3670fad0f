"""What is kept of the people who are asked in rounds, why, and how long."""

from miteinander.kernel.retention.periods import Period
from miteinander.kernel.retention.policy import (
    GONE,
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
from miteinander.kernel.retention.shapes import name_goes, while_there

ASKED = "Menschen, die für ihre Institution gefragt werden"
_WORDS = {
    "note": "Was getan wurde",
    "results": "Ergebnisse und Zahlen",
    "obstacles": "Was hinderte",
    "next_steps": "Nächste Schritte",
}

INQUIRY = Table(
    model="rounds.Inquiry",
    title="Anfragen in Berichtsrunden",
    subjects=ASKED,
    personal={
        "organisation": "Institution",
        "person": "Person",
        "name": "Wer gefragt wird",
        "email": "E-Mail",
        "opened_at": "Zuerst geöffnet",
        "created_at": "Angelegt am",
        "key": Exempt("Teil des persönlichen Links; sagt nichts über die Person."),
    },
    neutral=("round", "passed_on_by"),
    rules=(
        name_goes(
            code="inquiry-names",
            title="Namen und Adressen gefragter Personen",
            purpose="Antworten einholen und nachfragen",
            begins=Begin("ab der Anfrage", field="created_at"),
            instead={"name": GONE, "email": "", "person": None},
            stays="die Antwort",
        ),
        while_there(
            code="inquiries",
            title="Anfragen",
            purpose="Zeigen, welche Institution gefragt wurde und geantwortet hat",
            begins="solange es die Berichtsrunde gibt",
            then=Keep("Sie gehören zum Bericht an den Rat."),
        ),
    ),
    found_by=FoundBy(contact="person_id", mail=("email",), name=("name",)),
    if_person_asks=Replace(
        {"name": GONE, "email": "", "person": None}, f"Name wird „{GONE}“, die Adresse gelöscht"
    ),
)

ANSWER = Table(
    model="rounds.Answer",
    title="Antworten in Berichtsrunden",
    subjects=ASKED,
    personal={
        "author": "Von wem",
        "user": "Konto",
        **_WORDS,
        "question": "Rückfrage",
        "other_name": "Wer sonst zuständig ist",
        "other_email": "E-Mail der zuständigen Person",
        "other_note": "Hinweis dazu",
        "status": "Stand",
        "saved_at": "Zuletzt gespeichert",
        "answered_at": "Beantwortet am",
        "measure_title": "Maßnahme",
    },
    neutral=(
        *("round", "inquiry", "organisation", "measure", "state", "is_unchanged", "version"),
        *(
            "door",
            "returned_at",
            "report",
            "used_version",
            "confirmed_at",
            "cost_eur",
            "persons_reached",
        ),
    ),
    rules=(
        name_goes(
            code="answer-authors",
            title="Namen unter Antworten",
            purpose="Rückfragen zur Antwort",
            begins=Begin("ab der Antwort", field="answered_at"),
            instead={
                "author": GONE,
                "user": None,
                "other_name": "",
                "other_email": "",
                "other_note": "",
            },
            stays="die Antwort",
        ),
        while_there(
            code="answers",
            title="Antworten",
            purpose="Nachsehen, worauf ein veröffentlichter Bericht beruht",
            begins="solange es die Berichtsrunde gibt",
            then=Keep("Sie gehören zum Bericht an den Rat."),
        ),
    ),
    found_by=FoundBy(
        user="user_id",
        mail=("other_email",),
        name=("author", "other_name"),
        text=(*_WORDS, "question", "other_note", "measure_title"),
    ),
    if_person_asks=Replace(
        {"author": GONE, "user": None, "other_name": "", "other_email": "", "other_note": ""},
        f"Name wird „{GONE}“",
    ),
)

VERSION = Table(
    model="rounds.AnswerVersion",
    title="Frühere Antworten",
    subjects=ASKED,
    personal={
        "author": "Von wem",
        "user": "Konto",
        "values": "Was geantwortet wurde",
        "at": "Am",
    },
    neutral=("answer", "version", "door"),
    rules=(
        Rule(
            code="answer-versions",
            title="Frühere Antworten",
            purpose="Nachsehen, was zuerst geantwortet wurde",
            basis=TASK,
            begins=Begin("ab der Antwort", field="at"),
            period=Period(years=3, end_of_year=True),
            then=Delete(),
        ),
    ),
    found_by=FoundBy(user="user_id", name=("author",), text=("values",)),
    if_person_asks=Replace({"author": GONE, "user": None}, f"Name wird „{GONE}“"),
)

FILE = Table(
    model="rounds.AnswerFile",
    title="Dateien zu Antworten",
    subjects=ASKED,
    personal={
        "name": "Dateiname",
        "created_at": "Geschickt am",
        "file": Exempt("Dateien werden nicht durchsucht; die Koordination sieht sie durch."),
    },
    neutral=("answer", "media_type", "size"),
    rules=(
        Rule(
            code="answer-files",
            title="Dateien zu Antworten",
            purpose="Die Antwort belegen",
            basis=TASK,
            begins=Begin("ab dem Hochladen", field="created_at"),
            period=Period(years=3, end_of_year=True),
            then=Delete(),
        ),
    ),
    found_by=FoundBy(text=("name",)),
    if_person_asks=Keep("Die Koordination sieht die Datei durch und löscht sie, wenn nötig."),
)

POLICY: Policy = (
    INQUIRY,
    ANSWER,
    VERSION,
    FILE,
    NoPersonalData("rounds.Round", "Zeitraum, Fragen und Texte; niemand kommt darin vor."),
    NoPersonalData(
        "rounds.Letter", "Wann ein Schreiben hinausging; die Adresse steht in der Mail."
    ),
)
