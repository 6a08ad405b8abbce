"""Cursors: where a page starts, sealed so that only this database's own, for the same question, are taken back."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from service.errors import BadQuestion, Fault

_MAC_BYTES = 12


def seal(secret: str, binding: str, position: str) -> str:
    """A cursor that stands for `position` in the answer to the question that `binding` digests.

    >>> unseal("s3cret", "question", seal("s3cret", "question", "0736547"))
    '0736547'
    """
    raw = position.encode()
    return urlsafe_b64encode(_mac(secret, binding, raw) + raw).rstrip(b"=").decode()


def unseal(secret: str, binding: str, cursor: str) -> str:
    """The position a cursor stands for. Raises BadQuestion for any other text, and for another question's cursor."""
    try:
        sealed = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        mac, raw = sealed[:_MAC_BYTES], sealed[_MAC_BYTES:]
        # Base64 has several spellings of one value; only the one that was given out counts.
        if (
            hmac.compare_digest(mac, _mac(secret, binding, raw))
            and urlsafe_b64encode(sealed).rstrip(b"=").decode() == cursor
        ):
            return raw.decode()
    except (Error, ValueError):
        pass
    words = "cursor: not a cursor of this question; start again without it"
    raise BadQuestion(words, Fault("cursor", "bad-cursor", words))


def _mac(secret: str, binding: str, raw: bytes) -> bytes:
    return hmac.digest(secret.encode(), binding.encode() + b"\x00" + raw, "sha256")[:_MAC_BYTES]
