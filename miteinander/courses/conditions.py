"""The rules of access that German language courses usually have, with their sources. No Django.

Each is told in own words, with the day of the version of the law that was read (`on`); a
municipality takes them over, corrects them and adds own ones. They inform; who may come is decided
by the authority that the source names.
"""

from dataclasses import dataclass
from datetime import date

_RESIDENCE = date(2024, 2, 21)  # AufenthG as changed by BGBl. 2024 I Nr. 54
_LAWS = "https://www.gesetze-im-internet.de/"


@dataclass(frozen=True)
class Usual:
    """A rule: its code, its name, who may come, and where that stands."""

    code: str
    title: str
    explanation: str
    source: str
    url: str
    on: date | None


USUAL = (
    Usual(
        "integration-claim",
        "Anspruch auf einen Integrationskurs",
        "Menschen, die dauerhaft in Deutschland leben und erstmals eine Aufenthaltserlaubnis zum "
        "Arbeiten, zum Nachzug der Familie oder aus bestimmten humanitären Gründen bekommen haben. "
        "Der Anspruch gilt einmal und in der Regel ein Jahr lang.",
        "§ 44 Abs. 1 bis 3 AufenthG",
        f"{_LAWS}aufenthg_2004/__44.html",
        _RESIDENCE,
    ),
    Usual(
        "integration-admission",
        "Zulassung zum Integrationskurs, wenn Plätze frei sind",
        "Menschen ohne Anspruch, zum Beispiel aus der EU, im Asylverfahren oder mit deutschem "
        "Pass, die noch nicht genug Deutsch können. Das Bundesamt für Migration und Flüchtlinge "
        "lässt auf Antrag zu.",
        "§ 44 Abs. 4 AufenthG, § 5 IntV",
        f"{_LAWS}aufenthg_2004/__44.html",
        _RESIDENCE,
    ),
    Usual(
        "integration-duty",
        "Verpflichtung zum Integrationskurs",
        "Menschen, die von der Ausländerbehörde, dem Jobcenter oder dem Sozialamt zu einem "
        "Integrationskurs verpflichtet sind.",
        "§ 44a AufenthG",
        f"{_LAWS}aufenthg_2004/__44a.html",
        _RESIDENCE,
    ),
    Usual(
        "vocational",
        "Berufsbezogene Deutschförderung",
        "Menschen, die Deutsch für Arbeit, Ausbildung oder die Anerkennung ihres Berufs brauchen "
        "und in der Regel B1 erreicht oder den Integrationskurs beendet haben. Die Berechtigung "
        "geben Jobcenter, Agentur für Arbeit oder das Bundesamt.",
        "§ 45a AufenthG, §§ 4, 12 DeuFöV",
        f"{_LAWS}aufenthg_2004/__45a.html",
        _RESIDENCE,
    ),
    Usual(
        "literacy",
        "Integrationskurs mit Alphabetisierung",
        "Teilnahme wie bei anderen Integrationskursen; für Menschen, die lesen und schreiben erst "
        "lernen oder die lateinische Schrift noch nicht kennen.",
        "§ 13 Abs. 1 IntV",
        f"{_LAWS}intv/__13.html",
        date(2024, 12, 3),
    ),
    Usual(
        "everybody",
        "Offen für alle",
        "Alle können kommen, ohne Bescheinigung und unabhängig vom Aufenthaltsstatus.",
        "Entscheidung des Anbieters",
        "",
        None,
    ),
)
