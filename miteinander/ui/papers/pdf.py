"""PDF by typst. The typesetter runs in a process of its own: what it takes of memory goes with it,
and a text that makes it stumble harms no other request. Data go in as JSON, never as source.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from miteinander.ui.papers import About
from miteinander.ui.papers.fonts import printed
from miteinander.ui.papers.text import named

SECONDS = 120


class NotWritten(RuntimeError):
    """The typesetter gave up; the message is for the log, without any content."""


def typeset(source: str, data: Mapping[str, Any], about: About) -> bytes:
    """The PDF of a typst source, named from the package on ("reporting/typst/report.typ").

    `data` holds strings, numbers, lists and dictionaries. What no font can print becomes "?".
    """
    command = [sys.executable, "-m", "miteinander.ui.papers.typesetter", source]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no words of others
            command, input=order(data, about), capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotWritten(f"{source}: took longer than {SECONDS} seconds") from None
    if done.returncode:
        raise NotWritten(f"{source}: the typesetter ended with {done.returncode}")
    return done.stdout


def order(data: Mapping[str, Any], about: About) -> bytes:
    """What the typesetter reads: a line about the paper and a line with the data, both JSON."""
    made = about.made_on
    paper = {
        "title": named(about.title),
        "author": about.author,
        "lang": about.lang,
        "date": [made.year, made.month, made.day],
    }
    lines = (json.dumps(_printed(one), ensure_ascii=False) for one in (paper, data))
    return "\n".join(lines).encode()


def _printed(one: Any) -> Any:
    """The same data; every text as the fonts can print it."""
    if isinstance(one, str):
        return printed(one)
    if isinstance(one, Mapping):
        return {key: _printed(value) for key, value in one.items()}
    return [_printed(part) for part in one] if isinstance(one, list | tuple) else one
