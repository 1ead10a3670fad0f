"""The words of a questionnaire, the same on paper and in Word."""

from django.utils.formats import date_format

from miteinander.concept.choices import Status
from miteinander.rounds.choices import Question
from miteinander.rounds.papers import Papers, Questionnaire
from miteinander.rounds.said import MEANINGS
from miteinander.ui.papers import About

HEADING = "Wie weit sind Ihre Maßnahmen?"
STATUS = "Wie weit ist die Maßnahme? Bitte kreuzen Sie eines an."
UNCHANGED = "Es hat sich nichts geändert. Dann brauchen Sie hierzu nichts mehr auszufüllen."
NO_REPORT = "Zu dieser Maßnahme wurde noch nichts berichtet."
OTHER = "Jemand anderes ist zuständig. Bitte fragen Sie:"
SIGNED = ("Ausgefüllt von", "Telefon oder E-Mail", "Datum")
NOTHING = "Zu dieser Anfrage ist alles beantwortet. Vielen Dank!"
ONLINE = (
    "Im Internet geht es schneller, ohne Konto und ohne Passwort. Der Link ist nur für Sie; bitte "
    "geben Sie ihn nicht weiter:"
)
_HINTS = {
    Question.NOTE: "zwei Sätze genügen",
    Question.COST: "Euro, geschätzt genügt",
    Question.PERSONS: "Anzahl",
}
_NUMBERS = (Question.COST, Question.PERSONS)


def about(papers: Papers) -> About:
    """What the file says about itself."""
    names = {one.institution for one in papers.forms}
    whom = f", {names.pop()}" if len(names) == 1 else ""
    author = f"{papers.office}, {papers.town}" if papers.office else papers.town
    return About(f"Fragebogen: {papers.title}{whom}", author, papers.made_on)


def lead(one: Questionnaire, papers: Papers) -> str:
    """Who asks whom about what."""
    number = len(one.items)
    many = "1 Maßnahme" if number == 1 else f"{number} Maßnahmen"
    begins, ends = papers.period_from, papers.period_until
    return (
        f"{papers.office or papers.town} fragt {one.institution} nach {many} im Zeitraum "
        f"{begins:%d.%m.%Y} bis {ends:%d.%m.%Y}."
    )


def intro(papers: Papers) -> list[str]:
    """Until when, and how."""
    return [
        f"Bitte antworten Sie bis zum {date_format(papers.due_on, 'j. F Y')}.",
        "Kreuzen Sie je Maßnahme den Stand an und schreiben Sie zwei Sätze dazu. Was Sie nicht "
        "wissen, lassen Sie frei.",
    ]


def back(papers: Papers) -> list[str]:
    """Where the paper goes, line by line."""
    lines = [papers.office, papers.town, *papers.address]
    return [line for place, line in enumerate(lines) if line and line not in lines[:place]]


def contact(papers: Papers) -> list[str]:
    """Whom to ask, or where a scan goes."""
    found = [
        f"E-Mail: {papers.email}" if papers.email else "",
        f"Telefon: {papers.phone}" if papers.phone else "",
    ]
    return [line for line in found if line]


def statuses() -> list[list[str]]:
    """(word, what it means), in the order of the form."""
    return [[str(status.label), MEANINGS[status]] for status in Status]


def texts(papers: Papers) -> list[tuple[str, str]]:
    """(question, hint) of what is answered in sentences."""
    return [_asked(code) for code in papers.questions if code not in _NUMBERS]


def numbers(papers: Papers) -> list[tuple[str, str]]:
    """(question, hint) of what is answered by a number."""
    return [_asked(code) for code in papers.questions if code in _NUMBERS]


def asked(papers: Papers) -> list[tuple[str, str, str]]:
    """(code, question, hint) of everything beside the status: sentences, then numbers."""
    sentences = [code for code in papers.questions if code not in _NUMBERS]
    numbers_last = [code for code in papers.questions if code in _NUMBERS]
    return [(code, *_asked(code)) for code in (*sentences, *numbers_last)]


def _asked(code: str) -> tuple[str, str]:
    question = Question(code)
    return str(question.label), _HINTS.get(question, "")
