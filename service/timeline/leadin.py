"""What a flattened page leaves before a sentence: a picture's credit, the hour it was put up, where it was filed."""

from __future__ import annotations

import re
from dataclasses import replace

from service.timeline.model import Mention

FARTHEST = 260
"""Characters in which what stands before a sentence is looked for."""
HEADER = re.compile(
    r"(?:^|(?<=\s))(?:"
    # "OSLO, Dec. 4 (Wire) -- "
    r"[A-Z][A-Z'’.\-]{2,}(?:[ /][A-Z][A-Z'’.\-]+)*(?:,? [A-Z][\w.]*(?: \d{1,2})?){0,3}"
    r"(?: ?\([\w .,/&-]{2,40}\))? ?(?:--|[-–—]) "
    # "(By Ann Reed -- Wire Images) ", "(Wire) - "
    r"|\((?:By )?[^()]{3,60}(?: -- |/)[^()]{2,40}\) |\([A-Z][\w./& ]{1,30}\) ?(?:--|[-–—]) "
    # "By Ann Reed, for Wire "
    r"|By [A-Z][\w'’-]+ [A-Z][\w'’-]+,? (?:[Ff]or )?"
    r"(?:CNN|BBC News(?:, [A-Z]\w+ [A-Z]\w+)?|Reuters|AP|the Associated Press) "
    r"|By the \w+ Wire Staff "
    # "Photograph: Ann Reed/Reuters "
    r"|(?:Photo(?:graph)?s?|Picture|Image|Credit|Illustration)s?: ?(?:[^:.|]{0,40}?[ /])?"
    r"(?:Reuters|AP|AFP|EPA|PA|Getty(?: Images)?|Rex(?: Features)?|Corbis|Bloomberg|Associated Press|[Tt]he Guardian)"
    r"(?:\\?/(?:[A-Z]\w+ [A-Z]\w+|\w+))* "
    # "Friday 4 August 2017 10.37 BST ", "| 08:17 UK time, Friday, 4 August 2017 "
    r"|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},?) \d{4},? (?:at )?)?"
    r"\d\d?[.:]\d\d ?(?:[ap]\.?m\.? )?(?:BST|GMT|UTC|E[SD]T|CES?T)[ |,-]+"
    r"|\| \d\d[:.]\d\d UK time,(?: \w+, \d{1,2} \w+ \d{4})? "
    r")(?=[\"“‘'(]?\w)"
)
LABEL = re.compile(
    r"(?:\W*\(?(?:[Uu]pdate|UPDATE|Posted)[^)]{0,60}\)\s|\\?\*\s|--\s|\d{3,4}\s(?=[A-Z])|[A-Z]{3,}(?:\s[A-Z]{3,})?:\s"
    r"|[A-Z][\w ]{3,30} -- (?=[A-Z“])|(?:Far|So far), |[^|]{0,40}\|\sFrom [\w ]{3,30}, CNN\s|Re: "
    r"|(?:(?:AP|AFP|Reuters|EPA|Updated?|UPDATE|NEW|Pictured|Caption|Correction)[:,]? )?"
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?: "
    r"|[A-Z][a-z]+, [A-Z][a-z]{1,5}\.: ))+(?=[\w“\"])"
)
"""A day or a reader's town, and a colon, at the head of an entry."""


GLUED = re.compile(
    r"(?<=[a-z’'\d]) (?=(?:The|An|It|He|She|They|This|These|There|But|In|At|As|When|After|For|Dozens|Hundreds|Thousands"
    r"|More|Several|Two|Three|Four|Five|Many|Some)(?: [a-z]|$))"
)
"""Where a sentence begins behind a headline or caption that ends in no mark."""


def begins(text: str, deed: int) -> int:
    """Where the sentence that tells the deed at offset `deed` begins behind what the page set before it.

    >>> text = "Bank in trouble OSLO, Dec. 4 (Wire) -- The bank has closed its branches"
    >>> text[begins(text, 50):]
    'The bank has closed its branches'
    """
    label = LABEL.match(text)
    start = label.end() if label and label.end() <= deed else 0
    for found in HEADER.finditer(text, start, min(deed, FARTHEST)):
        start = found.end()
    for found in GLUED.finditer(text, start, deed):
        start = found.end()
    return start


def proper(mention: Mention) -> Mention:
    """The mention without what the page set before its sentence and behind it; the mention itself where nothing is."""
    if mention.where == "title":
        return mention
    deed = mention.trigger.start - mention.start if mention.trigger else 0
    start = begins(mention.text, deed)
    behind = GLUED.search(mention.text, deed)
    end = behind.start() if behind else len(mention.text)
    if not start and behind is None:
        return mention
    return replace(mention, start=mention.start + start, end=mention.start + end, text=mention.text[start:end])
