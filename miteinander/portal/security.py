"""What the page about security says; `docs/security.md` names the test behind each sentence."""

# (against whom or what, how)
PROTECTED = (
    (
        "Neugierige aus anderen Kommunen",
        "Jeder Eintrag gehört zu genau einer Kommune. Eine Abfrage ohne Kommune scheitert; in "
        "PostgreSQL verweigert zusätzlich die Datenbank selbst fremde Zeilen. Der Kreis liest "
        "nur, was seine Städte veröffentlicht oder geteilt haben, das Land nur, was seine "
        "Kreise.",
    ),
    (
        "Kolleginnen und Kollegen ohne Auftrag",
        "Jede Seite hat eine Regel, welche Rolle sie öffnet. Die Rolle Betrieb sieht auf den "
        "Seiten keine Inhalte. Die Rolle Prüfung sieht das Protokoll, aber keine Inhalte.",
    ),
    (
        "Neugier auf Menschen, die einen Kurs suchen",
        "Name, Kontakt und Grund sind mit einem eigenen Schlüssel je Mensch verschlüsselt. "
        "Lotsinnen und Lotsen sehen nur, wen sie selbst eingetragen haben; die "
        "Vermittlungsstelle und die Koordination sehen alle. Wer Listen und Einträge öffnet, "
        "steht im Protokoll. Beim Löschen wird der Schlüssel vernichtet.",
    ),
    (
        "Gestohlene Passwörter",
        "Ein zweiter Faktor oder ein Passkey; die Kommune kann ihn von allen verlangen, die "
        "koordinieren, beraten, begleiten, vermitteln, prüfen oder betreiben. Häufige Passwörter "
        "werden abgelehnt, und solche, die anderswo gestohlen wurden, wenn der Betrieb eine "
        "Liste davon hinterlegt hat; dafür wird kein anderer Dienst gefragt. Wer oft falsch rät, "
        "muss warten, und die Person bekommt eine Mail. Ist ein Gerät verloren, kann die "
        "Koordination sie überall abmelden. Auskünfte über Menschen, Änderungen von Rechten und "
        "die Liste der Personen verlangen eine frische Anmeldung.",
    ),
    (
        "Abgefangene oder weitergeleitete Links",
        "Ein persönlicher Link aus einer Mail gilt für einen Zweck und hat ein Ende; kein "
        "Buchstabe darin lässt sich ändern. Eine Einladung gilt sieben Tage und einmal. Ansehen "
        "ändert nichts; erst das Absenden tut es.",
    ),
    (
        "Mitlesen auf dem Weg",
        "Hinter dem vorgesehenen Proxy werden die Seiten nur verschlüsselt ausgeliefert, mit TLS "
        "1.2 oder 1.3 und Verfahren, die das BSI empfiehlt.",
    ),
    (
        "Heimliche Änderungen",
        "Ein Protokoll hält fest, wer was getan hat, wer Daten über Menschen angesehen oder "
        "mitgenommen hat und wer abgewiesen wurde, nur mit Nummern. Seine Einträge sind "
        "verkettet: Wer einen verändert oder das Ende abschneidet, fällt auf, wenn der Betrieb "
        "den Stand regelmäßig außerhalb ablegt.",
    ),
    (
        "Verlorene Datenträger und Sicherungen",
        "Sicherungen werden beim Schreiben verschlüsselt. Der Server selbst kann sie nicht "
        "öffnen; der Schlüssel dazu liegt woanders.",
    ),
    (
        "Vergessene Daten",
        "Für jedes Feld steht fest, wozu es da ist und wie lange es bleibt. Fälliges wird "
        "gezeigt, bestätigt und gelöscht, auch nach dem Einspielen einer alten Sicherung, wenn "
        "das Löschverzeichnis mit eingespielt wird.",
    ),
    (
        "Präparierte Dateien und Eingaben",
        "Was eine Datei ist, entscheidet ihr Inhalt. Bilder werden neu gezeichnet, ohne Ort und "
        "Kamera. Dokumente liest ein eigener Prozess mit engen Grenzen. Formeln in Tabellen "
        "werden unschädlich gemacht.",
    ),
    (
        "Fremde Webseiten und Werbenetze",
        "Die Seiten laden nichts von anderen Anbietern und setzen keine Cookies, solange sich "
        "niemand anmeldet oder ein Formular öffnet.",
    ),
)
UNPROTECTED = (
    "Wer den laufenden Server beherrscht, kann lesen, was dort gespeichert ist.",
    "Wer Datenbank und Schlüsselbund zugleich besitzt, kann auch ein falsches Protokoll "
    "schreiben; nur außerhalb abgelegte Stände verraten ihn.",
    "Wer den persönlichen Link einer Institution zu einer Berichtsrunde hat, kann bis zu 120 "
    "Tage für sie antworten, ohne sich anzumelden. Wer ihn weitergibt, gibt auch das weiter.",
    "Von Redaktion, Partnern und Gremien wird kein zweiter Faktor verlangt; einrichten können "
    "sie ihn.",
    "Die kleine Fassung mit eingebauter Datenbank (SQLite) hat nur eine der beiden Mauern "
    "zwischen Kommunen.",
    "Viren in PDF- und Office-Dateien werden nicht gesucht.",
    "Ob ein Passwort anderswo gestohlen wurde, weiß Miteinander nur, wenn der Betrieb eine Liste "
    "solcher Passwörter hinterlegt hat, und nur, wenn jemand ein neues Passwort wählt.",
    "Namen in freien Texten findet die Auskunft, aber sie werden nicht von selbst herausgenommen.",
    "Gegen eine rechtmäßige Weitergabe an Behörden schützt keine Technik.",
    "Ob der eigene Anmeldedienst der Kommune nach einem zweiten Faktor fragt, wird nur geprüft, "
    "wenn sie das so einstellt; glauben muss Miteinander ihm.",
)
OWN_PART = (
    "Rollen sparsam vergeben und wieder nehmen, wenn jemand die Aufgabe wechselt.",
    "Ist ein Gerät verloren: die Person unter Zugänge überall abmelden.",
    "Den zweiten Faktor verlangen: im Arbeitsbereich unter Kommune, Anmeldung.",
    "Fälliges prüfen und löschen: im Arbeitsbereich unter Datenschutz.",
    "Jemandem die Rolle Prüfung und Datenschutz geben, der nicht selbst koordiniert.",
    "Den Betrieb nach der letzten Sicherung und der letzten Probe des Einspielens fragen.",
)
