"""What stands on a page beside the article and reads like prose: readers' comments, lists of links with their ages."""

from __future__ import annotations

import re

HEAD = re.compile(
    r"Posted by:? [^|\n]{1,60}\|"
    r"|\bPosted by [^|\n]{1,60}? on \w{3,9} \d\d?, \d{4},? (?:at )?\d\d?:\d\d"
    r"|\| ?Report abuse"
    r"|\bAt \d\d?:\d\d ?(?:[ap]m)? ?(?:on )?\d\d?(?:st|nd|rd|th)? \w{3,9},? \d{4}, ?[^\n:]{1,40} wrote:"
    r"|\b\w{3,9} \d\d?, \d{4} ?(?:at )?\d\d?:\d\d ?[ap]m (?:at \d\d?:\d\d ?[ap]m )?\|"
    r"|(?<!\d)\d{1,5}\. (?:Posted|Comment(?:ed)?) (?:by|at)\b",
    re.IGNORECASE,
)
"""Who wrote a comment and when, as pages set it above or below the comment."""
ENOUGH = 2
"""So many heads make a page of comments; one may be quoted."""

AGE = re.compile(r"\b\d{1,2} ?(?:hrs?|hours?|mins?|minutes?|secs?|days?) ago\b", re.IGNORECASE)
"""How old a linked story is, as pages set it behind its headline."""
BEHIND_A_LINK = re.compile(r" [-–—|] " + AGE.pattern, re.IGNORECASE)


def is_list_of_links(text: str, start: int, end: int) -> bool:
    """Whether a sentence is headlines of other stories run together, each with its age behind a dash.

    >>> is_list_of_links("Oslo talks fail - 4 hrs ago The Bergen Post Rain floods two towns - 6 hrs ago", 0, 76)
    True
    >>> is_list_of_links("The two met in Oslo - 6 hours ago - and will meet again.", 0, 55)
    False
    """
    if not BEHIND_A_LINK.search(text, start, end):
        return False
    if len(AGE.findall(text, start, end)) > 1:
        return True
    return text[end - 1] not in ".!?"


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
