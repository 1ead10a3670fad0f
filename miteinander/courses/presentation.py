"""How courses look: states as word, shape and tone, prices and places in words."""

import re
from datetime import date

from django.utils.translation import get_language_bidi, gettext, gettext_noop

from miteinander.courses.choices import RunState
from miteinander.courses.models import CourseRun
from miteinander.courses.placement_choices import Decision, LearnerState, OfferState
from miteinander.courses.times import Meeting, written

# Named here for the catalogs; `times` knows them without Django.
DAYS = (
    *(gettext_noop("Mo"), gettext_noop("Di"), gettext_noop("Mi"), gettext_noop("Do")),
    *(gettext_noop("Fr"), gettext_noop("Sa"), gettext_noop("So")),
)
_HOURS = re.compile(r"(\d\d:\d\d–)(\d\d:\d\d)")
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
        return gettext("kostenlos")
    euros, rest = divmod(cents, 100)
    number = f"{euros:,}".replace(",", ".") + (f",{rest:02d}" if rest else "")
    return gettext("%(number)s Euro") % {"number": number}


def places(run: CourseRun) -> str:
    """ "3 von 20 frei", "3 frei", "Plätze: 20"; "" where nobody said."""
    if run.free_places is not None and run.capacity:
        numbers = {"free": run.free_places, "all": run.capacity}
        return gettext("%(free)d von %(all)d frei") % numbers
    if run.free_places is not None:
        return gettext("%(free)d frei") % {"free": run.free_places}
    return gettext("Plätze: %(all)d") % {"all": run.capacity} if run.capacity else ""


def meetings(run: CourseRun) -> list[Meeting]:
    """The times of a run; wants its sessions fetched."""
    return [Meeting(one.starts, one.ends, one.weekday, one.on) for one in run.sessions.all()]


def times(run: CourseRun) -> list[str]:
    """The times of a run, one line each, in the language of the page."""
    names = [gettext(name) for name in DAYS]
    return written(meetings(run), names, gettext("bis"), gettext(", "))


def unbroken(line: str) -> str:
    """The line for a page: hours do not break, and run from left to right in each language."""
    # A word joiner, for a line may end after a dash. Without the other marks the end would come
    # first where a page runs from right to left.
    hours = "\u2066\\1\u2060\\2\u2069" if get_language_bidi() else "\\1\u2060\\2"
    return _HOURS.sub(hours, line)


def period(starts_on: date | None, ends_on: date | None) -> str:
    """ "02.09.2026 bis 09.12.2026", "ab 02.09.2026", "bis ..."; "" where nothing is known."""
    if starts_on and ends_on:
        return f"{starts_on:%d.%m.%Y} {gettext('bis')} {ends_on:%d.%m.%Y}"
    if starts_on:
        return gettext("ab %(day)s") % {"day": f"{starts_on:%d.%m.%Y}"}
    return gettext("bis %(day)s") % {"day": f"{ends_on:%d.%m.%Y}"} if ends_on else ""
