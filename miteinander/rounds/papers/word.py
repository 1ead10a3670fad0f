"""The questionnaire in Word: boxes to tick and places to write, all of it can be changed."""

from collections.abc import Iterator

from miteinander.concept.choices import Status
from miteinander.rounds.papers import Item, Papers, Questionnaire, filled, wording
from miteinander.ui.papers import word


def written(papers: Papers) -> bytes:
    """All questionnaires, each beginning on a page of its own."""
    body = [part for place, one in enumerate(papers.forms) for part in _form(one, papers, place)]
    about = wording.about(papers)
    header = f"{papers.town}, Antwort bis {papers.due_on:%d.%m.%Y}"
    return word.written(body, about, header=header, footer=papers.title)


def _form(one: Questionnaire, papers: Papers, place: int) -> Iterator[str]:
    yield word.heading(f"{one.institution}: {wording.HEADING}", 1, fresh=place > 0)
    yield word.paragraph(wording.lead(one, papers))
    first, *more = wording.intro(papers)
    yield word.paragraph(first, bold=True)
    yield from map(word.paragraph, more)
    if not one.items:
        yield word.paragraph(wording.NOTHING)
    yield word.heading("Wohin damit", 2)
    yield from map(word.paragraph, [", ".join(wording.back(papers)), *wording.contact(papers)])
    yield word.heading("Lieber im Internet?", 2)
    yield word.paragraph(wording.ONLINE)
    yield word.link(one.link)
    yield word.heading("Was die Wörter für den Stand bedeuten", 2)
    yield word.table(("Stand", "Bedeutung"), wording.statuses(), (3, 6))
    yield word.blank(wording.SIGNED[0], filled.WRITE, filled.NAME if one.items else "")
    yield from (word.blank(label, filled.WRITE) for label in wording.SIGNED[1:])
    for item in one.items:
        yield from _item(item, papers)


def _item(one: Item, papers: Papers) -> Iterator[str]:
    yield word.heading(one.title, 2, fresh=True)
    yield word.paragraph(f"Letzter Stand: {one.standing}" if one.standing else wording.NO_REPORT)
    yield from (word.paragraph(f"{question} {text}") for question, text in one.said)
    if one.question:
        yield word.paragraph(f"Die Koordination fragt: {one.question}", bold=True)
    if one.standing:
        yield word.tick(wording.UNCHANGED, filled.field_of(one.key, filled.UNCHANGED))
    yield word.heading(wording.STATUS, 3)
    for status in Status:
        yield word.tick(str(status.label), filled.field_of(one.key, f"{filled.STATUS}{status}"))
    for code, label, hint in wording.asked(papers):
        words = f"{label} ({hint})" if hint else label
        yield word.blank(words, filled.WRITE, filled.field_of(one.key, code))
    yield word.blank(
        wording.OTHER.removesuffix(":"), filled.WRITE, filled.field_of(one.key, filled.OTHER)
    )
