"""What is kept of people in the concept and the work on it, why, and how long."""

from typing import Any

from django.db.models import Q

from miteinander.concept.choices import ImportState
from miteinander.concept.models import ItemVersion
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
    Passages,
    Policy,
    Replace,
    Rewrite,
    Rule,
    Table,
)
from miteinander.kernel.retention.shapes import name_goes, text, while_there

STAFF = "Menschen, die am Konzept arbeiten"
NAMED = "Menschen, deren Name im Text steht"
_ENDED = [ImportState.TAKEN_OVER, ImportState.DROPPED, ImportState.REFUSED]
_REPORTS = "reports"


def _versions_of_reports(subject: Any) -> list[ItemVersion]:
    """A deleted measure keeps its reports, with their authors, in its last version."""
    kept = ItemVersion.objects.filter(values__has_key=_REPORTS)
    return [one for one in kept if any(_is_by(row, subject) for row in one.values[_REPORTS])]


def _is_by(report: dict[str, Any], subject: Any) -> bool:
    return subject.user_id is not None and report["fields"].get("user") == subject.user_id


def _is_author(version: ItemVersion, subject: Any) -> bool:
    if version.by_id is None:
        return version.by_name.casefold() in {name.casefold() for name in subject.names}
    return version.by_id == subject.user_id


def forget_in_version(version: ItemVersion, subject: Any) -> bool:
    """Take the person's name and account out of an earlier version and of reports kept in it."""
    if _is_author(version, subject):
        version.by, version.by_name = None, GONE
    for report in version.values.get(_REPORTS, []):
        if _is_by(report, subject):
            report["fields"] |= {"user": None, "author": GONE}
    version.save(update_fields=["by", "by_name", "values"])
    return True


REPORT = Table(
    model="concept.StatusReport",
    title="Statusberichte",
    subjects=STAFF,
    personal={
        "author": "Von wem",
        "user": "Konto",
        "note": "Was getan wurde",
        "results": "Ergebnisse und Zahlen",
        "obstacles": "Was hinderte",
        "next_steps": "Nächste Schritte",
        "status_text": "Stand in den Worten des Dokuments",
        "reported_on": "Stand vom",
        "status": "Stand",
        "created_at": "Geschrieben am",
        "published_at": "Veröffentlicht am",
        "measure": "Maßnahme",
    },
    neutral=("door", "period_from", "period_until", "cost_eur", "persons_reached"),
    rules=(
        name_goes(
            code="report-authors",
            title="Namen unter Statusberichten",
            purpose="Rückfragen zum Bericht; Rechenschaft gegenüber dem Rat",
            begins=Begin("ab dem Tag des Berichts", field="reported_on"),
            instead={"author": GONE, "user": None},
            stays="der Bericht",
            years=10,
        ),
        while_there(
            code="reports",
            title="Statusberichte",
            purpose="Zeigen, wie weit das Konzept ist",
            begins="solange es die Maßnahme gibt",
            then=Keep("Berichte gehören zum Konzept und gehen mit der Maßnahme ins Archiv."),
        ),
    ),
    found_by=FoundBy(
        user="user_id",
        name=("author",),
        text=("note", "results", "obstacles", "next_steps", "status_text"),
    ),
    if_person_asks=Replace({"author": GONE, "user": None}, f"Name wird „{GONE}“"),
    recipients="Veröffentlichte Berichte: Öffentlichkeit",
)

DRAFT = Table(
    model="concept.Draft",
    title="Nicht gespeicherte Entwürfe von Änderungen",
    subjects=STAFF,
    personal={
        "user": "Konto",
        "kind": "Art",
        "item_id": "Nummer des Eintrags",
        "values": "Getippter Text",
        "saved_at": "Zuletzt getippt",
    },
    neutral=("base_version",),
    rules=(
        Rule(
            code="drafts",
            title="Entwürfe, an denen niemand mehr schreibt",
            purpose="Getipptes nicht verlieren",
            basis=TASK,
            begins=Begin("ab dem letzten Tippen", field="saved_at"),
            period=Period(months=6),
            then=Delete(),
            is_automatic=True,
        ),
    ),
    found_by=FoundBy(user="user_id", text=("values",)),
    if_person_asks=Delete(),
)

VERSION = Table(
    model="concept.ItemVersion",
    title="Frühere Fassungen von Einträgen",
    subjects=f"{STAFF}; {NAMED}",
    personal={
        "by_name": "Von wem",
        "by": "Konto",
        "at": "Am",
        "kind": "Art",
        "item_id": "Nummer des Eintrags",
        "values": "Was dort stand",
    },
    neutral=("version", "is_deletion"),
    rules=(
        name_goes(
            code="version-authors",
            title="Namen an früheren Fassungen",
            purpose="Nachfragen, warum etwas geändert wurde",
            begins=Begin("ab der Änderung", field="at"),
            instead={"by_name": GONE, "by": None},
            stays="die Fassung",
            where=~Q(by_name=""),
        ),
        Rule(
            code="deleted-items",
            title="Gelöschte Einträge des Konzepts, mit ihren Berichten",
            purpose="Versehentlich Gelöschtes zurückholen",
            basis=TASK,
            begins=Begin("ab dem Löschen", field="at"),
            where=Q(is_deletion=True),
            period=Period(years=2),
            then=Delete(),
        ),
        while_there(
            code="versions",
            title="Frühere Fassungen",
            purpose="Zeigen, wie das Konzept entstand",
            begins="solange es das Konzept gibt",
            then=Keep("Sie gehören zum Konzept."),
        ),
    ),
    found_by=FoundBy(user="by_id", name=("by_name",), text=("values",), rows=_versions_of_reports),
    if_person_asks=Rewrite(forget_in_version, f"Name wird „{GONE}“, auch in gelöschten Berichten"),
)

DOCUMENT = Table(
    model="concept.ConceptImport",
    title="Hochgeladene Konzeptdokumente",
    subjects=f"{STAFF}; {NAMED}",
    personal={
        "user": "Konto",
        "name": "Dateiname",
        "title": "Titel",
        "lines": Passages("Text des Dokuments"),
        "unplaced": Passages("Nicht zugeordneter Text"),
        "institutions": Passages("Zuordnung der Institutionen"),
        "created_at": "Hochgeladen am",
        "finished_at": "Abgeschlossen am",
        "file": Exempt("Das Dokument der Kommune; sein Text steht unter „Text des Dokuments“."),
        "sha256": Exempt("Prüfsumme des Dokuments; sagt nichts über eine Person."),
    },
    neutral=(
        *("edition", "state", "percent", "step", "columns", "level_names", "file_kind"),
        *("pages", "run", "heartbeat_at"),
    ),
    rules=(
        Rule(
            code="documents",
            title="Abgeschlossene Dokumente, mit Datei und erkannten Einträgen",
            purpose="Nachsehen, woher ein Eintrag stammt",
            basis=TASK,
            begins=Begin("ab der Übernahme oder dem Verwerfen", field="finished_at"),
            where=Q(state__in=_ENDED),
            period=Period(years=2),
            then=Delete(),
        ),
        Rule(
            code="documents-left",
            title="Liegengebliebene Dokumente, mit Datei und erkannten Einträgen",
            purpose="Die Durchsicht fortsetzen",
            basis=TASK,
            begins=Begin("ab dem Hochladen", field="created_at"),
            where=~Q(state__in=_ENDED),
            period=Period(years=1),
            then=Delete(),
        ),
    ),
    found_by=FoundBy(user="user_id", text=("name", "title", "lines", "unplaced", "institutions")),
    if_person_asks=Replace({"user": None}, "Das Konto wird herausgenommen, das Dokument bleibt"),
)

PROPOSAL = Table(
    model="concept.Proposal",
    title="In Dokumenten erkannte Einträge",
    subjects=NAMED,
    personal={
        "title": "Titel",
        "description": "Beschreibung",
        "values": "Weitere Angaben",
        "doubts": "Hinweise",
    },
    neutral=(
        *("document", "parent", "kind", "position", "number", "first_line", "last_line"),
        *("change", "target_id", "version", "is_dropped", "is_corrected"),
    ),
    rules=(
        while_there(
            code="proposals",
            title="Erkannte Einträge",
            purpose="Das Dokument durchsehen",
            begins="solange es das Dokument gibt",
            then=Delete(),
        ),
    ),
    found_by=FoundBy(text=("title", "description", "values", "doubts")),
    if_person_asks=Keep("Die Koordination berichtigt den Text oder verwirft das Dokument."),
)

FILE = Table(
    model="concept.Attachment",
    title="Dateien des Konzepts",
    subjects=NAMED,
    personal={
        "title": "Bezeichnung",
        "name": "Dateiname",
        "file": Exempt("Dateien werden nicht durchsucht; die Koordination sieht sie durch."),
    },
    neutral=(
        *("edition", "measure", "media_type", "size"),
        *("added_at", "published_at", "copied_from"),
    ),
    rules=(
        while_there(
            code="files",
            title="Dateien des Konzepts",
            purpose="Unterlagen zu Maßnahmen bereithalten",
            begins="bis die Koordination die Datei löscht",
            then=Delete(),
        ),
    ),
    found_by=FoundBy(text=("title", "name")),
    if_person_asks=Keep("Die Koordination löscht oder ersetzt die Datei."),
    recipients="Öffentliche Dateien: Öffentlichkeit",
)


def _text(
    model: str, title: str, code: str, personal: dict[str, str], neutral: tuple[str, ...]
) -> Table:
    """Texts of the concept: about no person, but a name may stand in them."""
    rule = while_there(
        code=code,
        title=title,
        purpose="Das Konzept festhalten, das der Rat beschlossen hat",
        begins="solange es das Konzept gibt, danach im Archiv der Kommune",
        then=Keep("Das Konzept ist ein beschlossenes Dokument; Namen nimmt die Redaktion heraus."),
    )
    return text(
        model,
        rule,
        personal,
        neutral,
        subjects=NAMED,
        if_person_asks="Die Redaktion nimmt den Namen aus dem Text; ältere Fassungen auch.",
        recipients="Veröffentlichte Texte: Öffentlichkeit",
    )


_ITEM = {"title": "Titel", "description": "Beschreibung"}
_PLACE = ("number", "position", "is_draft", "version")
_ENTRY = ("edition", "position")
_MEASURE = {
    **_ITEM,
    "approach": "Ansatz",
    "period": "Zeitraum in Worten",
    "cost": "Kosten in Worten",
    "funding": "Finanzierung",
    "indicators": "Woran man Erfolg erkennt",
    "internal_notes": "Interne Notizen",
}
_EDITION = {
    "label": "Bezeichnung",
    "preamble": "Vorwort",
    "process": "Wie das Konzept entstanden ist",
    "adopted_by": "Beschlossen von",
}

TEXTS: Policy = (
    _text("concept.Field", "Handlungsfelder", "fields", _ITEM, ("edition", "predecessor", *_PLACE)),
    _text("concept.Topic", "Unterthemen", "topics", _ITEM, ("field", "predecessor", *_PLACE)),
    _text("concept.Goal", "Ziele", "goals", _ITEM, ("field", "topic", "predecessor", *_PLACE)),
    _text(
        "concept.Measure",
        "Maßnahmen",
        "measures",
        _MEASURE,
        (
            *("edition", "field", "topic", "goal", "kind", "begins_on", "ends_on", "cost_eur"),
            *("status", "reported_on", *_PLACE),
        ),
    ),
    _text(
        "concept.Edition",
        "Fassungen des Konzepts",
        "editions",
        _EDITION,
        (
            *("concept", "adopted_on", "paper_number", "valid_from", "valid_until"),
            *("shared_at", "published_at", "version"),
            *("predecessor", "is_amendment", "adopted_at", "created_at"),
        ),
    ),
    _text(
        *("concept.MeasureSuccession", "Fortschreibung der Maßnahmen", "successions"),
        {"reason": "Begründung"},
        ("edition", "predecessor", "successor", "kind"),
    ),
    _text(
        "concept.MeasureLink",
        "Links von Maßnahmen",
        "links",
        {"title": "Bezeichnung", "url": "Adresse"},
        ("measure", "position"),
    ),
    _text(
        "concept.Guideline", "Leitlinien", "guidelines", {**_ITEM, "question": "Leitfrage"}, _ENTRY
    ),
    _text("concept.Dimension", "Dimensionen der Integration", "dimensions", _ITEM, _ENTRY),
    _text("concept.CrossCuttingTheme", "Querschnittsthemen", "themes", _ITEM, _ENTRY),
    _text("concept.TargetGroup", "Zielgruppen", "target-groups", _ITEM, _ENTRY),
    _text(
        "concept.ProcessStep",
        "Schritte der Entstehung",
        "steps",
        {**_ITEM, "date_text": "Wann"},
        _ENTRY,
    ),
)

POLICY: Policy = (
    REPORT,
    DRAFT,
    VERSION,
    DOCUMENT,
    PROPOSAL,
    FILE,
    *TEXTS,
    NoPersonalData("concept.Concept", "Titel und die Namen der Ebenen; niemand kommt darin vor."),
    NoPersonalData(
        "concept.MeasureResponsibility", "Verbindet Maßnahme und Institution, nennt keine Person."
    ),
)
