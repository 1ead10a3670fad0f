"""The secrets of API tokens: random, recognisable, kept as a hash only. Knows no Django."""

import hashlib
import hmac
import secrets
import string

_LETTERS = string.ascii_lowercase + string.digits
_MARK = "mit"
LONGEST = 100


def new() -> str:
    """A secret like "mit-k3x9a2pq-..." with 256 random bits; scanners find it where it leaks."""
    public = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{_MARK}-{public}-{secrets.token_urlsafe(32)}"


def prefix(secret: str) -> str:
    """The public beginning of a secret; "" where the text is none."""
    mark, _, rest = secret.partition("-")
    public, _, hidden = rest.partition("-")
    is_one = mark == _MARK and len(public) == 8 and public.isascii() and public.isalnum()
    return f"{mark}-{public}" if is_one and hidden and len(secret) <= LONGEST else ""


def hashed(secret: str) -> str:
    """What is stored of a secret. It is as random as a key, so a fast hash suffices."""
    return hashlib.sha256(secret.encode()).hexdigest()


def fits(secret: str, stored: str) -> bool:
    """Whether the secret has this hash; takes equally long wherever they differ."""
    return hmac.compare_digest(hashed(secret), stored)
