"""What a proposal says to the people who decide about it: sentences made of `reasons`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from miteinander.courses.exclusions import HELP, because, together, without_any
from miteinander.courses.models import CourseRun, PlacementProposal
from miteinander.courses.placement_choices import Decision, LearnerState

_WHY = {
    "wish": "Das ist der Wunschkurs.",
    "exact": "Das Niveau passt genau.",
    "part": "Die Kurszeit ist die liebste.",
    "speaks": "Der Kurs hilft in der Sprache der Person.",
}
Runs = Mapping[int, CourseRun]


@dataclass
class Row:
    """A proposal as the board shows it."""

    proposal: PlacementProposal
    name: str
    why: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    helping: list[str] = field(default_factory=list)

    @property
    def is_to_decide(self) -> bool:
        """Whether there is a place that somebody can still accept or refuse for this person."""
        one = self.proposal
        is_open = one.decision == Decision.OPEN and one.learner.state == LearnerState.OPEN
        return is_open and one.run_id is not None


def runs_in(proposals: list[PlacementProposal]) -> set[int]:
    """The keys of all runs that the explanations speak of."""
    found: set[int] = set()
    for one in proposals:
        said = one.explanation
        found |= {part["run"] for name in ("next", "wish", "near") if (part := said.get(name))}
        found |= {run for run in said.get("moved", {}).values() if run}
        found |= set(said.get("full", []))
        found |= {key for keys in said.get("missing", {}).values() for key in keys}
    return found


def row(proposal: PlacementProposal, name: str, runs: Runs) -> Row:
    """All sentences about a proposal; runs that are gone are left out."""
    said = proposal.explanation
    shown = Row(proposal, name, others=_others(said, runs))
    if proposal.run_id is None:
        shown.why, shown.helping = _without(said, runs), _helping(said, runs)
    else:
        shown.why = _why(said)
    shown.why = [*_moved(said, runs), *shown.why]
    return shown


def _moved(said: dict[str, Any], runs: Runs) -> list[str]:
    """What a refusal changed here."""
    if "moved" not in said:
        return []
    before = said["moved"]["from"]
    if before is None:
        return ["Neu vorgeschlagen, weil ein Platz frei wurde."]
    return [f"Neu berechnet nach einer Absage; bisher: „{runs[before]}“."] if before in runs else []


def _why(said: dict[str, Any]) -> list[str]:
    points = dict(said.get("why", []))
    found = [_WHY[name] for name in _WHY if points.get(name)]
    minutes = said.get("minutes", -1)
    if minutes >= 0:
        found.append(f"Der Weg dauert etwa {minutes} Minuten (geschätzt).")
    else:
        found.append("Wie lange der Weg dauert, ist nicht bekannt.")
    if weeks := points.get("waits"):
        found.append(f"Sucht seit {weeks} {'Woche' if weeks == 1 else 'Wochen'}.")
    return found


def _others(said: dict[str, Any], runs: Runs) -> list[str]:
    found = []
    if (wish := said.get("wish")) and wish["run"] in runs:
        found.append(_wished(wish, runs[wish["run"]]))
    if (best := said.get("next")) and best["run"] in runs:
        where = f"Sonst am besten: „{runs[best['run']]}“"
        found.append(where + (", dort ist kein Platz mehr." if best["is_full"] else "."))
    return found


def _wished(wish: dict[str, Any], run: CourseRun) -> str:
    if wish["rules"]:
        return f"Der Wunschkurs „{run}“ geht nicht, weil {because(wish['rules'], run)}."
    if wish["is_full"]:
        reason = "alle Plätze sind vergeben, an dringendere oder besser passende Wünsche"
    else:
        reason = "so bekommen zusammen mehr Menschen einen passenden Platz"
    return f"Der Wunschkurs „{run}“ ist es nicht: {reason}."


def _without(said: dict[str, Any], runs: Runs) -> list[str]:
    number = said.get("options", 0)
    if not number:
        return without_any(said, runs)
    names = _named(said.get("full", []), runs)
    many = "1 Kurs passt" if number == 1 else f"{number} Kurse passen"
    return [f"{many}, aber alle Plätze sind vergeben: {names}."]


def _helping(said: dict[str, Any], runs: Runs) -> list[str]:
    wanted = {"place": said.get("full", []), **said.get("missing", {})}
    found = [
        f"{words}: {names}"
        for name, words in HELP.items()
        if (names := _named(wanted.get(name, []), runs))
    ]
    return found or together(said, runs)


def _named(keys: list[int], runs: Runs) -> str:
    return ", ".join(f"„{runs[key]}“" for key in keys if key in runs)
