"""What is kept beside the documents, which are made anew each time."""

from miteinander.kernel.retention.policy import (
    TASK,
    Begin,
    Exempt,
    FoundBy,
    Keep,
    Policy,
    Rule,
    Table,
)

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

POLICY: Policy = (TEMPLATE,)
