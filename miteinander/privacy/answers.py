"""The answer to a person (Art. 15 and 20 DSGVO): a letter to read and the data for machines."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from miteinander.kernel.retention.policy import Exempt, Table
from miteinander.kernel.retention.subjects import Subject
from miteinander.privacy.queries.persons import Record

FORMAT = "miteinander-auskunft-1"


@dataclass(frozen=True)
class Section:
    """What of a table the answer has: its records, and which of its fields are left out, why."""

    table: Table
    records: list[Record]
    exempt: list[str]


def sections(found: Sequence[Record]) -> list[Section]:
    """The records by table, in the order of the policy."""
    parts = []
    for _, group in groupby(found, key=lambda one: one.table.model):
        rows = list(group)
        table = rows[0].table
        reasons = {words.reason for words in table.personal.values() if isinstance(words, Exempt)}
        parts.append(Section(table, rows, sorted(reasons)))
    return parts


def packed(
    found: Sequence[Record], left_out: Mapping[str, str], subject: Subject, municipality: str
) -> bytes:
    """A ZIP of auskunft.html (German, printable, with the style beside it) and daten.json."""
    kept = [one for one in found if one.id not in left_out]
    missing = [(one, left_out[one.id]) for one in found if one.id in left_out]
    context = {
        "sections": sections(kept),
        "missing": missing,
        "subject": subject,
        "municipality": municipality,
        "today": timezone.localdate(),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("auskunft.html", render_to_string("privacy/letter.html", context))
        folder.writestr("auskunft.css", STYLE)
        folder.writestr("daten.json", json.dumps(_data(kept, missing, municipality), **_JSON))
    return file.getvalue()


_JSON: dict[str, Any] = {"ensure_ascii": False, "indent": 1, "default": str}


def _data(
    kept: Sequence[Record], missing: Sequence[tuple[Record, str]], municipality: str
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "written_on": timezone.localdate().isoformat(),
        "municipality": municipality,
        "records": [
            {
                "table": one.table.model,
                "title": one.table.title,
                "key": one.key,
                "municipality": one.town,
                "belongs_to_the_person": one.is_own,
                "values": {fact.name: fact.value for fact in one.facts},
            }
            for one in kept
        ],
        "left_out": [{"table": one.table.title, "reason": reason} for one, reason in missing],
    }


STYLE = """body { font: 11pt/1.5 sans-serif; max-width: 45em; margin: 2em auto; padding: 0 1em; }
h2 { margin-top: 2em; border-bottom: 1px solid; }
dl { display: grid; grid-template-columns: minmax(8em, 14em) 1fr; gap: 0 1em; margin: 0 0 1em; }
dt { font-weight: bold; }
dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
article { break-inside: avoid; margin: 1em 0; }
"""
