"""What is kept of institutions and their contact persons, why, and how long."""

from miteinander.kernel.retention.periods import Period
from miteinander.kernel.retention.policy import (
    TASK,
    Begin,
    Delete,
    FoundBy,
    Keep,
    Policy,
    Rule,
    Table,
)
from miteinander.kernel.retention.shapes import while_there

ORGANISATION = Table(
    model="network.Organisation",
    title="Institutionen",
    subjects="Ansprechpersonen und Inhaber kleiner Einrichtungen",
    personal={
        "name": "Name",
        "short_name": "Kurzname",
        "description": "Beschreibung",
        "address": "Anschrift",
        "phone": "Telefon",
        "email": "E-Mail",
        "website": "Webseite",
    },
    neutral=("kind",),
    rules=(
        while_there(
            code="organisations",
            title="Institutionen",
            purpose="Wissen, wer eine Maßnahme trägt",
            begins="solange die Institution mitarbeitet",
            then=Keep("Die Koordination löscht Institutionen, die nicht mehr mitarbeiten."),
        ),
    ),
    found_by=FoundBy(
        mail=("email",),
        text=("name", "short_name", "description", "address", "phone", "website"),
    ),
    if_person_asks=Keep("Die Koordination nimmt den Namen bei der Institution heraus."),
    recipients="Mitarbeitende; öffentlich ist nur der Name der Institution",
)

PERSON = Table(
    model="network.Person",
    title="Ansprechpersonen in Institutionen",
    subjects="Ansprechpersonen",
    personal={
        "organisation": "Institution",
        "first_name": "Vorname",
        "last_name": "Nachname",
        "function": "Aufgabe",
        "email": "E-Mail",
        "phone": "Telefon",
        "changed_at": "Zuletzt geändert",
    },
    rules=(
        Rule(
            code="contacts",
            title="Ansprechpersonen, an denen lange niemand etwas geändert hat",
            purpose="Die Institution erreichen",
            basis=TASK,
            begins=Begin("ab der letzten Änderung", field="changed_at"),
            period=Period(years=3),
            then=Delete(with_traces=True),
        ),
    ),
    found_by=FoundBy(contact="pk", mail=("email",), text=("function",)),
    if_person_asks=Delete(),
)

REPRESENTATIVE = Table(
    model="network.Representative",
    title="Wer für eine Institution berichtet",
    subjects="Menschen mit der Rolle Partner",
    personal={"user": "Konto", "organisation": "Institution"},
    neutral=("membership",),
    rules=(
        while_there(
            code="representatives",
            title="Sprecherinnen und Sprecher von Institutionen",
            purpose="Wissen, wer für eine Institution berichten darf",
            begins="bis die Koordination es beendet oder die Rolle entzieht",
            then=Delete(),
        ),
    ),
    found_by=FoundBy(user="user_id"),
    if_person_asks=Delete(),
)

POLICY: Policy = (ORGANISATION, PERSON, REPRESENTATIVE)
