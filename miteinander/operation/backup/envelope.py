"""An encrypted stream: written and read in pieces of 64 KB, whatever its length.

Layout: MAGIC, a random file key sealed to the backup's public key (80 bytes), the header of the
stream (24 bytes), then pieces of 64 KB plus 17 bytes; the last one may be shorter and carries the
tag FINAL, so that a cut file is noticed. XChaCha20-Poly1305 in libsodium's secretstream notices
pieces that are altered, moved, repeated or left out.
https://doc.libsodium.org/secret-key_cryptography/secretstream
"""

from typing import BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from miteinander.operation.backup.errors import BackupError

MAGIC = b"miteinander-backup-1\n"
PIECE = 64 * 1024
_OVERHEAD = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_HEADER = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_KEY = bindings.crypto_secretstream_xchacha20poly1305_KEYBYTES
_SEALED = _KEY + 48

ALTERED = (
    "Die Sicherung ist beschädigt oder verändert. Bitte nehmen Sie eine andere, oder holen Sie "
    "diese noch einmal vom Ort der Ablage."
)


class Sealer:
    """A file to write to; `close` writes the last piece."""

    def __init__(self, target: BinaryIO, key: PublicKey) -> None:
        self.target = target
        self.waiting = bytearray()
        self.state = bindings.crypto_secretstream_xchacha20poly1305_state()
        secret = bindings.crypto_secretstream_xchacha20poly1305_keygen()
        sealed = SealedBox(key).encrypt(secret)
        header = bindings.crypto_secretstream_xchacha20poly1305_init_push(self.state, secret)
        self.head = MAGIC + sealed + header
        target.write(self.head)

    def write(self, data: bytes) -> int:
        """Take any number of bytes."""
        self.waiting += data
        while len(self.waiting) > PIECE:
            self._push(bytes(self.waiting[:PIECE]), _MESSAGE)
            del self.waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write what is left as the last piece."""
        self._push(bytes(self.waiting), _FINAL)
        self.waiting.clear()

    def _push(self, piece: bytes, tag: int) -> None:
        # The head is bound into every piece: none fits under another head.
        push = bindings.crypto_secretstream_xchacha20poly1305_push
        self.target.write(push(self.state, piece, self.head, tag))


class Opener:
    """A file to read from; the first piece that is not as it was written is a `BackupError`."""

    def __init__(self, source: BinaryIO, key: PrivateKey) -> None:
        self.source = source
        self.state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self.ready = bytearray()
        self.is_over = False
        self.head = source.read(len(MAGIC) + _SEALED + _HEADER)
        if not self.head.startswith(MAGIC):
            raise BackupError("Diese Datei ist keine Sicherung von Miteinander.")
        sealed = self.head[len(MAGIC) : len(MAGIC) + _SEALED]
        header = self.head[len(MAGIC) + _SEALED :]
        if len(header) < _HEADER:
            raise BackupError(ALTERED)
        secret = _unsealed(sealed, key)
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(self.state, header, secret)

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer at the end only."""
        while len(self.ready) < size and not self.is_over:
            self.ready += self._pull()
        taken = bytes(self.ready[:size])
        del self.ready[:size]
        return taken

    def finish(self) -> None:
        """Read what is left and see that the stream ends as it was ended."""
        while not self.is_over:
            self._pull()
        if self.source.read(1):
            raise BackupError(ALTERED)

    def _pull(self) -> bytes:
        piece = self.source.read(PIECE + _OVERHEAD)
        pull = bindings.crypto_secretstream_xchacha20poly1305_pull
        try:
            plain, tag = pull(self.state, piece, self.head)
        except (CryptoError, ValueError) as error:
            raise BackupError(ALTERED) from error
        self.is_over = tag == _FINAL
        return bytes(plain)


def _unsealed(sealed: bytes, key: PrivateKey) -> bytes:
    try:
        return SealedBox(key).decrypt(sealed)
    except CryptoError as error:
        raise BackupError(
            "Dieser Schlüssel öffnet die Sicherung nicht: Sie gehört zu einem anderen Schlüssel, "
            "oder ihr Anfang ist beschädigt. Bitte geben Sie den passenden mit --key an."
        ) from error
