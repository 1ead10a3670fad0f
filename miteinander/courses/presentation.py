"""How courses look: states as word, shape and tone, prices and places in words."""

from datetime import date

from miteinander.courses.choices import RunState
from miteinander.courses.models import CourseRun
from miteinander.courses.placement_choices import Decision, LearnerState, OfferState
from miteinander.courses.times import Meeting, written

_STATES = {
    RunState.PLANNED: ("info", "dashed"),
    RunState.OPEN: ("success", "circle"),
    RunState.FULL: ("warning", "disc"),
    RunState.RUNNING: ("info", "half"),
    RunState.FINISHED: ("neutral", "check"),
    RunState.CANCELLED: ("danger", "cross"),
}

_LEARNERS = {
    LearnerState.OPEN: ("info", "dashed"),
    LearnerState.OFFERED: ("warning", "half"),
    LearnerState.PLACED: ("success", "disc"),
    LearnerState.DONE: ("neutral", "check"),
    LearnerState.WITHDRAWN: ("neutral", "cross"),
}
_DECISIONS = {
    Decision.OPEN: ("info", "dashed"),
    Decision.ACCEPTED: ("success", "check"),
    Decision.CHANGED: ("warning", "arrow"),
    Decision.REFUSED: ("danger", "cross"),
}
_OFFERS = {
    OfferState.OFFERED: ("info", "half"),
    OfferState.ACCEPTED: ("success", "check"),
    OfferState.REFUSED: ("danger", "cross"),
    OfferState.EXPIRED: ("warning", "clock"),
    OfferState.WITHDRAWN: ("neutral", "cross"),
    OfferState.STARTED: ("success", "disc"),
    OfferState.NO_SHOW: ("danger", "question"),
    OfferState.DROPPED_OUT: ("warning", "pause"),
    OfferState.COMPLETED: ("success", "check"),
}


def state_look(state: str) -> tuple[str, str, str]:
    """(word, tone, shape) of a run's state."""
    known = RunState(state)
    return str(known.label), *_STATES[known]


def learner_look(state: str) -> tuple[str, str, str]:
    """(word, tone, shape) of a wish for a course."""
    known = LearnerState(state)
    return str(known.label), *_LEARNERS[known]


def decision_look(decision: str) -> tuple[str, str, str]:
    """(word, tone, shape) of a decision about a proposal."""
    known = Decision(decision)
    return str(known.label), *_DECISIONS[known]


def offer_look(state: str) -> tuple[str, str, str]:
    """(word, tone, shape) of an offer."""
    known = OfferState(state)
    return str(known.label), *_OFFERS[known]


def price(cents: int | None) -> str:
    """ "84,70 Euro", "kostenlos"; "" where nobody said."""
    if cents is None:
        return ""
    if cents == 0:
        return "kostenlos"
    euros, rest = divmod(cents, 100)
    return f"{euros:,}".replace(",", ".") + (f",{rest:02d} Euro" if rest else " Euro")


def places(run: CourseRun) -> str:
    """ "3 von 20 frei", "3 frei", "20 Plätze"; "" where nobody said."""
    if run.free_places is not None and run.capacity:
        return f"{run.free_places} von {run.capacity} frei"
    if run.free_places is not None:
        return f"{run.free_places} frei"
    return f"{run.capacity} {'Platz' if run.capacity == 1 else 'Plätze'}" if run.capacity else ""


def meetings(run: CourseRun) -> list[Meeting]:
    """The times of a run; wants its sessions fetched."""
    return [Meeting(one.starts, one.ends, one.weekday, one.on) for one in run.sessions.all()]


def times(run: CourseRun) -> list[str]:
    """The times of a run, one line each."""
    return written(meetings(run))


def period(starts_on: date | None, ends_on: date | None) -> str:
    """ "02.09.2026 bis 09.12.2026", "ab 02.09.2026", "bis ..."; "" where nothing is known."""
    if starts_on and ends_on:
        return f"{starts_on:%d.%m.%Y} bis {ends_on:%d.%m.%Y}"
    if starts_on:
        return f"ab {starts_on:%d.%m.%Y}"
    return f"bis {ends_on:%d.%m.%Y}" if ends_on else ""
