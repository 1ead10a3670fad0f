"""What waits, in words and numbers with the list that each number leads to.

The home shows them, and the weekly mail says them.
"""

from dataclasses import dataclass
from functools import partial

from django.urls import reverse

from miteinander.concept.models import Concept
from miteinander.workspace.queries import Measures, RunningRound


@dataclass(frozen=True)
class Line:
    """So many of something, and the path of the list that shows them."""

    text: str
    number: int
    path: str


def of_rounds(rounds: list[RunningRound], town: str) -> list[Line]:
    """What running rounds wait for; `town` is the municipality's slug."""
    return [line for one in rounds for line in _of_round(one, town) if line.number]


def _of_round(one: RunningRound, town: str) -> list[Line]:
    asking = one.round
    parts = {"town": town, "pk": asking.pk}
    board = reverse("workspace:round", kwargs=parts)
    until = f"bis {asking.due_on:%d.%m.%Y}"
    if one.is_overdue:
        until = f"Frist war der {asking.due_on:%d.%m.%Y}"
    said = [
        ("Antworten durchsehen", one.to_review, reverse("workspace:round_review", kwargs=parts)),
        (f"Antworten fehlen noch, {until}", one.waiting, f"{board}?zeigen=offen"),
        ("Rückfragen ohne Antwort", one.returned, f"{board}?zeigen=zurueck"),
        ("Andere zuständig, noch nicht gefragt", one.misdirected, f"{board}?zeigen=andere"),
        ("Gefragt, aber nicht im Verzeichnis", one.left, f"{board}?zeigen=gegangen"),
        ("Mail kam nicht an", one.unreached, f"{board}?zeigen=mail"),
    ]
    return [Line(f"{asking.title}: {words}", number, path) for words, number, path in said]


def of_measures(concept: Concept, counts: Measures, town: str) -> list[Line]:
    """What the measures of the working edition lack, what is wrong most first."""
    plural = concept.measure_plural
    address = reverse("workspace:measures", kwargs={"town": town})
    line = partial(_of_measures, address)
    found = [
        line(f"{plural}: {words}", number, f"achtung={code}")
        for code, words, number in counts.concerns
    ]
    silent = f"{plural} ohne Bericht aus den letzten zwölf Monaten"
    found += [
        line(f"{plural}, zu denen es noch keinen Bericht gibt", counts.unreported, "stand=ohne"),
        line(silent, counts.not_recent, "bericht=12"),
    ]
    return [one for one in found if one.number]


def of_drafts(concept: Concept, counts: Measures, town: str) -> list[Line]:
    """Measures that are not public yet, if there are any. Nothing is wrong with them."""
    text = f"{concept.measure_plural} im Entwurf, noch nicht öffentlich"
    address = reverse("workspace:measures", kwargs={"town": town})
    return [_of_measures(address, text, counts.drafts, "entwurf=ja")] if counts.drafts else []


def _of_measures(address: str, text: str, number: int, query: str) -> Line:
    return Line(text, number, f"{address}?{query}")


def of_reports(total: int, town: str, *, may_publish: bool) -> list[Line]:
    """Reports that wait for publication, if there are any."""
    if not total:
        return []
    words = "Berichte prüfen und veröffentlichen"
    if not may_publish:
        words = "Berichte warten auf die Koordination"
    return [
        Line(words, total, f"{reverse('workspace:measures', kwargs={'town': town})}?pruefen=on")
    ]
