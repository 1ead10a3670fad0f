"""Somebody's own Word template, filled: its look stays, words take the place of {{ names }}.

Names are only replaced, nothing in a template is ever run. `{{ inhalt }}`, alone in a paragraph of
the text, gives way to what a room writes (`word`), in the template's own styles.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from docx import Document
from docx.document import Document as File
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn

from miteinander.ui.papers import About, word
from miteinander.ui.papers.text import printable

BODY = "inhalt"
LARGEST = 5 * 1024 * 1024  # bytes
LARGEST_UNPACKED = 25 * 1024 * 1024  # bytes
MOST_PARTS = 500
_NAME = re.compile(r"\{\{([^{}]*)\}\}")
_FIELDS = re.compile(r"\b(INCLUDE\w*|DDE\w*|LINK|IMPORT|DATABASE|MACROBUTTON)\b", re.IGNORECASE)
_LIVE = re.compile(r"vbaproject|vbadata|/activex/|/embeddings/|afchunk|\.bin$", re.IGNORECASE)
_HARMLESS_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_STYLES = {
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading1": "Heading 1",
    "Heading2": "Heading 2",
    "Heading3": "Heading 3",
    "ListBullet": "List Bullet",
    "TOCHeading": "TOC Heading",
    "TableGrid": "Table Grid",
}
# What zipfile (RuntimeError: a password, an unknown compression), XML and python-docx say to
# files that are broken.
_UNREADABLE = (
    *(zipfile.BadZipFile, SyntaxError, OpcError, OSError, RuntimeError),
    *(zlib.error, EOFError, KeyError, ValueError, AttributeError, TypeError, IndexError),
)


class NotUsable(ValueError):
    """The template cannot be used; the message is a sentence that names the place."""


def filled(
    template: bytes, body: Iterable[str], values: Mapping[str, str], about: About, *, mark: str = ""
) -> bytes:
    """The template with the body and the values; `mark` stands at the head of every page.

    Raises `NotUsable` for whatever `examine` would refuse.
    """
    examine(template, values)
    try:
        return _filled(template, body, values, about, mark)
    except _UNREADABLE as error:
        raise NotUsable(
            "Diese Vorlage lässt sich nicht füllen. Bitte öffnen Sie sie in Word, speichern Sie "
            "sie als Word-Dokument (docx) und laden Sie sie noch einmal hoch."
        ) from error


def examine(template: bytes, names: Iterable[str]) -> None:
    """Raise `NotUsable` unless this is a Word file without anything live, with known names only."""
    if len(template) > LARGEST:
        raise NotUsable("Diese Vorlage ist größer als 5 MB. Bitte verkleinern Sie ihre Bilder.")
    try:
        _examine_parts(template)
        document = Document(io.BytesIO(template))
        if document.element.nsmap.get("w") != nsmap["w"]:
            raise ValueError("not written by Word")
        _examine_names(document, set(names))
    except NotUsable:
        raise
    except _UNREADABLE:
        raise NotUsable(
            "Diese Datei lässt sich nicht als Word-Dokument lesen. Bitte speichern Sie sie in Word "
            "als „Word-Dokument (docx)“, ohne Kennwort."
        ) from None


def _examine_parts(template: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(template)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise NotUsable("Diese Vorlage entpackt sich zu einer ungewöhnlichen Größe.")
        for part in parts:
            if _LIVE.search(part.filename):
                raise NotUsable(
                    "Diese Vorlage enthält Makros oder eingebettete Dateien. Bitte entfernen Sie "
                    "sie und speichern Sie die Vorlage als Word-Dokument (docx)."
                )
            if part.filename.lower().endswith((".xml", ".rels")):
                _examine_xml(packed.read(part), part.filename)


def _examine_xml(content: bytes, name: str) -> None:
    text = content.decode("utf-8-sig")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise NotUsable("Diese Vorlage enthält Verweise, die Word nicht schreibt.")
    if name == "[Content_Types].xml" and "macroEnabled" in text:
        raise NotUsable("Diese Vorlage erlaubt Makros. Bitte speichern Sie sie als docx.")
    if name.lower().endswith(".rels"):
        for link in parse_xml(content):
            if link.get("TargetMode") == "External":
                _examine_link(link.get("Type", ""), link.get("Target", ""))


def _examine_link(kind: str, target: str) -> None:
    if kind.endswith("/hyperlink") and _HARMLESS_LINK.match(target):
        return
    raise NotUsable(
        f"Diese Vorlage lädt etwas von einem anderen Ort nach: „{printable(target)[:80]}“. Bitte "
        "fügen Sie Bilder in die Vorlage ein und entfernen Sie verknüpfte Vorlagen und Dateien."
    )


def _examine_names(document: File, names: set[str]) -> None:
    bodies = 0
    for place, paragraph in _paragraphs(document):
        for instruction in paragraph.iter(qn("w:instrText"), qn("w:fldSimple")):
            words = instruction.text or instruction.get(qn("w:instr")) or ""
            if _FIELDS.search(words):
                raise NotUsable(f"{place} lädt ein Feld etwas nach. Bitte löschen Sie es.")
        text = _text(paragraph)
        for name in _NAME.findall(text):
            bodies += _is_body(name, place, text, paragraph, names)
        if any(mark in _NAME.sub("", text) for mark in ("{{", "}}", "{%", "%}")):
            raise NotUsable(f"{place} steht eine geschweifte Klammer zu viel oder zu wenig.")
    if bodies != 1:
        how = "fehlt eine Zeile" if not bodies else "steht mehr als eine Zeile"
        name = f"{{{{ {BODY} }}}}"
        raise NotUsable(f"Im Text {how}, in der nur {name} steht. Genau eine muss es sein.")


def _is_body(name: str, place: str, text: str, paragraph: Any, names: set[str]) -> bool:
    plain = name.strip()
    if plain != BODY and plain not in names:
        known = ", ".join(sorted({BODY, *names}))
        raise NotUsable(
            f"{place} steht {{{{ {printable(plain)[:40]} }}}}. Das gibt es nicht. Möglich sind: "
            f"{known}."
        )
    is_alone = text.strip() == f"{{{{{name}}}}}" and paragraph.getparent().tag == qn("w:body")
    if plain == BODY and not is_alone:
        raise NotUsable(
            f"{place} steht {{{{ {BODY} }}}} nicht allein. Bitte setzen Sie es in einen eigenen "
            "Absatz des Textes, nicht in eine Tabelle, ein Textfeld, eine Kopf- oder Fußzeile."
        )
    return plain == BODY


def _paragraphs(document: File) -> Iterator[tuple[str, Any]]:
    """(where, paragraph) of the text, its tables and text boxes, of headers and footers."""
    for number, found in enumerate(document.element.body.iter(qn("w:p")), start=1):
        yield f"Im {number}. Absatz des Textes", found
    for part in document.part.package.iter_parts():
        words = {"header": "In der Kopfzeile", "footer": "In der Fußzeile"}
        kind = part.partname.rpartition("/")[2].rstrip("0123456789.xml")
        if kind in words and hasattr(part, "element"):
            for found in part.element.iter(qn("w:p")):
                yield words[kind], found


def _texts(paragraph: Any) -> list[Any]:
    """The pieces of the paragraph's own text; what stands in its text boxes is their own."""
    pieces = paragraph.iter(qn("w:t"))
    return [one for one in pieces if next(one.iterancestors(qn("w:p"))) is paragraph]


def _text(paragraph: Any) -> str:
    return "".join(piece.text or "" for piece in _texts(paragraph))


def _filled(
    template: bytes, body: Iterable[str], values: Mapping[str, str], about: About, mark: str
) -> bytes:
    document = Document(io.BytesIO(template))
    anchor = None
    for _, paragraph in list(_paragraphs(document)):
        if _text(paragraph).strip().strip("{}").strip() == BODY:
            anchor = paragraph
        else:
            _replace(paragraph, values)
    assert anchor is not None  # `examine` has seen it
    styled = _in_styles_of(document, "".join(body))
    anchor.addprevious(word.place())
    anchor.getparent().remove(anchor)
    if mark:
        _mark(document, mark)
    word.introduce(document, about)
    document.core_properties.last_modified_by = ""
    return word.packed(document, styled)


def _replace(paragraph: Any, values: Mapping[str, str]) -> None:
    """Put values where their names stand; Word may have cut a name into pieces."""
    pieces = _texts(paragraph)
    for match in reversed(list(_NAME.finditer(_text(paragraph)))):
        value, end = printable(values[match.group(1).strip()]), 0
        for piece in pieces:
            text = piece.text or ""
            begin, end = end, end + len(text)
            if end <= match.start() or begin >= match.end():
                continue
            before = text[: max(match.start() - begin, 0)]
            piece.text = before + value + text[max(match.end() - begin, 0) :]
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            value = ""


def _in_styles_of(document: File, body: str) -> str:
    """The body with the template's ids of our styles; what it lacks it gets from us."""
    ours = Document()
    for code, name in _STYLES.items():
        if name in document.styles:
            own = document.styles[name].style_id
        else:
            own = _lend(document, ours, name)
        if code == "ListBullet" and own.startswith("Miteinander"):
            end = f'<w:pStyle w:val="{own}"/></w:pPr>'
            point = f'{end}<w:r><w:t xml:space="preserve">• </w:t></w:r>'
            body = body.replace(f'<w:pStyle w:val="{code}"/></w:pPr>', point)
        body = body.replace(f'Style w:val="{code}"/>', f'Style w:val="{own}"/>')
    return body


def _lend(document: File, ours: File, name: str) -> str:
    """Give the template one of our styles, without what it stands on; returns its id."""
    style = deepcopy(ours.styles[name].element)
    for tag in ("w:basedOn", "w:next", "w:link", "w:qFormat"):
        for part in style.findall(qn(tag)):
            style.remove(part)
    for number in list(style.iter(qn("w:numPr"))):
        number.getparent().remove(number)
    own = f"Miteinander{style.get(qn('w:styleId'))}"
    style.set(qn("w:styleId"), own)
    document.styles.element.append(style)
    return own


def _mark(document: File, mark: str) -> None:
    """The mark at the head of every kind of page that the template knows."""
    has_even = document.settings.odd_and_even_pages_header_footer
    for place, section in enumerate(document.sections):
        heads = [section.header]
        heads += [section.first_page_header] if section.different_first_page_header_footer else []
        heads += [section.even_page_header] if has_even else []
        for head in heads:
            if place == 0 or not head.is_linked_to_previous:
                head.add_paragraph().add_run(printable(mark)).bold = True
