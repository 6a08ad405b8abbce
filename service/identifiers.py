"""What articles and collections may be called: names that stand in the path of a URL as they are."""

from __future__ import annotations

import re

MAY_BE = "must be 1 to 200 letters, digits, '.', '_', '~' or '-', and more than one or two dots"
_SAFE = re.compile(r"(?!\.{1,2}\Z)[A-Za-z0-9._~-]{1,200}", re.ASCII)


def is_identifier(name: str) -> bool:
    """Whether an article or a collection can be called so: "." and ".." are steps of a path, which clients take.

    >>> is_identifier("us-russia"), is_identifier("bad name"), is_identifier(""), is_identifier("..")
    (True, False, False, False)
    """
    return _SAFE.fullmatch(name) is not None
