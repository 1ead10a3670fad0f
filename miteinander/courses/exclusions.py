"""Why a course is not possible for somebody, and what would have to change, in German clauses."""

from collections.abc import Mapping, Sequence
from typing import Any

from miteinander.courses.choices import CourseKind
from miteinander.courses.models import CourseRun

# Names of rules -> what stands after "weil".
_BECAUSE = {
    "reach": "der Weg zu lang ist",
    "time": "die Kurszeiten nicht passen",
    "start": "der Beginn nicht passt",
    "care": "es dort keine Kinderbetreuung gibt",
    "step_free": "nicht bestätigt ist, dass er ohne Stufen erreichbar ist",
    "kind": "diese Art von Kurs nicht in Frage kommt",
    "access": "der Zugang nicht geklärt ist",
    "refused": "er schon einmal abgelehnt wurde",
}
# What one would have to change in a course, or clear up.
HELP = {
    "place": "Ein Platz mehr",
    "time": "Andere Zeiten",
    "reach": "Ein kürzerer Weg, zum Beispiel eine Fahrgelegenheit",
    "start": "Ein anderer Beginn",
    "care": "Kinderbetreuung",
    "step_free": "Eine Bestätigung, dass er ohne Stufen erreichbar ist",
    "kind": "Wenn auch diese Art von Kurs in Frage käme",
    "access": "Ein geklärter Zugang",
}
OTHER_COURSE = "Ein weiterer Kurs, der in Niveau und Art passt"


def because(names: Sequence[str], run: CourseRun) -> str:
    """What stands after "weil": "das Niveau nicht passt (...) und der Weg zu lang ist"."""
    return joined([_clause(name, run) for name in names])


def joined(parts: Sequence[str]) -> str:
    """ "a", "a und b", "a, b und c"; "" for none."""
    return " und ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def without_any(said: Mapping[str, Any], runs: Mapping[int, CourseRun]) -> list[str]:
    """Why nothing fits somebody: what keeps them from the course that comes nearest."""
    near, wish = said.get("near"), said.get("wish") or {}
    if not near or near["run"] not in runs or near["run"] == wish.get("run"):
        return ["Kein Kurs passt."]
    run = runs[near["run"]]
    return [
        f"Kein Kurs passt. Der nächste, „{run}“, geht nicht, weil {because(near['rules'], run)}."
    ]


def together(said: Mapping[str, Any], runs: Mapping[int, CourseRun]) -> list[str]:
    """What would help somebody whom no single change would help."""
    near = said.get("near")
    if not near or near["run"] not in runs or "refused" in near["rules"]:
        return []
    if not all(name in HELP for name in near["rules"]):
        return [f"{OTHER_COURSE}."]
    first, *more = (HELP[name] for name in near["rules"])
    return [f"Nur zusammen: {'; '.join([first, *more])} – bei „{runs[near['run']]}“"]


def _clause(name: str, run: CourseRun) -> str:
    """A clause that names what the course has, where that explains it."""
    if name == "level":
        course = run.course
        if course.level_from and course.level_to not in ("", course.level_from):
            return f"das Niveau nicht passt (er führt von {course.levels})"
        return f"das Niveau nicht passt (er ist auf {course.levels})"
    if name == "literacy":
        is_for_it = run.course.kind == CourseKind.LITERACY
        return (
            "er für Menschen ist, die erst lesen und schreiben lernen"
            if is_for_it
            else "zuerst ein Kurs zum Lesen und Schreiben nötig ist"
        )
    return _BECAUSE[name]
