"""What the kernel and the libraries below it keep of people, why, and how long."""

from typing import Any

from django.db.models import Q

from miteinander.kernel.retention.periods import Period
from miteinander.kernel.retention.policy import (
    OPERATOR,
    PROOF,
    TASK,
    Begin,
    Delete,
    Exempt,
    FoundBy,
    Keep,
    NoPersonalData,
    Policy,
    Rule,
    Table,
)


def _in_trail(subject: Any) -> Q:
    """Entries by the person, and entries about the account or the contact person."""
    found = Q(pk__in=[])
    if subject.user_id is not None:
        found |= Q(user_id=subject.user_id)
        found |= Q(object_kind="accounts.user", object_id=subject.user_id)
    if subject.contact_id is not None:
        found |= Q(object_kind="network.person", object_id=subject.contact_id)
    return found


def _held(subject: Any) -> Q:
    found = Q(pk__in=[])
    for kind, key in (
        ("accounts.user", subject.user_id),
        ("network.person", subject.contact_id),
    ):
        if key is not None:
            found |= Q(kind=kind, key=str(key))
    return found


MUNICIPALITY = Table(
    model="kernel.Municipality",
    title="Kommune mit ihrer Stelle",
    subjects="Mitarbeitende der Stelle, Verantwortliche im Impressum",
    personal={
        "office": "Stelle",
        "email": "E-Mail der Stelle",
        "phone": "Telefon der Stelle",
        "address": "Anschrift der Stelle",
        "welcome": "Begrüßung",
        "imprint": "Impressum",
        "privacy": "Datenschutzerklärung",
        "accessibility": "Erklärung zur Barrierefreiheit",
    },
    neutral=(
        "ags",
        "name",
        "kind",
        "parent",
        "slug",
        "is_active",
        "revision",
        "requires_second_factor",
    ),
    rules=(
        Rule(
            code="municipality",
            title="Angaben der Kommune über sich selbst",
            purpose="Erreichbar sein, Impressumspflicht erfüllen",
            basis="§ 5 DDG, Art. 13 DSGVO",
            begins=Begin("solange die Kommune Miteinander nutzt"),
            then=Keep("Die Koordination hält die Angaben aktuell und nimmt Namen selbst heraus."),
        ),
    ),
    found_by=FoundBy(
        text=(
            *("office", "email", "phone", "address"),
            *("welcome", "imprint", "privacy", "accessibility"),
        )
    ),
    if_person_asks=Keep("Die Koordination nimmt den Namen unter „Kommune“ heraus."),
    recipients="Öffentlichkeit",
)

TRAIL = Table(
    model="kernel.AuditEvent",
    title="Protokoll: wer was wann getan hat",
    subjects="Menschen mit Zugang, Ansprechpersonen",
    personal={
        "user_id": "Konto (Nummer)",
        "at": "Zeitpunkt",
        "door": "Zugang",
        "verb": "Was getan wurde",
        "object_kind": "Woran",
        "object_id": "Nummer",
    },
    neutral=("mark", "key_id", "seal"),
    rules=(
        Rule(
            code="trail",
            title="Einträge im Protokoll",
            purpose="Nachweis, wer Daten geändert oder eingesehen hat; Aufklärung von Missbrauch",
            basis=PROOF,
            begins=Begin("solange die Installation besteht"),
            then=Keep(
                "Das Protokoll ist verkettet und wird nie gekürzt. Es enthält nur Nummern; ist das "
                "Konto gelöscht, führt die Nummer zu niemandem mehr."
            ),
        ),
    ),
    found_by=FoundBy(query=_in_trail),
    if_person_asks=Keep("Nur Nummern; nach dem Löschen des Kontos führen sie zu niemandem mehr."),
    recipients="Prüfung und Datenschutz",
)

MAIL = Table(
    model="kernel.OutgoingMail",
    title="Ausgehende Mails, auch Nachrichten über das Kontaktformular",
    subjects="Empfänger, Absender des Kontaktformulars",
    personal={
        "to": "An",
        "reply_to": "Antwort an",
        "subject": "Betreff",
        "body": "Text",
        "unsubscribe": Exempt("Ein Link, der für die Person handelt."),
        "created_at": "Geschrieben am",
        "sent_at": "Versandt am",
    },
    neutral=(
        *("claimed_at", "handed_at", "failed_at", "delayed_at", "bounced_at", "code"),
        "attempts",
    ),
    rules=(
        Rule(
            code="mail-sent",
            title="Versandte Mails",
            purpose="Rückfragen beantworten, ob eine Mail hinausging",
            basis=TASK,
            begins=Begin("ab dem Versand", field="sent_at"),
            period=Period(days=30),
            then=Delete(),
            is_automatic=True,
        ),
        Rule(
            code="mail-unsent",
            title="Mails, die kein Server angenommen hat",
            purpose="Später noch einmal versuchen",
            basis=TASK,
            begins=Begin("ab dem Schreiben", field="created_at"),
            where=Q(sent_at=None),
            period=Period(days=30),
            then=Delete(),
            is_automatic=True,
        ),
    ),
    found_by=FoundBy(mail=("to", "reply_to"), text=("subject", "body")),
    if_person_asks=Delete(),
    recipients="Empfänger der Mail, Mailserver der Kommune",
)

ERASURES = Table(
    model="kernel.ErasureLog",
    title="Löschverzeichnis",
    subjects="Menschen, deren Daten gelöscht wurden",
    personal={
        "kind": "Art",
        "key": Exempt("Die Nummer von etwas, das es nicht mehr gibt; sie führt zu niemandem."),
        "rule": "Regel",
        "erased_at": "Gelöscht am",
        "files": Exempt("Zufällige Namen von Dateien, die gerade entfernt werden."),
    },
    rules=(
        Rule(
            code="erasures",
            title="Einträge im Löschverzeichnis",
            purpose="Nachweis; nach dem Einspielen einer Sicherung noch einmal löschen",
            basis="Art. 5 Abs. 2, Art. 17 DSGVO",
            begins=Begin("ab der Löschung", field="erased_at"),
            period=Period(years=3, end_of_year=True),
            where=Q(files=[]),
            then=Delete(),
            answers=OPERATOR,
            is_automatic=True,
            in_register=False,
        ),
    ),
    found_by=FoundBy(),
    if_person_asks=Keep("Nur Nummern, die zu niemandem mehr führen."),
    recipients="Prüfung und Datenschutz, Betrieb",
)

HOLDS = Table(
    model="kernel.LegalHold",
    title="Löschsperren",
    subjects="Menschen in einem Streit oder einer Prüfung",
    personal={
        "kind": "Art",
        "key": "Nummer",
        "reason": "Grund",
        "until": "bis",
        "created_at": "Gesetzt am",
        "ended_at": "Beendet am",
        "user_id": Exempt("Wer die Sperre gesetzt hat, ist eine Angabe über jemand anderen."),
    },
    rules=(
        Rule(
            code="holds",
            title="Beendete Löschsperren",
            purpose="Nachweis, warum etwas länger aufbewahrt wurde",
            basis="Art. 17 Abs. 3 Buchst. e DSGVO",
            begins=Begin("ab dem Ende der Sperre", field="ended_at"),
            period=Period(years=1, end_of_year=True),
            then=Delete(),
            answers="Prüfung und Datenschutz",
            is_automatic=True,
        ),
    ),
    found_by=FoundBy(query=_held, text=("reason",)),
    if_person_asks=Keep("Die Sperre endet, wenn ihr Grund wegfällt."),
    recipients="Prüfung und Datenschutz",
)


JOBS = Table(
    model="django_tasks_database.DBTaskResult",
    title="Ergebnisse von Hintergrundaufträgen",
    subjects="niemand unmittelbar: die Aufträge nennen Nummern",
    personal={
        "args_kwargs": Exempt("Nur Nummern von Kommunen, Konten und Vorgängen."),
        "return_value": Exempt("Nur Zahlen und Zustände."),
        "traceback": Exempt("Technische Fehlermeldung, nach 14 Tagen gelöscht."),
        "exception_class_path": Exempt("Name eines Programmfehlers."),
    },
    neutral=(
        *("status", "enqueued_at", "started_at", "finished_at", "priority", "task_path"),
        *("worker_ids", "queue_name", "backend_name", "run_after"),
    ),
    rules=(
        Rule(
            code="jobs",
            title="Erledigte Hintergrundaufträge",
            purpose="Fehler finden",
            basis=PROOF,
            begins=Begin("ab dem Ende des Auftrags", field="finished_at"),
            period=Period(days=14),
            then=Delete(),
            answers=OPERATOR,
            is_automatic=True,
            in_register=False,
        ),
    ),
    found_by=FoundBy(),
    if_person_asks=Keep("Nur Nummern, nach 14 Tagen gelöscht."),
    recipients="Betrieb",
)

POLICY: Policy = (
    MUNICIPALITY,
    TRAIL,
    MAIL,
    ERASURES,
    HOLDS,
    JOBS,
    NoPersonalData("kernel.AuditSeal", "Prüfsummen über Einträge des Protokolls."),
    NoPersonalData("kernel.DataKey", "Schlüssel einzelner Einträge, verpackt; ohne Bezug."),
    NoPersonalData("auth.Permission", "Von Django mitgebracht, nicht benutzt."),
    NoPersonalData("auth.Group", "Von Django mitgebracht, nicht benutzt."),
    NoPersonalData("contenttypes.ContentType", "Namen von Tabellen."),
)
