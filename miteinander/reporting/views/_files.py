"""Documents as answers."""

import re

from django.http import HttpResponse

from miteinander.kernel.headers import as_file
from miteinander.kernel.slugs import slug_of
from miteinander.reporting.choices import Format
from miteinander.ui.sheets import XLSX

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {Format.PDF: "application/pdf", Format.DOCX: _DOCX, Format.XLSX: XLSX}


def download(content: bytes, name: str, kind: Format) -> HttpResponse:
    """The file under a name that every system takes."""
    response = HttpResponse(content, content_type=TYPES[kind])
    plain = re.sub(r"[^a-z0-9-]+", "-", slug_of(name))[:100].strip("-") or "bericht"
    response["Content-Disposition"] = f'attachment; filename="{plain}.{kind}"'
    as_file(response)
    return response
