"""What an answer says, as pairs of question and text for pages and paper. Pure words."""

from miteinander.concept.choices import Status
from miteinander.concept.values import Values
from miteinander.rounds.choices import Question

# What the statuses mean, in the words of whoever chooses one.
MEANINGS = {
    Status.NOT_PLANNED: "Es gibt noch keinen Plan, wann und wie.",
    Status.PLANNED: "Der Beginn steht fest oder wird vorbereitet.",
    Status.STARTED: "Die Arbeit hat angefangen.",
    Status.ADVANCED: "Ein großer Teil ist getan.",
    Status.COMPLETED: "Alles ist getan, nichts folgt mehr.",
    Status.PERMANENT: "Es läuft auf Dauer weiter.",
    Status.PAUSED: "Die Arbeit ist unterbrochen und soll weitergehen.",
    Status.DISCONTINUED: "Die Maßnahme wird nicht weiter verfolgt.",
    Status.TRANSFERRED: "Ein anderer Plan führt die Maßnahme weiter.",
    Status.UNKNOWN: "Sie wissen es gerade nicht.",
}
_UNITS = {Question.COST: " €"}


def said(values: Values) -> list[tuple[str, str]]:
    """(question, text) of all that is said; what is empty is left out."""
    pairs = []
    if status := values.get("status"):
        word = str(Status(status).label)
        unchanged = " (keine Änderung)" if values.get("is_unchanged") else ""
        pairs.append(("Stand", f"{word}{unchanged}"))
    for question in Question:
        value = values.get(question, "")
        if value != "":
            text = german_number(value) if question == Question.COST else str(value)
            pairs.append((str(question.label), f"{text}{_UNITS.get(question, '')}"))
    return pairs


def german_number(value: str) -> str:
    """ "12000.50" as "12.000,50"."""
    whole, _, cents = value.partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{cents}" if cents.strip("0") else "")
