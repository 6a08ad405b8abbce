"""What somebody said, as a line: the speaker, a colon, the words."""

from __future__ import annotations

import re

from service.timeline.model import Mention
from service.timeline.telling import within
from service.timeline.trimming import (
    DANGLING,
    LONGEST,
    SHORTEST,
    UNFINISHED,
    balanced,
    shortened,
    without_asides,
    without_edges,
    without_openers,
)

SAID_LAST = re.compile(
    r"(?:said|says|told|added|wrote|announced|reported|insisted|warned)\b.{0,30}$"
    r"|(?:said|says)\s(?:after|before|during|in|at|on|following)\s[^,;“”\"]{0,110}$"
)
BEFORE_SPEAKER = re.compile(r"[,”\"]+\s+(?!(?:who|which|as|and|but|that)\b)[^,;“”]{2,70}$")
SPEAKER = re.compile(r"(?:the\s|an?\s)?(?:(?:[A-Z][\w.’'-]*|[a-z]+)\s?){1,9}")
BEHIND = re.compile(r"(?:said|says|told|added|wrote)\b[^“”\"]{0,40}[,:]\s[“\"]([A-Z][^“”\"]{20,})[”\"]?$")
"""What somebody said in a quotation behind the verb."""
QUOTATION = re.compile(r"^[“\"]([^“”\"]{20,}?)[”\"].{0,90}$", re.DOTALL)

FIRST_PERSON = re.compile(r"^((?:I|We)\b[^“”\"]{16,}?)(?:[,.]?[”\"].{0,60})?$", re.DOTALL)


SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.!?](?=\s)")


def quotation(text: str, mention: Mention) -> str | None:
    """A quotation and who says it: "Rex Tillerson: “We should …”"."""
    speaker = _known(mention)
    quoted = QUOTATION.match(text)
    if quoted is None and mention.kind == "statement":
        quoted = FIRST_PERSON.match(text) or BEHIND.search(text)
    if speaker is None or quoted is None:
        return None
    return f"{speaker}: “{_spoken(quoted[1].rstrip(' ,.'), LONGEST - len(speaker) - 4)}”"


def _spoken(quoted: str, room: int) -> str:
    """A quotation as long as there is room: to the end of its first sentences, else of a clause, else of a word."""
    if len(quoted) <= room:
        return quoted
    ends = [found.start() for found in SENTENCE_END.finditer(quoted, 0, room)]
    if ends and ends[-1] >= SHORTEST:
        return quoted[: ends[-1]]
    kept = within(quoted, room) or ""
    return kept if len(kept) > room // 2 else shortened(quoted, room)


def remark(text: str, at: int, mention: Mention) -> str | None:
    """A remark told before its speaker: "Rex Tillerson: the administration has yet to decide"."""
    if mention.kind != "statement" or not SAID_LAST.match(text, at):
        return None
    before = BEFORE_SPEAKER.search(text, 0, at)
    if before is None or before.start() < SHORTEST:
        return None
    speaker = _speaker(mention, text[before.start() : at])
    if speaker is None:
        return None
    content = without_edges(UNFINISHED.sub("", balanced(without_openers(without_edges(text[: before.start()])))))
    room = LONGEST - len(speaker) - 2
    content = content if len(content) <= room else without_asides(content)
    return None if DANGLING.match(content) else f"{speaker}: {within(content, room) or shortened(content, room)}"


def _known(mention: Mention) -> str | None:
    """The person or body known to say it."""
    sources = (actor.name for actor in mention.actors if actor.role == "source" and actor.type != "country")
    return next(sources, None)


def _speaker(mention: Mention, words: str) -> str | None:
    """Who says what stands before: the person or body known, or in the article's own words; a pronoun is nobody."""
    named = _known(mention)
    literal = words.strip(' ,”"')
    if named is not None or not SPEAKER.fullmatch(literal):
        return named
    return literal[:1].upper() + literal[1:]
