"""`python -m miteinander.ui.papers.typesetter SOURCE`: two lines of JSON in, PDF out.

Knows no Django. The lines are what the paper says about itself, and its data.
"""

import json
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent  # the sources of all rooms; nothing outside of it can be read
MEMORY = 3 * 1024**3  # bytes of address space


def typeset(source: str, order: str) -> bytes:
    """The PDF of a source of the package; it says the day of its data as its own."""
    paper, data = order.split("\n")
    year, month, day = json.loads(paper)["date"]
    made = typst.compile(
        PACKAGE / source,
        None,
        root=PACKAGE,
        font_paths=[HERE / "vendor"],
        ignore_system_fonts=True,
        sys_inputs={"paper": paper, "data": data},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime(year, month, day, tzinfo=UTC),
        format="pdf",
    )
    return bytes(made)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(typeset(sys.argv[1], sys.stdin.read()))
