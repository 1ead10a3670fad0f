"""What is kept of people in needs, judgements and what they rest on, why, and how long."""

from django.db.models import Q

from miteinander.kernel.retention.policy import (
    GONE,
    Begin,
    Delete,
    FoundBy,
    Keep,
    Policy,
    Replace,
    Table,
)
from miteinander.kernel.retention.shapes import name_goes, text, while_there

NAMED = "Menschen, deren Name im Text steht"
_SUBJECT = ("shared_at", "published_at", "version")
_EVIDENCE = ("kind", "source_on", "number", "unit", "is_public")


def _text(
    model: str,
    title: str,
    code: str,
    purpose: str,
    begins: str,
    personal: dict[str, str],
    neutral: tuple[str, ...],
) -> Table:
    """Texts about no person, in which a name may stand all the same."""
    then = Keep("Die Koordination löscht, was nicht mehr gebraucht wird.")
    return text(
        model,
        while_there(code=code, title=title, purpose=purpose, begins=begins, then=then),
        personal,
        neutral,
        subjects=NAMED,
        if_person_asks="Die Redaktion nimmt den Namen aus dem Text.",
        recipients="Veröffentlichtes: Öffentlichkeit; Geteiltes: Gremien und Partner",
    )


NEED = _text(
    "assessment.Need",
    "Bedarfe",
    "needs",
    "Festhalten, was fehlt und was daraus wurde",
    "solange es das Konzept gibt",
    {
        "title": "Titel",
        "statement": "Worum es geht",
        "stated_by": "Genannt von",
        "reason": "Begründung",
    },
    ("since_on", "state", "priority", *_SUBJECT),
)
JUDGEMENT = _text(
    "assessment.GoalJudgement",
    "Bewertungen von Zielen",
    "judgements",
    "Zeigen, wie weit die Ziele erreicht sind",
    "solange es das Ziel gibt",
    {"judged_by": "Bewertet von", "reasons": "Begründung"},
    ("goal", "verdict", "judged_on", "period", *_SUBJECT),
)
_SAID = {"words": "Was es zeigt", "source": "Quelle", "place": "Ort", "url": "Adresse im Netz"}
NEED_EVIDENCE = _text(
    "assessment.NeedEvidence",
    "Belege von Bedarfen",
    "need-evidence",
    "Nachprüfen, worauf ein Bedarf beruht",
    "solange es den Bedarf gibt",
    _SAID,
    ("need", *_EVIDENCE),
)
JUDGEMENT_EVIDENCE = _text(
    "assessment.JudgementEvidence",
    "Belege von Bewertungen",
    "judgement-evidence",
    "Nachprüfen, worauf eine Bewertung beruht",
    "solange es die Bewertung gibt",
    _SAID,
    ("judgement", "report", "cited_need", *_EVIDENCE),
)
VERSION = Table(
    model="assessment.AssessmentVersion",
    title="Frühere Fassungen von Bedarfen und Bewertungen",
    subjects=f"Menschen, die daran arbeiten; {NAMED}",
    personal={
        "by_name": "Von wem",
        "by": "Konto",
        "at": "Am",
        "kind": "Art",
        "item_id": "Nummer",
        "values": "Was dort stand",
    },
    neutral=("version",),
    rules=(
        name_goes(
            code="assessment-version-authors",
            title="Namen an früheren Fassungen von Bedarfen und Bewertungen",
            purpose="Nachfragen, warum etwas geändert wurde",
            begins=Begin("ab der Änderung", field="at"),
            instead={"by_name": GONE, "by": None},
            stays="die Fassung",
            where=~Q(by_name=""),
        ),
        while_there(
            code="assessment-versions",
            title="Frühere Fassungen",
            purpose="Zeigen, wie sich Bedarf und Bewertung entwickelten",
            begins="solange es den Bedarf oder die Bewertung gibt",
            then=Delete(),
        ),
    ),
    found_by=FoundBy(user="by_id", name=("by_name",), text=("values",)),
    if_person_asks=Replace({"by_name": GONE, "by": None}, f"Name wird „{GONE}“"),
)

POLICY: Policy = (NEED, JUDGEMENT, NEED_EVIDENCE, JUDGEMENT_EVIDENCE, VERSION)
