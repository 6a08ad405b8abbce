"""Where the readers of an article begin to talk: comments set below a report, told by the heads above each."""

from __future__ import annotations

import re

HEAD = re.compile(
    r"Posted by:? [^|\n]{1,60}\|"
    r"|\| ?Report abuse"
    r"|\bAt \d\d?:\d\d ?(?:[ap]m)? ?(?:on )?\d\d?(?:st|nd|rd|th)? \w{3,9},? \d{4}, ?[^\n:]{1,40} wrote:"
    r"|\b\w{3,9} \d\d?, \d{4} ?(?:at )?\d\d?:\d\d ?[ap]m (?:at \d\d?:\d\d ?[ap]m )?\|"
    r"|(?<!\d)\d{1,5}\. (?:Posted|Comment(?:ed)?) (?:by|at)\b",
    re.IGNORECASE,
)
"""Who wrote a comment and when, as pages set it above or below the comment."""
ENOUGH = 2
"""So many heads make a page of comments; one may be quoted."""


def chatter_from(text: str) -> int:
    """Offset at which the comments of readers begin; the length of the text where there are none.

    >>> chatter_from("The dam broke.  Posted by: ann | 3 May  Sad!  Posted by: bob | 4 May  Indeed.")
    16
    """
    heads = HEAD.finditer(text)
    first = next(heads, None)
    if first is None:
        return len(text)
    for more, _ in enumerate(heads, 2):
        if more >= ENOUGH:
            return first.start()
    return len(text)
