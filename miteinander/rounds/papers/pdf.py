"""The questionnaire with room to write by hand."""

from io import BytesIO
from typing import Any

from qrcode import make
from qrcode.image.svg import SvgPathImage

from miteinander.rounds.papers import Item, Papers, Questionnaire, wording
from miteinander.ui.papers import pdf
from miteinander.ui.papers.text import named

LONGEST_SAID = 280  # signs of what was said last, so that a measure stays on its page


def written(papers: Papers) -> bytes:
    """All questionnaires, one after the other, each with its own numbers of pages."""
    frame = {
        "town": papers.town,
        "title": papers.title,
        "heading": wording.HEADING,
        "status": wording.STATUS,
        "unchanged": wording.UNCHANGED,
        "no-report": wording.NO_REPORT,
        "other": wording.OTHER,
        "signed": list(wording.SIGNED),
        "nothing": wording.NOTHING,
        "online": wording.ONLINE,
        "intro": wording.intro(papers),
        "back": wording.back(papers),
        "contact": wording.contact(papers),
        "statuses": wording.statuses(),
        "texts": [[label, hint] for label, hint in wording.texts(papers)],
        "numbers": [[label, hint] for label, hint in wording.numbers(papers)],
    }
    data = {**frame, "forms": [_form(one, papers) for one in papers.forms]}
    return pdf.typeset("rounds/typst/questionnaire.typ", data, wording.about(papers))


def _form(one: Questionnaire, papers: Papers) -> dict[str, Any]:
    return {
        "institution": named(one.institution, "(ohne Namen)"),
        "lead": wording.lead(one, papers),
        "link": one.link,
        "code": _code(one.link),
        "items": [_item(item) for item in one.items],
    }


def _item(one: Item) -> dict[str, Any]:
    last = " ".join(f"{question} {text}" for question, text in one.said)
    return {
        "title": named(one.title),
        "standing": one.standing,
        "last": last,
        "longest": LONGEST_SAID,
        "question": one.question,
    }


def _code(link: str) -> str:
    """The address as a QR code, drawn as SVG."""
    drawn = BytesIO()
    make(link, image_factory=SvgPathImage, border=1).save(drawn)
    return drawn.getvalue().decode()
