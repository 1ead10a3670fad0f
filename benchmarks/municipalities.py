"""Importing a list of municipalities of the size of Germany."""

import tempfile
import time
from pathlib import Path

from django.core.management import call_command

from benchmarks import towns
from benchmarks.figures import Figure, at_most
from miteinander.kernel.models import Municipality

SECONDS = 20
DISTRICTS, TOWNS_EACH = 400, 28


def figures() -> list[Figure]:
    """CPU seconds for about 11,600 records in the official fixed-width shape."""
    towns.migrate()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "GV100AD.txt"
        path.write_text("\n".join(_records()) + "\n", "utf-8")
        start = time.process_time()
        call_command("import_municipalities", str(path), verbosity=0)
        seconds = time.process_time() - start
    count = Municipality.objects.count()
    return [
        Figure("municipalities imported", count, "records", "> 11000", count > 11000),
        at_most("importing all municipalities", seconds, "s CPU", SECONDS),
    ]


def _records() -> list[str]:
    """Kind (2), date (8), key (12 + 4), name (50), rest; 220 characters each."""
    lines = [_record("10", "01", "Musterland")]
    for district in range(DISTRICTS):
        key = f"01{district:03d}"
        lines.append(_record("40", key, f"Kreis {district}", "43"))
        for town in range(TOWNS_EACH):
            lines.append(_record("60", f"{key}{town:03d}", f"Ort {district} {town}", "64"))
    return lines


def _record(kind: str, key: str, name: str, text: str = "") -> str:
    return f"{kind}20231130{key:12}{name:100}{text}".ljust(220)
