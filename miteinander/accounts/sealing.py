"""Secrets that must not lie readable in the database or in a copy of it.

The key comes from the installation's secret key, so a stolen dump alone opens nothing. Callers know
these two functions only; a keyring with rotation can take the place of what stands here.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b

from django.conf import settings
from nacl.secret import SecretBox


def seal(text: str, purpose: str) -> str:
    """Encrypt and sign; what was sealed for one purpose does not open for another."""
    return urlsafe_b64encode(_box(purpose).encrypt(text.encode())).decode()


def unseal(sealed: str, purpose: str) -> str:
    """The text again; raises nacl.exceptions.CryptoError for altered text or another key."""
    return _box(purpose).decrypt(urlsafe_b64decode(sealed)).decode()


def _box(purpose: str) -> SecretBox:
    key = blake2b(settings.SECRET_KEY.encode(), key=purpose.encode()[:64], digest_size=32)
    return SecretBox(key.digest())
