"""Bytes sealed with a key and bound to the place where they lie.

XChaCha20-Poly1305 (libsodium). A box is

    1 byte   version (1)
    1 byte   length of the key's id
    n bytes  the key's id, ASCII
    24 bytes nonce, random
    rest     ciphertext and 16 bytes of authentication

Head and place are authenticated with it: a box that was moved to another row, field or table, or
whose head was changed, does not open.
https://doc.libsodium.org/secret-key_cryptography/aead/chacha20-poly1305/xchacha20-poly1305_construction
"""

from collections.abc import Sequence

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES as _NONCE_BYTES,
)
from nacl.exceptions import CryptoError
from nacl.utils import random

_VERSION = 1
_HEAD_BYTES = 2
KEY_BYTES = 32
Part = str | int


class Unreadable(Exception):
    """A box does not open: altered, cut, moved, or its key is another one or gone."""

    def __init__(
        self,
        sentence: str = "Dieser Eintrag lässt sich nicht entschlüsseln: Er wurde verändert, liegt "
        "am falschen Ort, oder sein Schlüssel fehlt. Bitte wenden Sie sich an den Betrieb.",
    ) -> None:
        super().__init__(sentence)


def place(*parts: Part) -> bytes:
    """The parts of a place (table, key, field, ...) as bytes that no other parts give."""
    texts = [f"{type(part).__name__}:{part}".encode() for part in parts]
    return b"".join(len(text).to_bytes(4, "big") + text for text in texts)


def seal(content: bytes, secret: bytes, key_id: str, bound_to: Sequence[Part]) -> bytes:
    """Content (any length) in a box that opens only with the secret and at this place."""
    head = bytes([_VERSION, len(key_id)]) + key_id.encode("ascii")
    nonce = random(_NONCE_BYTES)
    return head + nonce + _encrypt(content, head + place(*bound_to), nonce, secret)


def unseal(box: bytes, secret: bytes, bound_to: Sequence[Part]) -> bytes:
    """What was sealed; raises `Unreadable`."""
    end = _HEAD_BYTES + len(key_id(box))
    head, nonce, rest = box[:end], box[end : end + _NONCE_BYTES], box[end + _NONCE_BYTES :]
    try:
        return _decrypt(rest, head + place(*bound_to), nonce, secret)
    except (CryptoError, ValueError, TypeError) as error:
        raise Unreadable from error


def key_id(box: bytes) -> str:
    """The id of the key with which the box was sealed; raises `Unreadable`."""
    if len(box) < _HEAD_BYTES or box[0] != _VERSION:
        raise Unreadable
    name = box[_HEAD_BYTES : _HEAD_BYTES + box[1]]
    if len(name) != box[1] or not name.isascii():
        raise Unreadable
    return name.decode("ascii")
