"""CPU of reading documents: text of a given size, and its growth."""

import time

from benchmarks.figures import Figure, at_most
from miteinander.concept.reading import read_document

SECONDS, TENFOLD = 2, 12


def figures() -> list[Figure]:
    """A concept of about 130 KB of text, and one ten times as long."""
    small, large = _seconds(_document(6)), _seconds(_document(60))
    return [
        at_most("reading 130 KB of text", small, "s CPU", SECONDS),
        at_most("reading ten times as much", large / small, "ratio", TENFOLD),
    ]


def _seconds(data: bytes) -> float:
    start = time.process_time()
    reading = read_document(data, "konzept.txt")
    if not reading.fields:
        raise RuntimeError("nothing was recognised")
    return time.process_time() - start


def _document(fields: int) -> bytes:
    """An invented concept in the usual shape: chapters, goals, points below them."""
    lines = ["Integrationskonzept der Stadt Musterstadt", ""]
    for field in range(1, fields + 1):
        lines.append(f"{field}. Handlungsfeld „Bereich Nummer {field}“")
        for topic in range(1, 7):
            lines += [f"{field}.{topic}. Unterthema {field} und {topic}", "Ausgangslage"]
            lines += ["Hier steht, wie die Lage im Bereich ist und was dazu bekannt wurde."] * 22
            lines += ["Ziel", f"Alle Menschen erreichen das Ziel {field} und {topic}."]
            lines.append("Konkret bedeutet dies:")
            for point in range(5):
                lines += ["", f"Es gibt ein Angebot Nummer {field}-{topic}-{point} in der Stadt,"]
                lines += ["das alle kennen und nutzen können."]
    return "\n".join(lines).encode()
