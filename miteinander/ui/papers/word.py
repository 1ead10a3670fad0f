"""Word: real styles and headings, headers, page numbers; the body is built as XML at once.

python-docx adds a paragraph in a time that grows with the document; a body that is text until it
is packed does not. The functions give XML as text; `written` makes a file of them.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as File
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from miteinander.ui.papers import About
from miteinander.ui.papers.text import Text, printable

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can say
_NEWER = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_WIDTH = 9400  # of the text, in twentieths of a point
_BLUE = RGBColor(0x1F, 0x3F, 0x77)


def written(body: Iterable[str], about: About, *, header: str, footer: str) -> bytes:
    """The file; `footer` is followed by the number of the page. The same words, the same bytes."""
    document = Document()
    _dress(document, about)
    introduce(document, about)
    document.sections[0].header.paragraphs[0].text = printable(header)
    _page_number(document.sections[0].footer.paragraphs[0], footer)
    document.element.body[-1].addprevious(place())  # before the properties of the section
    return packed(document, "".join(body))


def run(text: str, *, bold: bool = False) -> str:
    """Words inside a paragraph."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def paragraph(text: str, style: str = "", *, bold: bool = False, fresh: bool = False) -> str:
    """A paragraph in a style by its id; `fresh` begins a page."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += "<w:pageBreakBefore/>" if fresh else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{run(text, bold=bold)}</w:p>"


def heading(text: str, level: int, *, fresh: bool = False) -> str:
    """A heading, which must not be empty."""
    return paragraph(text.strip() or "(ohne Titel)", f"Heading{level}", fresh=fresh)


def point(text: str) -> str:
    """A point of a list."""
    return paragraph(text, "ListBullet")


def prose(text: Text) -> Iterator[str]:
    """Paragraphs and points."""
    for one in text:
        yield point(one.text) if one.is_point else paragraph(one.text)


def link(address: str) -> str:
    """A paragraph with an address that can be followed."""
    target = quoteattr(f'HYPERLINK "{address}"')
    return f"<w:p><w:fldSimple w:instr={target}>{run(address)}</w:fldSimple></w:p>"


def tick(label: str, key: str = "") -> str:
    """A box to tick on the screen, with its words behind it; `key` is what `filled` finds it by."""
    fonts = 'w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"'
    look = f"<w:rPr><w:rFonts {fonts}/></w:rPr>"
    state = '<w14:{} w14:val="{}" w14:font="MS Gothic"/>'
    box = (
        f'<w14:checkbox {_NEWER}><w14:checked w14:val="0"/>'
        f"{state.format('checkedState', '2612')}{state.format('uncheckedState', '2610')}"
        "</w14:checkbox>"
    )
    about = f"<w:sdtPr><w:alias w:val={_attribute(label)}/>{_key(key)}{box}</w:sdtPr>"
    field = f"<w:sdt>{about}<w:sdtContent><w:r>{look}<w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    return f'<w:p><w:pPr><w:spacing w:after="40"/></w:pPr>{field}{run(f" {label}")}</w:p>'


def blank(label: str, hint: str, key: str = "") -> str:
    """A framed place to write in, below its label; `hint` goes with the first letter.

    `key` is what `filled` finds it by.
    """
    sides = ("top", "left", "bottom", "right")
    frame = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="4D5867"/>' for side in sides
    )
    about = f"<w:alias w:val={_attribute(label)}/>{_key(key)}<w:showingPlcHdr/>"
    grey = '<w:rPr><w:color w:val="4D5867"/></w:rPr>'
    field = (
        f'<w:sdt><w:sdtPr>{about}<w:text w:multiLine="1"/></w:sdtPr><w:sdtContent>'
        f"<w:r>{grey}<w:t>{escape(hint)}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    above = f"<w:p><w:pPr><w:keepNext/></w:pPr>{run(label, bold=True)}</w:p>"
    return f"{above}<w:p><w:pPr><w:pBdr>{frame}</w:pBdr></w:pPr>{field}</w:p>"


def table(header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """A table whose first row is repeated on every page; `widths` are shares of the page."""
    columns = [_WIDTH * width // sum(widths) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    look = (
        '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
    )
    head = (
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{_cells(header, columns, True)}</w:tr>"
    )
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(row, columns)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl><w:p/>"


def _attribute(text: str) -> str:
    """A name of a field, quoted; Word takes 64 signs."""
    return quoteattr(printable(text)[:64])


def _key(key: str) -> str:
    """A key that stays when somebody writes, and a field that cannot be deleted by mistake."""
    return f'<w:tag w:val={_attribute(key)}/><w:lock w:val="sdtLocked"/>' if key else ""


def contents_table() -> Iterator[str]:
    """The table of contents as a field that Word fills; until then it says how."""
    yield paragraph("Inhalt", "TOCHeading", fresh=True)
    hint = "Das Inhaltsverzeichnis füllt sich, wenn Sie hier mit der rechten Taste „Felder "
    hint += "aktualisieren“ wählen."
    yield (
        '<w:p><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(hint)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _cells(row: Sequence[str], columns: Sequence[int], is_head: bool = False) -> str:
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F8"/>' if is_head else ""
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
        f"{paragraph(text, bold=is_head)}</w:tc>"
        for text, width in zip(row, columns, strict=True)
    )


def _tongue(about: About) -> str:
    return "de-DE" if about.lang == "de" else about.lang


def _dress(document: File, about: About) -> None:
    """Paper, styles, language."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = parse_xml(f'<w:lang {nsdecls("w")} w:val="{_tongue(about)}"/>')
    normal.element.get_or_add_rPr().append(language)
    for name in ("Title", "Subtitle", *(f"Heading {level}" for level in (1, 2, 3))):
        document.styles[name].font.color.rgb = _BLUE
        document.styles[name].font.name = "Calibri"


def introduce(document: File, about: About) -> None:
    """Write what the file says about itself."""
    properties = document.core_properties
    properties.title = printable(about.title)[:255]
    properties.author, properties.language = printable(about.author)[:255], _tongue(about)
    properties.comments = ""
    made = datetime(*about.made_on.timetuple()[:3], tzinfo=UTC)
    properties.created = properties.modified = made


def _page_number(foot: object, words: str) -> None:
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    whole = parse_xml(f"<w:p {nsdecls('w')}>{run(f'{words}, Seite ')}{field}</w:p>")
    for element in list(whole):
        foot._p.append(element)  # type: ignore[attr-defined]


def place() -> Any:
    """What stands in a document where `packed` puts the body."""
    return etree.ProcessingInstruction("miteinander-body")


def packed(document: File, body: str) -> bytes:
    """The file with its body, without the hour at which it was made.

    The document must bind the prefix `w` as Word does. The body goes in as text: moving elements
    from one tree to another takes a time that grows faster than their number.
    """
    file, out = io.BytesIO(), io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == document.part.partname.lstrip("/"):
                content = content.replace(etree.tostring(place()), body.encode(), 1)
            new.writestr(zipfile.ZipInfo(name, _FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
