"""Which texts may be read while rules are written, and which are kept aside for their figures alone.

The half is decided by a hash of the file's name, once, before the first rule was written.
"""

from __future__ import annotations

import hashlib


def is_for_learning(name: str) -> bool:
    """True for the half whose errors may be looked at; `name` is a file's stem, without folder and ending.

    >>> is_for_learning("example") in (True, False)
    True
    """
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0
