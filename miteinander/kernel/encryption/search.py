"""A blind index: values that can be found again without being stored.

Whoever reads the database sees which rows have the same value, and nothing else; whoever also has
the search key can try values. So it is for values that many people share or that are long, and
never alone for what is guessed in a few tries, such as a birthday.
"""

import hashlib
import unicodedata

from miteinander.kernel.encryption.boxes import place

INDEX_BYTES = 16


def normalised(text: str) -> str:
    """The text as people mean it: capitals, width, forms of letters and spaces do not count."""
    # Folding can take a text apart again, so it is composed before and after.
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def blind_index(text: str, secret: bytes, *, municipality_id: int, table: str, field: str) -> bytes:
    """16 bytes that equal values share, in this field of this municipality only."""
    own = hashlib.blake2b(
        place(municipality_id, table, field), key=secret, digest_size=32, person=b"mit-search-field"
    ).digest()
    value = normalised(text).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(value, key=own, digest_size=INDEX_BYTES).digest()
