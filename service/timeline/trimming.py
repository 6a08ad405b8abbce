"""A clause trimmed to a line: without its date, its opening words, who said so behind it, offices and brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.timeline.lexicon import (
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    PREPOSITION,
    PRONOUN,
    ROLE,
    SUBORDINATOR,
    lexicon,
)
from service.timeline.model import Mention
from service.timeline.telling import within

LONGEST = 112
SHORTEST = 24
"""A cut that leaves less than this is no title."""
OPENERS = re.compile(
    r"^(?:meanwhile|however|but|and|also|still|later|earlier|then|so|yet|now|separately|additionally|in addition|"
    r"for (?:his|her|its|their) part|on the other hand|as a result|of course|unsurprisingly|according to [^,]{3,50}|"
    r"that|after|following|including|because|while|although|where|when|before|since)(?:,\s+|\s+)(?=\S)",
    re.IGNORECASE,
)
"""Words that tie a clause to what came before it."""

DANGLING = re.compile(
    r"^(?:he|she|they|it|this|that|these|those|who|whom|whose|which|what|where|when|to|the two|both sides|the pair|we|"
    r"i|you|there|his|her|its|their|as|if|since|than|by|with|from|of|for|in|on|at|or|not)\b",
    re.IGNORECASE,
)
"""Openings that point at something the line does not say."""

TAIL = re.compile(
    r"(?: as well|[,;]?\s+according to\b.*|[,;]\s+(?:saying|adding|citing|noting|calling|describing)\b.*"
    r"|,[”\"']?\s+(?:[\w.’'-]+\s+){1,6}(?:said|says|told|added|wrote|reported|reports|tweeted)\b[^,]{0,30}"
    r"|,[”\"']?\s+[^,]{3,50},\s[^,]{3,40},?\s(?:said|says|told|added)\b[^,]{0,30}"
    r"|,[”\"']?\s+(?:said|says|added|reported|wrote)\s[^,]{2,40})$"
)
"""Who said so, behind the happening itself."""

BREAK = re.compile(
    r"\s*[;:—–]\s|,\s(?![A-Z][\w.]*(?:,|\s+and\b))"
    r"|\s(?=(?:after|before|while|when|amid|because|despite|although|since|following|whom?|which|where)\b)"
    r"|(?<!described)(?<!known)(?<!such)(?<!well)(?<!seen)\s(?=as\b)"
)
LESSER_BREAK = re.compile(r"\s(?=(?:to|in|at|for|with|from|over|on|during|and|by|against)\s)")
WHOLE_ENOUGH = 40
"""A break further left than this cuts off too much; one within a clause further left than FULL_ENOUGH."""
FULL_ENOUGH = 66

DATELINE = re.compile(
    r"^(?:[^a-z|]{3,40}\|\s*)?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s[^|]{4,40}(?:E[SD]T|GMT|BST|UTC)\s+)?"
    r"[A-Z][A-Z .,'’/-]{2,40}(?:,\s[A-Z][a-z.]+)*\s*(?:\([A-Z][\w ]+\)\s*)?[-–—]+\s+(?=\S)"
)
"""Where and by whom a story was filed: "MANILA (Reuters) - "."""

PARENTHESIS = re.compile(r"\s*\([^()]{0,80}\)")
ASIDE = re.compile(
    r",[”\"]? (?:he|she|they|it|the \w+|[A-Z][\w’'-]+|[a-z]+s)"
    r" (?:said|says|added|wrote|adds|writes|recalls|recalled|reveals|claims|claimed),(?= (?!and|but|or)[“\"a-z])"
)
"""Who said so, in the middle of what is told."""
ALSO = re.compile(r"\s(?:also|reportedly|additionally|reluctantly|begrudgingly)\s(?=[a-z])")
SAID_THAT = re.compile(r"\b(said|says|told reporters|announced) that ")
TRAILING = re.compile(
    r"\s(?:in|on|at|to|of|for|with|by|from|the|an?|and|or|but|that|as|is|was|were|when|after|before|who|which|while|since|"
    r"until|among|between|its|his|her|their|,)$"
)
"""What cannot stand last in a line."""
HALF_TOLD = re.compile(
    r",\s(?:which|who|where it)\s(?:took place|happened|occurred|was|is|were|are|began|started|came)$"
)
"""What an added clause leaves whose date was all it told."""
UNFINISHED = re.compile(
    r"\s(?:the|an?|and|or|but|that|when|who|which|while|its|their|just|only|probably|early|late|about|around|shortly|,)$"
)
"""What cannot stand last in a clause that was cut where a phrase ends: a preposition may belong to the verb."""
MEASURE = re.compile(
    r",?\s(?:(?:about|some|just|only|nearly|more than)\s)?"
    r"(?:(?:an?|one|two|three|four|five|six|several|a few|\d+)\s)?(?:days?|hours?|weeks?|months?|years?|minutes?)$"
)
"""How long before or after another happening that was cut away."""
HAD = re.compile(r"\shad\s(?=[a-z]+ed\b)")
BEFORE_CLAUSE = re.compile(
    r"(?:[;:—–]\s+|,\s+(?:and|but|including|with)\s+|(?:said|told|believes?|announced|reported|claim\w*|confirmed|convince\s\w+|(?<=\s)[A-Z]\w+)\sthat\s+"
    r"|\s(?:since|after|following|including|because|while|when|until|whether|how|but|amid|before|"
    r"echo\w* what|about(?=\s(?:the|its|[A-Z]))|in retaliation for|in response to|in return for)\s+)(?=\S)"
)
"""Where a new clause begins."""
AFTER_COMMA = re.compile(r",\s+(?=\S)")
LEADING_PREPOSITION = re.compile(r"^(?:to|of|by|from|about|including)\s+(?=(?:the|an?|former|[A-Z])\b)")

BEFORE_TIME = re.compile(
    r"(?:^|[\s,(])(?:(?:on|in|by|at|since|until|during|from|for|before|after)\s+)?"
    r"(?:(?:on|in|by|at|since|until|during|from|for|before|after|around|about|over|throughout|as of|late|early)\s+"
    r"(?:at (?:least|the latest|the earliest)\s+)?"
    r"|(?:as|no) (?:recently|early|late|soon|later|earlier) (?:as|than)\s+)$",
    re.IGNORECASE,
)
SET_FOR = re.compile(
    r"(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)(?<!\bbe)(?<!\bbeen)(?<!\bhas)(?<!\bhad)(?<!\bhave),?"
    r"\s(?:(?:that|which)\s(?:had\sbeen|was|is|were|are)\s)?(?:originally\s)?(?:planned|scheduled|set|due|slated)\s*$"
)
"""What says of a happening only when it is to be: "a meeting planned (for Friday)"."""
GOES_ON = re.compile(r"\s+(?:to|and|until|or|-|–)\s+(?:\d|[A-Z][a-z]+ \d)")
"""A second date behind the first: neither goes without the other."""
CLOCK = re.compile(
    r"^(?:[0-2]?\d[:.][0-5]\d|[01]\d[0-5]\d|2[0-3][0-5]\d)(?:\s?(?:[ap]\.?m\.?|GMT|BST|UTC|CET|E[SD]T))?(?:[:,]|\s[-–—])?\s+"
    r"(?=[A-Z“])"
)
"""The hour at the head of an entry of a running report."""
ZONE = re.compile(r",\s(?:[A-Z][a-z]+|local|Eastern|Pacific|Central|Greenwich)\s(?:[A-Z][a-z]+\s)?[Tt]ime(?=,|$),?")
"""Whose time of day it was, where that went with the date."""
DETERMINED = re.compile(r"(?:\b(?:the|an?|its|his|her|their|this|of|between|to)|['’]s?)\s+$", re.I)
BARE_YEAR = re.compile(r"\d{4}")

IN_OFFICE = re.compile(
    r"\b(?:(?:[A-Z][\w.’'-]*|of|for|the|former|government|opposition|rebel|state|central|bank|national|security|press|army|"
    r"police|military|communications|deputy|acting|senior|top)\s+){0,6}(?i:president|secretary|minister|premier|chancellor|ambassador|"
    r"envoy|representative|advis[eo]r|spokes\w+|chief|leader|senator|general|director|commissioner|chair\w*|governor|mayor|"
    r"judge|head|king|queen|prince|attorney|colonel|officer|executive|founder|diplomat)\b,?\s+(?:(?:of|for|to)\s+"
    r"(?:the\s+)?(?:[A-Z][\w.]*,?\s+){1,4})?$"
)
"""An office before the name of who holds it."""


ADDED_OFFICE = re.compile(
    r"((?:[A-Z][\w.’'-]*\s){1,3}[A-Z][\w’'-]+), (?:the|an?|his|her|its|who|then|now|once|until now|known as)\s"
    r"[^,;“”\"]{2,70},(?=\s(?!and\b|or\b|but\b)[a-z])"
)
ADDED_NAME = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er)\s((?:(?!\b(?:the|an?|its|his|her)\s)[^,;“”\"]){3,60}), "
    r"((?:[A-Z][\w.’'-]*\s){1,3}[A-Z][\w’'-]+)(?:, \d\d)?,"
    r"(?=\s(?!and\b|or\b|but\b)[a-z])"
)
"""What is added to a name, or a name to an office, between commas."""


def shortened(text: str, longest: int = LONGEST) -> str:
    """Text on one line, cut at a word with an ellipsis where it is too long.

    >>> shortened("Envoys met in  Manila", 40), shortened("Envoys met in Manila", 14)
    ('Envoys met in Manila', 'Envoys met…')
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def without_time(mention: Mention) -> str:
    """The clause without its adverbial date. "the 2016 election" keeps its year."""
    text, found = mention.text, mention.expression
    if found is None or not (mention.start <= found.start and found.end <= mention.end):
        return text
    before, after = text[: found.start - mention.start], text[found.end - mention.start :]
    if after.startswith(" s "):
        return text  # "Friday s sermon": the apostrophe was lost
    if text[found.start - mention.start : found.end - mention.start] != found.text:
        return text
    preposition = BEFORE_TIME.search(before)
    bound = DETERMINED.search(before) or BARE_YEAR.fullmatch(found.text)
    if after[:2] in ("'s", "’s") or (bound and not preposition) or GOES_ON.match(after):
        return text
    before = before[: preposition.start()] + " " if preposition else before
    if preposition or not after.lstrip()[:1].isalnum():
        before = _without_set_for(before, after, mention)
    return re.sub(r",(?:\s*,)+", ",", re.sub(r"\s+([,.;:])", r"\1", f"{before.rstrip()} {after.lstrip(' ')}"))


def _without_set_for(before: str, after: str, mention: Mention) -> str:
    """The words before a date without "planned for", which says nothing where the date is gone."""
    found = SET_FOR.search(before)
    told = mention.trigger is not None and found is not None and mention.trigger.text in found[0]
    purpose = after.split(maxsplit=1)[:1] in (["to"], ["by"])
    return before if found is None or told or purpose else before[: found.start()] + " "


def from_deed(text: str, at: int) -> str:
    """The text from the clause that tells the deed, where another clause stands before it."""
    breaks = [BEFORE_CLAUSE]
    if len(text) > LONGEST and not text[:at].rstrip().endswith(","):
        breaks.append(AFTER_COMMA)
    starts = sorted(found.end() for pattern in breaks for found in pattern.finditer(text, 0, at))
    if not starts or (len(text) - starts[-1] < SHORTEST and not text.startswith("who ", starts[-1])):
        return text
    return text[starts[-1] :]


def without_edges(text: str) -> str:
    return text.strip(" \t,;:–—-").removesuffix(".").rstrip(" ,;:–—-")


def without_openers(text: str) -> str:
    return LEADING_PREPOSITION.sub("", OPENERS.sub("", OPENERS.sub("", text)).lstrip(" ,"))


def without_offices(text: str, names: Sequence[str]) -> str:
    """Names without the offices before them, where the whole of the office is known for one: a title has no room for
    both.

    >>> without_offices("The premier, Ada Brandt, met the energy secretary Ivo Hale", ["Ada Brandt", "Ivo Hale"])
    'Ada Brandt, met the energy secretary Ivo Hale'
    """
    words = lexicon().words
    for name in names:
        at = text.find(name)
        office = IN_OFFICE.search(text[:at]) if at > 0 else None
        if office is None:
            continue
        before = text[: office.start()].rstrip()
        last = before.rsplit(" ", 1)[-1]
        known = words.get(last)
        ties = not last or not last[-1].isalpha() or (known is not None and bool(known.flags & TIES or known.forms))
        if ties and not before.endswith("-") and not office[0].startswith(("of ", "for ")) and last != "the":
            text = text[: office.start()] + text[at:]
    return text


def without_asides(text: str) -> str:
    """A long text without what is only added to a name between commas, and a name for the office it is added to.

    >>> without_asides("Ada Brandt, the envoy, left after the bank's director, Ivo Hale, fell")
    'Ada Brandt left after Ivo Hale fell'
    """
    return ADDED_NAME.sub(_name, ADDED_OFFICE.sub(r"\1", text))


def _name(added: re.Match[str]) -> str:
    word = lexicon().words.get(added[1].rsplit(" ", 1)[-1].casefold())
    return added[2] if word is not None and word.flags & ROLE else added[0]


def cut(text: str, word: str) -> str:
    """The text cut to LONGEST where a clause ends, behind its trigger; with an ellipsis where none does."""
    if len(text) <= LONGEST:
        return text
    deed = text.find(word) + len(word) if word else 0
    whole, full = max(WHOLE_ENOUGH, deed), max(FULL_ENOUGH, deed)
    for least, breaks in ((whole, BREAK), (full, LESSER_BREAK), (FULL_ENOUGH, BREAK)):
        places = [found.start() for found in breaks.finditer(text) if least <= found.start() <= LONGEST]
        if places:
            kept, rest = text[: places[-1]], text[places[-1] :].lstrip()
            return MEASURE.sub("", kept) if rest.startswith(("before", "after", "since")) else kept
    return within(text, LONGEST) or shortened(text)


def balanced(text: str) -> str:
    """Without a quotation or bracket that opens and does not close."""
    for opening, closing in (("“", "”"), ("‘", "’"), ("(", ")")):
        last = text.rfind(opening)
        if last >= 0 and text.find(closing, last) < 0:
            text = text[:last] + text[last + 1 :]
    return text.replace('"', "", 1) if text.count('"') % 2 else text.removesuffix(",")


TIES = DETERMINER | PREPOSITION | CONJUNCTION | SUBORDINATOR | PRONOUN | AUXILIARY
"""What can stand before the office of somebody."""
