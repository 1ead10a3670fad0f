"""Papers as answers."""

import re

from django.http import HttpResponse

from miteinander.kernel.headers import as_file
from miteinander.kernel.slugs import slug_of
from miteinander.ui.sheets import XLSX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"pdf": "application/pdf", "docx": DOCX, "xlsx": XLSX}


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """The file under a name that every system takes; `kind` is one of `TYPES`."""
    response = HttpResponse(content, content_type=TYPES[kind])
    plain = re.sub(r"[^a-z0-9-]+", "-", slug_of(name))[:100].strip("-") or "datei"
    response["Content-Disposition"] = f'attachment; filename="{plain}.{kind}"'
    as_file(response)
    return response
