"""The columns of the tables in which institutions and people are exported and imported."""

from miteinander.ui.tables.columns import Column

ORGANISATION = (
    Column("Name", "name", ("Institution", "Einrichtung", "Organisation", "Träger"), True),
    Column("Kurzname", "short_name", ("Abkürzung", "Kürzel")),
    Column("Art", "kind", ("Typ", "Kategorie")),
    Column("Beschreibung", "description"),
    Column("Anschrift", "address", ("Adresse",)),
    Column("Telefon", "phone", ("Tel.", "Telefonnummer")),
    Column("E-Mail", "email", ("Mail", "Email", "E-Mail-Adresse")),
    Column("Webseite", "website", ("Website", "Internet", "Homepage", "URL")),
)
PERSON = (
    Column("Nachname", "last_name", ("Name", "Familienname"), True),
    Column("Vorname", "first_name"),
    Column("Institution", "organisation", ("Einrichtung", "Organisation", "Träger"), True),
    Column("Aufgabe", "function", ("Funktion", "Position", "Rolle")),
    Column("E-Mail", "email", ("Mail", "Email", "E-Mail-Adresse")),
    Column("Telefon", "phone", ("Tel.", "Telefonnummer")),
)
