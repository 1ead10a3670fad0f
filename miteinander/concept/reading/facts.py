"""What a labelled fact says about a measure; text sheets and tables use the same words."""

from __future__ import annotations

import re

from .draft import DraftMeasure
from .institutions import institutions_of
from .periods import kind_of, period_of
from .statuses import status_of, transfer_of

_CAPTION = re.compile(r"\s*\b(?:Abbildung|Abb\.)\s*\d+\s*:.*$", re.DOTALL)
_RESPONSIBLE = re.compile(
    r"\s*[(\[](?:zuständig|verantwortlich|federf|träger)\w*(?:\s+\w+)?\s*:\s*([^()\[\]]+)[)\]]\.?$",
    re.IGNORECASE,
)
_SHORT_STATE = 40
_SILENT = frozenset(["progress", "description"])


def add_fact(measure: DraftMeasure, meaning: str, label: str, text: str) -> None:
    """Put one fact where it belongs; what has no attribute of its own joins the description."""
    text = text.strip()
    if not text:
        return
    if meaning == "responsible":
        measure.responsible.extend(institutions_of(text))
    elif meaning == "status":
        measure.status_text = _both(measure.status_text, " ".join(text.split()))
    elif meaning == "kind":
        measure.kind = kind_of(text)
        if measure.kind is None:
            measure.texts.append(f"{label}: {text}")
    elif meaning == "period":
        _add_period(measure, label, text)
    elif meaning == "indicators":
        measure.indicators.extend(indicators_of(text))
    elif meaning in _SILENT:
        measure.texts.append(text)
        measure.progress = measure.progress or (text if meaning == "progress" else "")
    else:
        measure.texts.append(f"{label}: {text}")


def _add_period(measure: DraftMeasure, label: str, text: str) -> None:
    """The first period printed is the measure's; a schedule that follows is description."""
    if measure.period is not None:
        measure.texts.append(f"{label}: {text}")
        return
    measure.period = period_of(text)
    measure.kind = measure.kind or kind_of(text)


def settle(measure: DraftMeasure) -> None:
    """Draw the state from the facts once all are known; "Daueraufgabe" there also is the kind."""
    if measure.status_text:
        measure.status = status_of(measure.status_text, measure.kind)
    elif len(measure.progress) <= _SHORT_STATE and status_of(measure.progress):
        measure.status_text = " ".join(measure.progress.split())
        measure.status = status_of(measure.progress, measure.kind)
    elif measure.progress:
        sentence = transfer_of(measure.progress)
        if sentence:
            measure.status_text, measure.status = sentence, status_of(sentence)
    _settle_kind(measure)


def _settle_kind(measure: DraftMeasure) -> None:
    words = (measure.status_text or "").casefold()
    if measure.kind is None and measure.status == "permanent" and "daueraufgabe" in words:
        measure.kind = kind_of(words)


def inline_responsible(text: str) -> tuple[str, tuple[str, ...]]:
    """A point without the bracket that names who does it, and these institutions."""
    match = _RESPONSIBLE.search(text)
    if match is None or match.start() < 3:
        return text, ()
    return text[: match.start()].rstrip(), institutions_of(match[1])


def indicators_of(text: str) -> list[str]:
    """Indicators of one cell or paragraph: one per point, captions of figures left out."""
    bare = _CAPTION.sub("", text).strip() or text
    parts = re.split(r"\n\s*(?:[•▪\-–]\s*)?|(?:^|\s)[•▪]\s+|;\s+(?=[A-ZÄÖÜ])", bare)
    return [part.strip(" ;") for part in parts if part and part.strip(" ;•-–")]


def _both(first: str | None, second: str | None) -> str | None:
    return f"{first}; {second}" if first and second else first or second
