"""`python -m miteinander.reporting.writers.typesetter KIND`: JSON in, PDF out. Knows no Django."""

import json
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent.parent
MEMORY = 3 * 1024**3  # bytes of address space


def typeset(kind: str, text: str) -> bytes:
    """The PDF of `typst/KIND.typ` with this data; it says the day of the data as its own."""
    year, month, day = json.loads(text)["date"]
    made = typst.compile(
        HERE / "typst" / f"{kind}.typ",
        None,
        root=HERE / "typst",
        font_paths=[HERE / "vendor"],
        ignore_system_fonts=True,
        sys_inputs={"data": text},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime(year, month, day, tzinfo=UTC),
        format="pdf",
    )
    return bytes(made)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(typeset(sys.argv[1], sys.stdin.read()))
