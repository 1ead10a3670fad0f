"""The code without which nobody takes over a fresh installation: only who runs the server sees it.

It is derived from the secret key, so that all machines of one installation know the same code, and
lies in DATA/setup-code for whoever starts the server without looking at what it prints.
"""

import base64
import hmac
import os
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from miteinander.kernel import queries

_BYTES = 10


def code() -> str:
    """Four groups of four letters and digits; also written into the file, for the owner only."""
    letters = _letters()
    text = "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"{text}\n")
    return text


def is_right(typed: str) -> bool:
    """Whether somebody typed the code, whatever the case and the hyphens; in constant time."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    return hmac.compare_digest(plain.encode(), _letters().encode())


def forget() -> None:
    """Remove the file: the installation is set up, and the code opens nothing any more."""
    _path().unlink(missing_ok=True)


def hint() -> str:
    """What to tell whoever starts the server; "" once a municipality uses the installation."""
    if queries.is_set_up():
        return ""
    return f"Noch nicht eingerichtet. Bitte /einrichten/ öffnen, Einrichtungscode: {code()}"


def _letters() -> str:
    digest = salted_hmac("miteinander.setup-code", "1", algorithm="sha256").digest()
    return base64.b32encode(digest[:_BYTES]).decode()


def _path() -> Path:
    return Path(settings.DATA) / "setup-code"
