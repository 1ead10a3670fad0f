"""What is kept of the deletion itself, why, and how long."""

from miteinander.kernel.retention.periods import Period
from miteinander.kernel.retention.policy import (
    Begin,
    Delete,
    Exempt,
    FoundBy,
    Keep,
    Policy,
    Rule,
    Table,
)
from miteinander.kernel.retention.shapes import while_there

BASIS = "Art. 5 Abs. 2, Art. 17 DSGVO (Nachweis der Löschung)"

RUN = Table(
    model="privacy.RetentionRun",
    title="Löschläufe",
    subjects="Menschen, die Löschungen bestätigen",
    personal={
        "user_id": "Bestätigt von (Nummer des Kontos)",
        "rule": "Regel",
        "total": "Zu löschen",
        "erased": "Gelöscht",
        "created_at": "Bestätigt am",
        "finished_at": "Fertig am",
    },
    neutral=("state", "left"),
    rules=(
        Rule(
            code="runs",
            title="Löschläufe und Entscheidungen",
            purpose="Nachweis, wer wann welche Löschung bestätigt hat",
            basis=BASIS,
            begins=Begin("ab dem Ende des Laufs", field="finished_at"),
            period=Period(years=3, end_of_year=True),
            then=Delete(),
            is_automatic=True,
            in_register=False,
        ),
    ),
    found_by=FoundBy(user="user_id"),
    if_person_asks=Keep("Nur Nummern; ist das Konto gelöscht, führen sie zu niemandem mehr."),
    recipients="Prüfung und Datenschutz, Koordination",
)

DECISION = Table(
    model="privacy.RetentionDecision",
    title="Entscheidungen über Löschungen",
    subjects="Menschen, deren Daten gelöscht wurden",
    personal={"key": Exempt("Die Nummer von etwas, das gelöscht oder ausgenommen wurde.")},
    neutral=("run", "choice", "done_at"),
    rules=(
        while_there(
            code="decisions",
            title="Entscheidungen über Löschungen",
            purpose="Nachweis, was ausgenommen wurde",
            begins="solange es den Löschlauf gibt",
            then=Delete(),
            basis=BASIS,
        ),
    ),
    found_by=FoundBy(),
    if_person_asks=Keep("Nur Nummern, die zu niemandem mehr führen."),
    recipients="Prüfung und Datenschutz, Koordination",
)

POLICY: Policy = (RUN, DECISION)
