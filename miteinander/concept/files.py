"""What an uploaded file really is: told by its content, never by its name. Pure."""

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

LARGEST = 20 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000
MOST_PARTS = 5000
LARGEST_UNPACKED = 300 * 1024 * 1024  # bytes
HIGHEST_RATIO = 200
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: its media type and the ending of its name."""

    media_type: str
    ending: str


PDF = Kind("application/pdf", "pdf")
PNG = Kind("image/png", "png")
JPEG = Kind("image/jpeg", "jpg")
DOCX = Kind(f"{_OFFICE}.wordprocessingml.document", "docx")
XLSX = Kind(f"{_OFFICE}.spreadsheetml.sheet", "xlsx")
ODT = Kind("application/vnd.oasis.opendocument.text", "odt")


class NotTaken(ValueError):
    """The file is refused; the message is a sentence for the person."""


def examine(content: bytes) -> tuple[Kind, bytes]:
    """The kind of a file and what to keep of it: pictures are drawn anew, without hidden data.

    Raises `NotTaken` for anything else than PDF, DOCX, XLSX, ODT, PNG, JPEG, for files with
    macros, and for what is broken, empty or larger than 20 MB.
    """
    if not content:
        raise NotTaken("Diese Datei ist leer. Bitte wählen Sie eine andere.")
    if len(content) > LARGEST:
        raise NotTaken("Diese Datei ist größer als 20 MB. Bitte verkleinern Sie sie.")
    if content.startswith(b"%PDF-"):
        return PDF, content
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG, _redrawn(content, "PNG")
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG, _redrawn(content, "JPEG")
    if content.startswith(b"PK\x03\x04"):
        return _in_zip(content), content
    raise NotTaken(
        "Diese Art von Datei wird nicht angenommen. Möglich sind PDF, Word (docx), "
        "Excel (xlsx), OpenDocument-Text (odt) und Bilder (PNG, JPEG)."
    )


def safe_name(given: str, ending: str) -> str:
    """The name for downloads: the given one without path and signs, with its true ending."""
    stem = re.sub(r"[^\w .()-]+", "_", given.rpartition(".")[0] or given).strip(" ._-")
    return f"{stem[:140] or 'datei'}.{ending}"


def _in_zip(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            _refuse_bomb(packed)
            is_text = "mimetype" in names and packed.getinfo("mimetype").file_size < 200
            kind = packed.read("mimetype").decode("ascii", "replace") if is_text else ""
    except NotTaken:
        raise
    # zipfile says RuntimeError to a password and NotImplementedError to an unknown compression.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError):
        raise NotTaken("Diese Datei ist beschädigt oder verschlüsselt.") from None
    if any("vbaproject" in name.lower() or name.startswith("Basic/") for name in names):
        raise NotTaken("Diese Datei enthält Makros. Bitte speichern Sie sie ohne Makros.")
    if kind.strip() == ODT.media_type:
        return ODT
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return XLSX
    raise NotTaken(
        "Gepackte Dateien werden nicht angenommen. Bitte laden Sie das Dokument selbst hoch."
    )


def _refuse_bomb(packed: zipfile.ZipFile) -> None:
    """Keep from others what would fill their machine when they open it."""
    parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    ratio = unpacked / max(sum(part.compress_size for part in parts), 1)
    is_bursting = unpacked > 10 * 1024 * 1024 and ratio > HIGHEST_RATIO
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or is_bursting:
        raise NotTaken(
            "Diese Datei entpackt sich zu einer ungewöhnlichen Größe. Bitte speichern Sie sie neu."
        )


def _redrawn(content: bytes, kind: str) -> bytes:
    """The picture without place, camera and anything appended to it."""
    out = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[kind]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise NotTaken("Dieses Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es.")
                # The mark that says which side is up goes too: turned while it is still known.
                upright = ImageOps.exif_transpose(picture)
                plain = Image.new(upright.mode, upright.size)
                if upright.mode == "P" and (palette := upright.getpalette()):
                    plain.putpalette(palette)
                plain.paste(upright)
                plain.save(out, kind)
    except NotTaken:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning):
        raise NotTaken("Dieses Bild ist beschädigt. Bitte speichern Sie es neu.") from None
    return out.getvalue()
