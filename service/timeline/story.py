"""An article's fingerprint, by which wire copies of it are known."""

from __future__ import annotations

import re
from zlib import crc32

from service.text import fold

SHINGLE = 5
"""Words to a shingle."""
KEPT_BELOW = 1 << 29
"""One hash in eight is kept: those below this bound ..."""
SAMPLE = 64
"""... and of those the smallest."""
LEAST_WORDS = 40
"""A shorter text has no story to compare."""

_WORD = re.compile(r"[^\W_]+")


def fingerprint(text: str) -> tuple[int, ...]:
    """A sorted sample of the hashes of every five words in a row; empty for a text too short to tell.

    Two articles that share most of the sample are one story, perhaps lightly cut.

    >>> fingerprint("too short")
    ()
    """
    words = _WORD.findall(fold(text))
    if len(words) < LEAST_WORDS:
        return ()
    stream = [word.encode() for word in words]
    hashes = {crc32(b" ".join(stream[at : at + SHINGLE])) for at in range(len(stream) - SHINGLE + 1)}
    return tuple(sorted(value for value in hashes if value < KEPT_BELOW)[:SAMPLE])
