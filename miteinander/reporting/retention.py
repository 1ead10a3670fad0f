"""What is kept beside the documents, which are made anew each time; large ones for a few days."""

from miteinander.kernel.retention.periods import Period
from miteinander.kernel.retention.policy import (
    TASK,
    Begin,
    Delete,
    Exempt,
    FoundBy,
    Keep,
    Policy,
    Rule,
    Table,
)
from miteinander.reporting.choices import DAYS_KEPT

TEMPLATE = Table(
    model="reporting.ReportTemplate",
    title="Word-Vorlage für Berichte",
    subjects="Menschen, deren Name in der Vorlage oder ihrem Dateinamen steht",
    personal={
        "name": "Dateiname",
        "file": Exempt("Dateien werden nicht durchsucht; die Koordination sieht sie durch."),
    },
    neutral=("size", "added_at"),
    rules=(
        Rule(
            code="report-template",
            title="Word-Vorlage für Berichte",
            purpose="Berichte im Aussehen der Kommune",
            basis=TASK,
            begins=Begin("solange sie benutzt wird"),
            then=Keep("Die Koordination ersetzt oder entfernt sie."),
        ),
    ),
    found_by=FoundBy(text=("name",)),
    if_person_asks=Keep("Die Koordination sieht die Vorlage durch und ersetzt sie, wenn nötig."),
)

FILE = Table(
    model="reporting.ReportFile",
    title="Große Berichte, im Hintergrund geschrieben",
    subjects="Menschen mit Zugang, die einen Bericht schreiben ließen",
    personal={
        "user": "Konto",
        "created_at": "Gewünscht am",
        "finished_at": "Fertig am",
        "file": Exempt("Ein Auszug aus dem Konzept; was darin steht, steht auch dort."),
    },
    neutral=(
        *("edition", "kind", "is_brief", "is_draft", "asked", "state", "percent", "step"),
        *("size", "heartbeat_at"),
    ),
    rules=(
        Rule(
            code="report-files",
            title="Im Hintergrund geschriebene Berichte, mit ihrer Datei",
            purpose="Den fertigen Bericht laden",
            basis=TASK,
            begins=Begin("ab dem Auftrag", field="created_at"),
            period=Period(days=DAYS_KEPT),
            then=Delete(),
            is_automatic=True,
        ),
    ),
    found_by=FoundBy(user="user_id"),
    if_person_asks=Delete(),
)

POLICY: Policy = (TEMPLATE, FILE)
