"""An offer in the words of the person's language: for letter, mail, SMS and the answer page."""

from dataclasses import dataclass
from datetime import date

from django.utils import formats, translation
from django.utils.dates import WEEKDAYS

from miteinander.courses import offer_texts
from miteinander.courses.models import CourseRun, PlaceOffer
from miteinander.courses.offer_texts import GERMAN, Texts
from miteinander.courses.presentation import unbroken
from miteinander.courses.sealing import opened
from miteinander.courses.times import span
from miteinander.kernel.models import Municipality


@dataclass(frozen=True)
class Letter:
    """All parts, filled in; `facts` are (title, lines)."""

    texts: Texts
    hello: str
    ask: str
    facts: list[tuple[str, list[str]]]
    sms: str


def letter(offer: PlaceOffer, town: Municipality, language: str, name: str, link: str) -> Letter:
    """The offer in this language; wants run, course, institution and times fetched."""
    texts = offer_texts.in_language(language)
    with translation.override(texts.code):
        run, by = offer.run, _day(offer.answer_by)
        start = _day(run.starts_on) if run and run.starts_on else "–"
        sms = texts.sms.format(
            town=town.name, course=offer.course_title, start=start, day=by, link=link
        )
        return Letter(
            texts,
            texts.hello.format(name=name).replace(" ,", ",").replace(" ،", "،"),
            texts.ask.format(day=by),
            _facts(offer, texts),
            sms,
        )


def mail_body(parts: list[Letter], town: Municipality, link: str) -> str:
    """The text of a mail, one language after the other."""
    found = []
    for one in parts:
        facts = "\n".join(f"{title}: {', '.join(lines)}" for title, lines in one.facts)
        texts = one.texts
        office = "\n".join(filter(None, (town.office, town.name)))
        found.append(
            f"{one.hello}\n\n{texts.offer}\n\n{facts}\n\n{one.ask}\n{texts.how}\n{link}\n\n"
            f"{texts.optional}\n\n{texts.regards}\n{office}"
        )
    return "\n\n----\n\n".join(found)


def _facts(offer: PlaceOffer, texts: Texts) -> list[tuple[str, list[str]]]:
    run = offer.run
    if run is None:
        return [(texts.course, [offer.course_title])]
    where = [line for line in (run.place, run.address) if line]
    found = [
        (texts.course, [offer.course_title]),
        (texts.provider, [run.course.organisation.name]),
        (texts.begins, [_day(run.starts_on)] if run.starts_on else []),
        (texts.times, [unbroken(line) for line in _times(run)]),
        (texts.place, where),
    ]
    return [(title, lines) for title, lines in found if lines]


def _times(run: CourseRun) -> list[str]:
    """ "Monday, Wednesday 08:30–12:45" in the active language; single days as dates."""
    weekly: dict[tuple[int, int], list[int]] = {}
    lines = []
    for one in run.sessions.all():
        if one.weekday is not None:
            weekly.setdefault((one.starts, one.ends), []).append(one.weekday)
        elif one.on is not None:
            lines.append(f"{_day(one.on)} {span(one.starts, one.ends)}")
    found = [
        f"{', '.join(str(WEEKDAYS[day]) for day in days)} {span(*times)}"
        for times, days in weekly.items()
    ]
    return found + lines[:20]


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def parts(offer: PlaceOffer, town: Municipality, link: str) -> list[Letter]:
    """The offer in the person's language, and in German below for whoever helps to read it."""
    learner = offer.learner
    name = opened(learner).name if learner else ""
    own = learner.language if learner else GERMAN.code
    return [letter(offer, town, code, name, link) for code in dict.fromkeys((own, GERMAN.code))]
