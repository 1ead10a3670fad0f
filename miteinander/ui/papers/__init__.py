"""Papers: PDF and Word for every room. Pure, without Django.

PDF (`pdf.typeset`): a room keeps a typst source in its folder `typst/` and hands over data.

    from miteinander.ui.papers import About, pdf
    pdf.typeset("courses/typst/certificate.typ", {"name": name}, About(title, town, made_on))

The source begins like this; `data` is what was handed over, `paper` says what `About` says:

    #import "/ui/papers/page.typ": *
    #show: page-frame.with(left: data.town, foot: data.title)
    #heading(level: 1, data.name)

Out come bytes: tagged, archivable (PDF/A-2a) and accessible (PDF/UA-1); the same data give the same
bytes. The standards want alternative words for every figure (`figure(alt: ...)`), no empty heading,
and headings whose levels leave none out; what only decorates stands in `pdf.artifact(...)`.

Word (`word.written`): paragraphs, headings, points and tables as XML, dressed with styles, header
and footer. `text.blocks` turns Markdown into paragraphs and points for both.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class About:
    """What a file says about itself: title, who made it, the day of its contents, its language."""

    title: str
    author: str
    made_on: date
    lang: str = "de"
