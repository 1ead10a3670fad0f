"""A questionnaire that came back in Word: what was ticked and written, by the keys of its fields.

Every field of a form has a key, "mit:17:3:note": answer, the version that it had when the form was
loaded, and what is asked. Pure: nobody here knows whether such an answer exists.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from miteinander.ui.papers.filled import Field, NotReadable, fields

WRITE = "Hier schreiben"
NAME = "mit:name"
STATUS = "status-"
UNCHANGED = "unchanged"
OTHER = "other"
_FIELD = re.compile(r"mit:([0-9]{1,18}):([0-9]{1,9}):([a-z_-]{1,30})", re.ASCII)
NO_FORM = (
    "In dieser Datei stehen keine Felder eines Fragebogens. Bitte laden Sie die Word-Datei hoch, "
    "die zu dieser Anfrage heruntergeladen und ausgefüllt wurde."
)


@dataclass
class Filled:
    """What was said about one answer; `version` is what the form was made of."""

    version: int
    ticked: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    is_unchanged: bool = False

    @property
    def other(self) -> str:
        """Who else is said to be responsible."""
        return self.texts.get(OTHER, "")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ticked and nothing written."""
        return not (self.ticked or self.texts or self.is_unchanged)


@dataclass(frozen=True)
class Forms:
    """Who filled it in ("" unsaid), and what was said by the key of the answer."""

    name: str
    answers: dict[int, Filled]


def key_of(answer: int, version: int) -> str:
    """The key of an answer's item."""
    return f"mit:{answer}:{version}"


def field_of(key: str, what: str) -> str:
    """The key of a field of an item; "" where the item has none."""
    return f"{key}:{what}" if key else ""


def read(content: bytes) -> Forms:
    """What a filled form says; raises `NotReadable`."""
    found = fields(content, WRITE)
    answers: dict[int, Filled] = {}
    texts: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in found:
        if match := _FIELD.fullmatch(one.key):
            answer, version, what = int(match[1]), int(match[2]), match[3]
            _take(answers.setdefault(answer, Filled(version)), what, one)
            if one.text:
                texts[answer, what].append(one.text)
    if not answers:
        raise NotReadable(NO_FORM)
    for (answer, what), said in texts.items():
        answers[answer].texts[what] = "\n".join(dict.fromkeys(said))
    name = next((one.text for one in found if one.key == NAME and one.text), "")
    return Forms(" ".join(name.split()), answers)


def _take(said: Filled, what: str, one: Field) -> None:
    if one.is_ticked and what == UNCHANGED:
        said.is_unchanged = True
    if one.is_ticked and what.startswith(STATUS):
        status = what.removeprefix(STATUS)
        said.ticked += [status] if status not in said.ticked else []
