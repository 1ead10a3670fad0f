"""The columns of the table in which runs are exported and imported. Knows no database."""

from dataclasses import replace

from miteinander.ui.tables.columns import Column

RUN = (
    Column("Kursnummer", "number", ("Nummer", "Kurs-Nr.", "Course number", "Number")),
    Column("Institution", "organisation", ("Anbieter", "Träger", "Provider"), True),
    Column("Art", "kind", ("Kursart", "Type", "Kind")),
    Column("Titel", "title", ("Kurs", "Name", "Kurstitel", "Title", "Course"), True),
    Column("Beschreibung", "description", ("Description", "Inhalt")),
    Column("Niveau von", "level_from", ("Niveau zu Beginn", "Eingangsniveau", "Level from")),
    Column("Niveau bis", "level_to", ("Ziel", "Zielniveau", "Level to")),
    Column("Modul", "module", ("Module", "Kursabschnitt")),
    Column("UE", "hours", ("Unterrichtseinheiten", "Stunden", "Hours", "Lessons")),
    Column("Preis in Euro", "price", ("Preis", "Kosten", "Gebühr", "Price", "Fee")),
    Column("Hinweis zum Preis", "price_note", ("Ermäßigung", "Price note")),
    Column("Kinderbetreuung", "child_care", ("Child care", "Childcare")),
    Column("Sprachen", "languages", ("Hilfe in den Sprachen", "Languages")),
    Column("Wer kommen kann", "conditions", ("Zugang", "Zugangsbedingungen", "Access")),
    Column("Beginn", "starts_on", ("Von", "Startdatum", "Beginn Datum", "Start", "Start date")),
    Column("Ende", "ends_on", ("Bis", "Enddatum", "Ende Datum", "End", "End date")),
    Column("Anmeldung bis", "register_by", ("Anmeldeschluss", "Register by")),
    Column("Einstieg jederzeit", "is_open_entry", ("Quereinstieg", "Open entry")),
    Column("Kurszeiten", "times", ("Zeiten", "Unterrichtszeiten", "Uhrzeit", "Times")),
    Column("Hinweis zu den Zeiten", "times_note", ("Bemerkung zur Zeit", "Times note")),
    Column("Anzahl der Termine", "sessions_announced", ("Termine", "Sessions")),
    Column("Plätze", "capacity", ("Kapazität", "Teilnehmer max", "Capacity")),
    Column("Freie Plätze", "free_places", ("frei", "Free places")),
    Column("Warteliste", "waiting", ("auf der Warteliste", "Waiting")),
    Column("Gemeldet am", "reported_on", ("Stand vom", "Reported on")),
    Column("Mit Warteliste", "has_waiting_list", ("Waiting list",)),
    Column("Stand", "state", ("Status", "State")),
    Column("Begründung zum Stand", "reason", ("Begründung", "Reason")),
    Column("Ort", "place", ("Veranstaltungsort", "Kursort", "Lehrstätte", "Place", "Venue")),
    Column("Anschrift", "address", ("Adresse", "Straße", "Address")),
    Column("Ohne Stufen", "is_accessible", ("barrierefrei", "Accessible")),
    Column("Breite", "latitude", ("Breitengrad", "Lat", "Latitude")),
    Column("Länge", "longitude", ("Längengrad", "Lon", "Lng", "Longitude")),
    Column("Anmeldung im Netz", "url", ("Link", "Webseite", "URL", "Website")),
)
# In the table of a single institution its name goes without saying.
OWN = tuple(replace(one, is_needed=one.field == "title") for one in RUN)
