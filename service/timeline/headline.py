"""One evidence clause cut down to a line that stands alone: without date (the timeline shows it), tail or offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.timeline.model import Actor, Mention

LONGEST = 96
SHORTEST = 24
"""A cut that leaves less than this is no title."""

OPENERS = re.compile(
    r"^(?:meanwhile|however|but|and|also|still|later|earlier|then|so|yet|now|separately|additionally|in addition|"
    r"for (?:his|her|its|their) part|on the other hand|as a result|of course|unsurprisingly|according to [^,]{3,50}|"
    r"that|after|following|including|because|while|although)(?:,\s+|\s+)(?=\S)",
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
    r"(?:[,;]?\s+according to\b.*|[,;]\s+(?:saying|adding|citing|noting|calling|describing)\b.*"
    r"|,[”\"']?\s+(?:(?:[A-Z][\w.’'-]*|an?|the|his|her|he|she|it|they|state|officials?|media|[a-z]+)\s+){0,6}"
    r"(?:said|says|told|added|wrote|reported|reports|tweeted)\b[^,]*)$"
)
"""Who said so, behind the happening itself."""

BREAK = re.compile(
    r"\s*[;:—–]\s|,\s|\s(?=(?:after|before|while|as|when|amid|because|despite|although|since|following|whom?|which|where)\b)"
)
LESSER_BREAK = re.compile(r"\s(?=(?:to|in|at|for|with|from|over|on|during|and|by|that|against)\s)")
WHOLE_ENOUGH = 40
"""A break further left than this cuts off too much."""

BEFORE_TIME = re.compile(
    r"(?:^|[\s,(])(?:on|in|by|at|since|until|during|from|for|before|after|around|as of|late|early)\s+$", re.IGNORECASE
)
DETERMINED = re.compile(r"(?:\b(?:the|an?|its|his|her|their|this|of|between|to)|['’]s?)\s+$", re.I)
BARE_YEAR = re.compile(r"\d{4}")

ONE_PERSON = re.compile(r"^(?i:he|she|who)\s+(?=[a-z])")
TWO_PEOPLE = re.compile(
    r"^(?i:both|they|(?:the )?two(?: (?:men|women|envoys|leaders|ministers|diplomats))?|the pair)\s+(?=[a-z])"
)
QUOTATION = re.compile(r"^[“\"]([^“”\"]{20,}?)[”\"].{0,60}$", re.DOTALL)

IN_OFFICE = re.compile(
    r"\b(?:(?:[A-Z][\w.’'-]*|of|for|the|former)\s+){0,5}(?i:president|secretary|minister|premier|chancellor|ambassador|"
    r"envoy|representative|advis[eo]r|spokes\w+|chief|leader|senator|general|director|commissioner|chair\w*|governor|mayor|"
    r"judge|head|king|queen|prince|attorney|colonel|officer|executive|founder|diplomat)\b,?\s+(?:(?:of|for|to)\s+"
    r"(?:the\s+)?(?:[A-Z][\w.]*,?\s+){1,4})?$"
)
"""An office before the name of who holds it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line cut from evidence, and how well it stands alone (more is better)."""

    text: str
    standing: int


def line_of(mention: Mention) -> Line:
    """The mention's clause as a line for a title."""
    text, at = _without_time(mention)
    text = re.sub(r"\s*\([^()]{0,80}\)", "", " ".join(text.split()))
    text = _with_names(_without_openers(_without_edges(text)), mention.actors)
    quoted = _quotation(text, mention)
    if quoted:
        return Line(quoted, _standing(quoted, mention))
    for _ in range(2):
        text = TAIL.sub("", text)
    if len(text) > LONGEST * 2 // 3:
        text = _without_offices(text, [actor.name for actor in mention.actors if actor.type == "person"])
    text = _without_edges(_balanced(_cut(text, at)))
    return Line(text[:1].upper() + text[1:], _standing(text, mention))


def shortened(text: str, longest: int = LONGEST) -> str:
    """Text on one line, cut at a word with an ellipsis where it is too long.

    >>> shortened("Envoys met in  Manila", 40), shortened("Envoys met in Manila", 14)
    ('Envoys met in Manila', 'Envoys met…')
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _without_time(mention: Mention) -> tuple[str, str]:
    """The clause without its adverbial date, and its trigger word. "the 2016 election" keeps its year."""
    text = mention.text
    word = mention.trigger.text if mention.trigger else ""
    found = mention.expression
    if found is None or not (mention.start <= found.start and found.end <= mention.end):
        return text, word
    before, after = text[: found.start - mention.start], text[found.end - mention.start :]
    if text[found.start - mention.start : found.end - mention.start] != found.text:
        return text, word
    preposition = BEFORE_TIME.search(before)
    bound = DETERMINED.search(before) or BARE_YEAR.fullmatch(found.text)
    if after[:2] in ("'s", "’s") or (bound and not preposition):
        return text, word
    before = before[: preposition.start()] + " " if preposition else before
    return re.sub(r"\s+([,.;:])", r"\1", f"{before.rstrip()} {after.lstrip(' ')}"), word


def _without_edges(text: str) -> str:
    return text.strip(" \t,;:–—-").removesuffix(".").rstrip(" ,;:–—-")


def _without_openers(text: str) -> str:
    return OPENERS.sub("", OPENERS.sub("", text)).lstrip(" ,")


def _without_offices(text: str, names: Sequence[str]) -> str:
    """Names without the offices before them: a title has no room for both."""
    for name in names:
        at = text.find(name)
        office = IN_OFFICE.search(text[:at]) if at > 0 else None
        if office:
            text = text[: office.start()] + text[at:]
    return text


def _with_names(text: str, actors: Sequence[Actor]) -> str:
    """The text with the name in place of a pronoun it begins with and of the first "Mr Such-and-such"."""
    people = [actor.name for actor in actors if actor.type == "person"]
    sources = [actor.name for actor in actors if actor.type == "person" and actor.role == "source"]
    if len(sources) == 1 or len(people) == 1:
        text = ONE_PERSON.sub(f"{(sources if len(sources) == 1 else people)[0]} ", text)
    elif len(people) == 2:
        text = TWO_PEOPLE.sub(f"{people[0]} and {people[1]} ", text)
    for name in people:
        surname = re.escape(name.split()[-1])
        if name not in text:
            text = re.sub(rf"\b(?:Mr|Mrs|Ms|Dr)\.?\s+{surname}\b", name.replace("\\", ""), text, count=1)
    return text


def _quotation(text: str, mention: Mention) -> str | None:
    """A quotation and who says it: "Rex Tillerson: “We should …”"."""
    speaker = next((actor.name for actor in mention.actors if actor.role == "source"), None)
    quoted = QUOTATION.match(text)
    if speaker is None or quoted is None:
        return None
    return f"{speaker}: “{shortened(quoted[1].rstrip(' ,.'), LONGEST - len(speaker) - 4)}”"


def _cut(text: str, trigger: str) -> str:
    """The text cut to LONGEST where a clause ends, behind its trigger; with an ellipsis where none does."""
    if len(text) <= LONGEST:
        return text
    least = max(WHOLE_ENOUGH, text.find(trigger) + len(trigger) if trigger else 0)
    for breaks in (BREAK, LESSER_BREAK):
        places = [found.start() for found in breaks.finditer(text) if least <= found.start() <= LONGEST]
        if places:
            return text[: places[-1]]
    return shortened(text)


def _balanced(text: str) -> str:
    """Without a quotation or bracket that opens and does not close."""
    for opening, closing in (("“", "”"), ("‘", "’"), ("(", ")")):
        last = text.rfind(opening)
        if last >= 0 and text.find(closing, last) < 0:
            text = text[:last] + text[last + 1 :]
    return text.replace('"', "", 1) if text.count('"') % 2 else text.removesuffix(",")


def _standing(text: str, mention: Mention) -> int:
    lowered = text.casefold()
    named = sum(actor.name.casefold().split()[-1] in lowered for actor in mention.actors if actor.name)
    standing = 2 * min(2, named) + 3 * (mention.where == "title")
    standing += 2 if SHORTEST <= len(text) <= LONGEST else -4
    if DANGLING.match(text):
        standing -= 6
    elif text[:1].islower():
        standing -= 2
    if mention.trigger and mention.trigger.text.casefold() not in lowered and ": “" not in text:
        standing -= 5
    if text.endswith(("…", "?", ":")) or " I " in text or " we " in text:
        standing -= 3
    return standing
