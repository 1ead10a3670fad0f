"""The trail's verbs in German: "measure.published" becomes "hat die Maßnahme 12 veröffentlicht".

A verb is looked up as a whole first, then by the word after its last dot. A test finds every verb
in the code and fails for one without a sentence.
"""

import re
from functools import cache

from django.apps import apps
from django.urls import get_resolver

from miteinander.kernel.slugs import slug_of

OBJECT = "{object}"
PAGE = "page."  # before the name of an address
NOBODY = "jemanden ohne Konto"
_PARAMETER = re.compile(r"%\(\w+\)s")

# By the whole verb.
SENTENCES = {
    "answer.confirmed": "hat {object} als Bericht veröffentlicht",
    "answer.prepared": "hat aus {object} eine öffentliche Fassung vorbereitet",
    "answer.reopened": "hat {object} wieder zur Durchsicht geöffnet",
    "answer.returned": "hat zu {object} zurückgefragt",
    "answer.handed_in": "hat {object} abgegeben",
    "answer.misdirected": "hat zu {object} jemand anderen genannt",
    "answer.taken_up": "hat {object} zum Berichtigen wieder geöffnet",
    "learner.reopened": "lässt wieder einen Kurs suchen für {object}",
    "learner.withdrawn": "hat {object} beendet",
    "learners.exported": "hat Kurswünsche mit Namen als Tabelle geladen",
    "learners.viewed": "hat eine Liste mit Namen von Menschen geöffnet, die einen Kurs suchen",
    "offer.accepted": "hat {object} zugesagt",
    "offer.expired": "hat die Frist ablaufen lassen für {object}",
    "offer.extended": "hat die Frist geändert für {object}",
    "offer.made": "hat einen Platz angeboten: {object}",
    "offer.refused": "hat {object} abgesagt",
    "offer.reported": "hat festgehalten, was wurde aus: {object}",
    "offer.sent": "hat Bescheid gegeben über {object}",
    "placement.calculated": "hat Vorschläge berechnet: {object}",
    "placement.failed": "konnte keine Vorschläge berechnen: {object}",
    "placement.started": "lässt Vorschläge berechnen: {object}",
    "proposal.accepted": "hat {object} angenommen",
    "proposal.changed": "hat statt des vorgeschlagenen einen anderen Kurs gewählt: {object}",
    "proposal.refused": "hat {object} abgelehnt",
    "read": "hat {object} angesehen",
    "access.exported": "hat Auskunft gegeben über {object}",
    "access.viewed": "hat angesehen, was gespeichert ist über {object}",
    "account.renamed": "hat den eigenen Namen geändert",
    "conditions.added": "hat die üblichen Zugangsbedingungen angelegt",
    "course_requests.exported": "hat Anmeldewünsche als Tabelle heruntergeladen",
    "participants.exported": "hat die Liste einer Fortbildung heruntergeladen",
    "participant.certified": "hat die Teilnahme bescheinigt",
    "attendance.noted": "hat die Anwesenheit eingetragen",
    "concept.started": "hat das Konzept begonnen",
    "digest.ended": "hat {object} abbestellt",
    "digest.ordered": "hat {object} wieder bestellt",
    "digest.sent": "hat {object} verschickt",
    "edition.adopted": "hat den Beschluss über {object} festgehalten",
    "edition.amendment_drafted": "hat {object} als Änderung einer beschlossenen Fassung entworfen",
    "edition.drafted": "hat {object} als nächste Fassung entworfen",
    "edition.shared": "hat {object} mit Gremien, Partnern und Kreis geteilt",
    "followers.told": "hat Neues an alle geschickt, die dem Konzept folgen",
    "hold.ended": "hat {object} aufgehoben",
    "import.dropped": "hat {object} verworfen",
    "import.institutions_chosen": "hat Institutionen aus {object} zugeordnet",
    "import.passage_dismissed": "hat eine Textstelle in {object} beiseitegelegt",
    "import.read": "hat {object} eingelesen",
    "import.read_again": "hat {object} erneut einlesen lassen",
    "import.refused": "konnte {object} nicht einlesen",
    "import.taken_over": "hat {object} in das Konzept übernommen",
    "import.uploaded": "hat {object} hochgeladen",
    "inquiry.link_sent": "hat zu {object} einen neuen Link bekommen",
    "inquiry.passed_on": "hat Maßnahmen weitergegeben: {object}",
    "inquiry.taken_back": "hat Weitergegebenes zurückgenommen: {object}",
    "invitation.accepted": "hat die Einladung angenommen",
    "keys.retired": "hat einen Schlüssel ausgemustert",
    "keys.rewrapped": "hat alle Datenschlüssel neu eingepackt",
    "keys.rotated": "hat einen Schlüssel gewechselt",
    "measures.imported": "hat eine Tabelle mit Maßnahmen eingelesen",
    "measure.succession_decided": "hat bestimmt, was in der nächsten Fassung aus {object} wird",
    "member.added": "hat {object} Zugang gegeben",
    "member.changed": "hat die Rollen von {object} geändert",
    "member.invited": "hat {object} erneut eingeladen",
    "member.removed": "hat {object} den Zugang entzogen",
    "member.signed_out": "hat {object} überall abgemeldet",
    "municipality.changed": "hat die Angaben der Kommune geändert",
    "municipality.set_up": "hat Miteinander für die Kommune eingerichtet",
    "needs.imported": "hat eine Tabelle mit Bedarfen eingelesen",
    "organisations.imported": "hat eine Tabelle mit Institutionen eingelesen",
    "organisation.places_asked": "hat nach freien Kursplätzen gefragt: {object}",
    "own_data.exported": "hat die eigenen Daten heruntergeladen",
    "page.refused": "wurde abgewiesen, die Rolle reicht nicht: {object}",
    "password.changed": "hat das eigene Passwort geändert",
    "password.reset": "hat das eigene Passwort über eine Mail neu gesetzt",
    "password.set": "hat ein erstes Passwort gesetzt",
    "people.exported": "hat die Kontaktpersonen als Tabelle heruntergeladen",
    "person.erased": "hat {object} auf Verlangen gelöscht",
    "persons.imported": "hat eine Tabelle mit Personen eingelesen",
    "proposal.admitted": "hat {object} zusätzlich aufgenommen",
    "proposal.split": "hat {object} von einem anderen abgetrennt",
    "recovery_codes.made": "hat neue Ersatzcodes erzeugt",
    "report.drafted": "hat einen Bericht mit Unveröffentlichtem über {object} erstellt",
    "report_file.asked": "hat einen großen Bericht schreiben lassen",
    "report_file.deleted": "hat einen geschriebenen Bericht gelöscht",
    "report_file.failed": "konnte einen großen Bericht nicht schreiben",
    "report_file.written": "hat einen großen Bericht geschrieben",
    "report_template.added": "hat eine Word-Vorlage für Berichte hochgeladen",
    "report_template.deleted": "hat die Word-Vorlage für Berichte entfernt",
    "representative.added": "hat bestimmt, wer für eine Institution berichtet",
    "representative.removed": "hat beendet, dass jemand für eine Institution berichtet",
    "retention.confirmed": "hat eine Löschung bestätigt",
    "retention.erased": "hat gelöscht, dessen Frist abgelaufen war: {object}",
    "retention.resumed": "hat eine unterbrochene Löschung fortgesetzt",
    "runs.imported": "hat eine Tabelle mit Kursen eingelesen",
    "run.reported": "hat Stand und freie Plätze gemeldet: {object}",
    "round.closed": "hat {object} abgeschlossen",
    "round.extended": "hat die Frist von {object} geändert",
    "round.reminded": "hat zu {object} erinnert",
    "round.reopened": "hat {object} wieder geöffnet",
    "round.sent": "hat {object} verschickt",
    "inquiry.extended": "hat zu {object} noch eine Maßnahme erfragt",
    "answer.joined": "hat beim Zusammenführen zweier Institutionen Antworten vereint: {object}",
    "inquiry.joined": "hat beim Zusammenführen zweier Institutionen {object} übernommen",
    "inquiry.link_renewed": "hat zu {object} einen neuen Link geschickt",
    "letter.sent_again": "hat {object} noch einmal geschickt",
    "passkey.failed": "wurde mit einem falschen Passkey nicht angemeldet",
    "second_factor.added": "hat einen zweiten Faktor eingerichtet",
    "second_factor.failed": "hat sich mit einem falschen Code oder Passkey anmelden wollen",
    "second_factor.optional": "hat den zweiten Faktor freigestellt",
    "second_factor.removed": "hat einen zweiten Faktor entfernt",
    "second_factor.required": "hat den zweiten Faktor zur Pflicht gemacht",
    "session.ended": "hat eine eigene Anmeldung beendet",
    "sign_in.done": "hat sich angemeldet",
    "sign_in.failed": "wurde mit einem falschen Passwort nicht angemeldet",
    "sign_in.locked": "wurde nach zu vielen Fehlversuchen vorübergehend gesperrt",
    "sign_out.done": "hat sich abgemeldet",
    "token.created": "hat einem Programm Zugang gegeben",
    "token.refused": "hat ein Programm abgewiesen, dessen Zugang nicht (mehr) gilt: {object}",
    "token.revoked": "hat einem Programm den Zugang gesperrt",
    "token.used": "hat über ein Programm gelesen",
    "trail.exported": "hat das Protokoll als Tabelle heruntergeladen",
    "subscription.confirmed": "hat {object} bestätigt",
    "subscription.ended": "hat {object} beendet",
}
# By the word after the last dot.
ENDINGS = {
    "added": "hat {object} angelegt",
    "brought_back": "hat {object} wieder aufgenommen",
    "changed": "hat {object} geändert",
    "corrected": "hat {object} berichtigt",
    "deleted": "hat {object} gelöscht",
    "destroyed": "hat {object} vernichtet",
    "left_out": "hat {object} ausgelassen",
    "merged": "hat in {object} etwas Gleiches zusammengeführt",
    "moved": "hat {object} verschoben",
    "placed": "hat {object} eingeordnet",
    "printed": "hat Fragebögen mit persönlichen Links heruntergeladen: {object}",
    "published": "hat {object} veröffentlicht",
    "reordered": "hat {object} umsortiert",
    "shared": "hat {object} mit Gremien und Partnern geteilt",
    "unshared": "hat das Teilen von {object} beendet",
    "restored": "hat {object} wiederhergestellt",
    "withdrawn": "hat {object} aus der Öffentlichkeit genommen",
}
# Kinds of objects with their article; others go without ("hat Anfrage 3 geändert").
OBJECTS = {
    "assessment.goaljudgement": "die Bewertung",
    "assessment.need": "den Bedarf",
    "concept.attachment": "die Datei",
    "concept.concept": "das Konzept",
    "concept.conceptimport": "das Dokument",
    "concept.crosscuttingtheme": "das Querschnittsthema",
    "concept.dimension": "die Dimension",
    "concept.edition": "die Fassung",
    "concept.field": "das Handlungsfeld",
    "concept.goal": "das Ziel",
    "concept.guideline": "die Leitlinie",
    "concept.measure": "die Maßnahme",
    "concept.processstep": "den Schritt der Entstehung",
    "concept.proposal": "den erkannten Eintrag",
    "concept.statusreport": "den Statusbericht",
    "concept.targetgroup": "die Zielgruppe",
    "concept.topic": "das Unterthema",
    "courses.district": "den Ortsteil",
    "courses.learner": "den Kurswunsch",
    "courses.placementproposal": "den Vorschlag",
    "courses.placementround": "den Vermittlungslauf",
    "courses.placeoffer": "das Platzangebot",
    "courses.accesscondition": "die Zugangsbedingung",
    "courses.course": "den Kurs",
    "courses.courserequest": "den Anmeldewunsch",
    "courses.courserun": "den Durchgang",
    "courses.participant": "die Teilnahme",
    "courses.attendance": "die Anwesenheit",
    "rounds.answer": "die Antwort",
    "following.subscription": "das Abonnement",
    "rounds.answerfile": "die Datei zu einer Antwort",
    "rounds.inquiry": "die Anfrage",
    "accounts.weeklydigest": "den Wochenüberblick",
    "accounts.identityprovider": "den Anmeldedienst",
    "kernel.legalhold": "die Löschsperre",
    "kernel.datakey": "den Datenschlüssel",
    "kernel.municipality": "die Kommune",
    "reporting.reportfile": "den geschriebenen Bericht",
    "reporting.reporttemplate": "die Word-Vorlage",
    "network.organisation": "die Institution",
    "network.person": "die Kontaktperson",
    "rounds.letter": "das Schreiben",
    "rounds.round": "die Berichtsrunde",
}


def has_sentence(verb: str) -> bool:
    """Whether the verb can be said in German."""
    return verb in SENTENCES or verb.rpartition(".")[2] in ENDINGS


def said(verb: str, thing: str) -> str:
    """What was done with a thing ("die Maßnahme 12"), without who did it."""
    return _pattern(verb).replace(OBJECT, thing)


def deed(verb: str) -> str:
    """What was done, whatever the thing: "veröffentlicht"."""
    words = _pattern(verb).replace(OBJECT, "…").removeprefix("hat ").removeprefix("… ")
    return words[:1].upper() + words[1:]


def deed_code(verb: str) -> str:
    """The same as a word for an address; verbs that say the same share it."""
    return slug_of(deed(verb))


def thing(kind: str, pk: int | None) -> str:
    """The thing as the object of a sentence: "die Maßnahme 12"."""
    name = OBJECTS.get(kind) or kind_name(kind)
    return name if pk is None else f"{name} {pk}"


def kind_name(kind: str) -> str:
    """The German name of a kind of object; what the code does not know any more keeps its code."""
    if kind.startswith(PAGE):
        return f"Seite „{_address(kind.removeprefix(PAGE))}“"
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind or NOBODY


@cache
def _address(name: str) -> str:
    """Where a page of the workspace lies, as the browser shows it ("datenschutz/protokoll").

    The name that the code has for it says nothing to a reader. What is gone keeps that name.
    """
    _, workspace = get_resolver().namespace_dict["workspace"]
    for possibilities, *_ in workspace.reverse_dict.getlist(name):
        path = _PARAMETER.sub("…", possibilities[0][0])
        return path.strip("/") or name
    return name


def _pattern(verb: str) -> str:
    plain = f"hat {OBJECT} bearbeitet ({verb})"
    return SENTENCES.get(verb) or ENDINGS.get(verb.rpartition(".")[2]) or plain


# Columns of the trail whose codes are said in German where a person reads them.
FIELDS = {
    ("kernel.AuditEvent", "verb"): deed,
    ("kernel.AuditEvent", "object_kind"): kind_name,
}
