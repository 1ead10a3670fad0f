"""How states and verdicts look: a word, a shape and a tone, so that no meaning hangs on colour."""

from miteinander.assessment.choices import NeedState, Verdict
from miteinander.concept.presentation import Look

NOT_JUDGED = Look("noch nicht bewertet", "neutral", "dashed")
NOT_JUDGED_THEN = Look("damals nicht bewertet", "neutral", "dashed")
_NEEDS = {
    NeedState.OPEN: ("warning", "circle"),
    NeedState.ANSWERING: ("info", "half"),
    NeedState.ANSWERED: ("success", "check"),
    NeedState.DROPPED: ("neutral", "cross"),
}
_VERDICTS = {
    Verdict.REACHED: ("success", "check"),
    Verdict.LARGELY: ("success", "three-quarter"),
    Verdict.PARTLY: ("info", "half"),
    Verdict.HARDLY: ("warning", "quarter"),
    Verdict.NOT_REACHED: ("danger", "cross"),
    Verdict.NO_DATA: ("neutral", "question"),
}
VERDICT_ORDER = (*Verdict.values, "")


def need_look(state: str) -> Look:
    """How the state of a need looks."""
    known = NeedState(state)
    return Look(str(known.label), *_NEEDS[known])


def verdict_look(verdict: str | None) -> Look:
    """How a verdict looks; nothing is a goal that nobody judged."""
    if not verdict:
        return NOT_JUDGED
    known = Verdict(verdict)
    return Look(str(known.label), *_VERDICTS[known])


def then_look(verdict: str | None, *, is_newest: bool) -> Look:
    """How a verdict in one of several editions looks; `is_newest`: there is no later one."""
    return verdict_look(verdict) if verdict or is_newest else NOT_JUDGED_THEN
