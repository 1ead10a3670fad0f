"""What a browser says about itself, in words that people recognise. Pure, but for the row type."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

# The first that fits: Edge and Opera call themselves Chrome too, Chrome calls itself Safari.
PROGRAMS = [
    (r"Edg", "Edge"),
    (r"OPR|Opera", "Opera"),
    (r"SamsungBrowser", "Samsung Internet"),
    (r"Firefox|FxiOS", "Firefox"),
    (r"Chrome|CriOS|Chromium", "Chrome"),
    (r"Safari", "Safari"),
]
SYSTEMS = [
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "Mac"),
    (r"CrOS", "Chromebook"),
    (r"Linux|X11", "Linux"),
]


@dataclass(frozen=True)
class Session:
    """A session as its owner sees it."""

    pk: int
    browser: str
    address: str
    began_at: datetime
    seen_at: datetime
    is_current: bool


def name(user_agent: str) -> str:
    """ "Firefox auf Windows"; "Unbekannter Browser" where nothing is recognised."""
    program = _first(PROGRAMS, user_agent) or "Unbekannter Browser"
    system = _first(SYSTEMS, user_agent)
    return f"{program} auf {system}" if system else program


def named(sessions: Iterable[UserSession], current_key: str | None) -> list[Session]:
    """The sessions with the names of their browsers, in the same order."""
    return [
        Session(
            pk=one.pk,
            browser=name(one.user_agent),
            address=one.ip,
            began_at=one.created_at,
            seen_at=one.last_seen_at,
            is_current=one.session_key == current_key,
        )
        for one in sessions
    ]


def _first(table: list[tuple[str, str]], text: str) -> str:
    return next((word for pattern, word in table if re.search(pattern, text)), "")
