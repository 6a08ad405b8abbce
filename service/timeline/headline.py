"""One evidence clause cut down to a line that stands alone: without date (the timeline shows it), tail or offices."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.timeline.faults import faults
from service.timeline.leadin import proper
from service.timeline.model import Mention
from service.timeline.parsed import clauses
from service.timeline.recent import Recent
from service.timeline.speech import quotation, remark
from service.timeline.standins import AUXILIARY, in_full, with_names
from service.timeline.telling import named, told, within
from service.timeline.trimming import (
    ALSO,
    ASIDE,
    CLOCK,
    DANGLING,
    DATELINE,
    HAD,
    HALF_TOLD,
    LONGEST,
    PARENTHESIS,
    SAID_THAT,
    SHORTEST,
    TAIL,
    TRAILING,
    UNFINISHED,
    ZONE,
    balanced,
    cut,
    from_deed,
    shortened,
    without_asides,
    without_edges,
    without_offices,
    without_openers,
    without_time,
)

NEEDS_VERB = frozenset({"planned", "cancelled", "negated", "denied"})
"""What is told of a deed that did not happen stands in the verb beside it."""
UNFIT = 6
"""Faults of a line that cannot stand in a timeline."""
DIRECT = 3
"""A line that begins with the deed stands so much better than one that comes to it."""
LATE = 60
"""A line that comes to its deed after this many characters tells something else first."""
GOOD = 2
"""A line that stands worse than this is tried again with the whole clause."""

DETERMINER = re.compile(r"(?:the|an?|some|all|both|two|three|several|many|\d+)\s")


@dataclass(frozen=True, slots=True)
class Line:
    """A line cut from evidence, how well it stands alone (more is better), and what it wants (`telling.faults`)."""

    text: str
    standing: int
    wanting: int = 0

    @property
    def whole(self) -> bool:
        """Whether an editor could print it."""
        return self.wanting < UNFIT


_KNOWN: Recent[int, tuple[Mention, Line]] = Recent(most=20_000)


def line_of(mention: Mention) -> Line:
    """The mention's clause as a line for a title: cut to the clause of its deed, or whole where that stands better.

    The lines of the last mentions asked for are remembered: an event that grows is made again and again.
    """
    known = _KNOWN.get(id(mention))
    if known is not None and known[0] is mention:
        return known[1]
    line = _line_of(mention)
    remember(mention, line)
    return line


def remember(mention: Mention, line: Line) -> None:
    """Keep the line of a mention that `line_of` made elsewhere, in another process."""
    _KNOWN.put(id(mention), (mention, line))


def sentences_of(mention: Mention) -> tuple[Line, ...]:
    """The mention's whole evidence as a line, for want of a clause that stands alone: cut where a clause of it ends,
    and cut at a word. One that is whole stands better, though it may stop before the deed, which it then wants.
    """
    mention = proper(mention)
    names = _names(mention)
    text = in_full(without_openers(without_edges(_clean(mention))), mention)
    short = shortened(_finished(text, mention))
    lines = []
    for line in dict.fromkeys((_finished(within(text, LONGEST, names) or short, mention), short)):
        wanting = faults(line, names)
        lines.append(Line(line, int(not wanting), wanting + (0 if _tells(line, mention) else UNFIT)))
    return tuple(lines)


def _tells(line: str, mention: Mention) -> bool:
    """Whether a line holds the word of the deed."""
    return mention.trigger is None or mention.trigger.text in line


def _clean(mention: Mention) -> str:
    """The mention's text on one line, without its date, its dateline, hours, brackets and who said so within it."""
    text = " ".join(without_time(mention).split())
    for noise in (ASIDE, DATELINE, PARENTHESIS, CLOCK, ZONE):
        text = noise.sub("", text)
    return text


def _line_of(mention: Mention) -> Line:
    mention = proper(mention)
    text = _clean(mention)
    word = mention.trigger.text if mention.trigger else ""
    at = _offset(mention, text, word)
    said = quotation(without_openers(without_edges(text)), mention) or remark(text, at, mention)
    if said:
        return _assessed(said, mention)
    lines = [] if mention.where == "title" else _clause_of(text, at, mention)
    if not lines or lines[0].standing < GOOD:
        deed = from_deed(text, at)
        lines.append(_dressed(deed, mention, word, DIRECT if deed != text else 0))
        phrase, comma, _ = deed.partition(",")
        if comma and deed != text and lines[-1].wanting >= UNFIT and word in phrase and not clauses(phrase).found:
            lines.append(_dressed(phrase, mention, word))  # "after the talks in Oslo, the king left"
        if deed != text:
            lines.append(_dressed(text, mention, word))
    return max(lines, key=lambda line: line.standing)


def _clause_of(text: str, at: int, mention: Mention) -> list[Line]:
    """The clause of the deed, from its subject on, as a line; none where it has no subject that stands alone."""
    sources, targets = (
        [actor for actor in mention.actors if actor.role == role and actor.type != "thing"]
        for role in ("source", "target")
    )
    names = _names(mention)
    read = clauses(text, names)
    owners = [actor.name for actor in sources]
    phrase = None if mention.status in NEEDS_VERB else named(read, at, owners, _carries_date(mention))
    if phrase is not None:
        line = _finished(phrase, mention)
        return [_assessed(line, mention, DIRECT)]
    apart = from_deed(text, at) != text
    reads = [read]
    if len(text) > LONGEST:
        shorter = (_without_offices(text, mention), without_asides(text))
        reads += [clauses(short, names) for short in dict.fromkeys(shorter) if short != text]
    lines = []
    for each in reads:
        place = _offset(mention, each.text, mention.trigger.text if mention.trigger else "")
        clause = told(each, place, sources, targets, apart)
        if clause is not None:
            line = _finished(in_full(clause[0], mention), mention)
            lines.append(_assessed(line, mention, DIRECT * clause[1]))
    return sorted(lines, key=lambda line: (-line.standing, -len(line.text)))


def _names(mention: Mention) -> list[str]:
    """All names of those the mention tells of."""
    return [name for actor in mention.actors for name in (actor.name, *actor.names)]


def _without_offices(text: str, mention: Mention) -> str:
    """A text with its people's names alone, without their offices."""
    return without_offices(text, [actor.name for actor in mention.actors if actor.type == "person"])


def _carries_date(mention: Mention) -> bool:
    """Whether the noun of the deed has the date in its own phrase: "the agreements of February 2015"."""
    found, trigger = mention.expression, mention.trigger
    if found is None or trigger is None or found.start < trigger.end:
        return False
    return mention.text[trigger.end - mention.start : found.start - mention.start].strip() == "of"


def _finished(text: str, mention: Mention) -> str:
    """A line without who said so behind it, without offices where it is long, and with a capital."""
    for _ in range(2):
        text = HALF_TOLD.sub("", TAIL.sub("", text))
    text = ALSO.sub(" ", SAID_THAT.sub(r"\1 ", text))
    if len(text) > LONGEST * 2 // 3:
        text = _without_offices(text, mention)
    text = without_edges(balanced(text))
    for _ in range(2):
        text = without_edges(UNFINISHED.sub("", text))
    return text[:1].upper() + text[1:]


def _dressed(text: str, mention: Mention, word: str, more: int = 0) -> Line:
    """A clause with names for pronouns, without tails and offices, cut to length."""
    text = with_names(without_openers(without_edges(text)), mention, word)
    for _ in range(2):
        text = TAIL.sub("", text)
    text = SAID_THAT.sub(r"\1 ", text)
    text = HAD.sub(" ", ALSO.sub(" ", text))
    if len(text) > LONGEST * 2 // 3:
        text = _without_offices(text, mention)
    text = without_edges(balanced(TAIL.sub("", cut(text, word))))
    for _ in range(2):
        text = without_edges(TRAILING.sub("", text))
    return _assessed(text[:1].upper() + text[1:], mention, more)


def _offset(mention: Mention, text: str, word: str) -> int:
    """Where the trigger stands in the text made of the mention's: the same occurrence of the word."""
    if mention.trigger is None:
        return 0
    earlier = mention.text[: max(0, mention.trigger.start - mention.start)].count(word)
    at = -1
    for _ in range(earlier + 1):
        found = text.find(word, at + 1)
        if found < 0:
            break
        at = found
    return max(0, at)


def _assessed(text: str, mention: Mention, more: int = 0) -> Line:
    wanting = faults(text, _names(mention))
    return Line(text, _standing(text, mention) - wanting + more, wanting)


def _standing(text: str, mention: Mention) -> int:
    lowered = text.casefold()
    named = sum(actor.name.casefold().split()[-1] in lowered for actor in mention.actors if actor.name)
    standing = 2 * min(2, named) + 3 * (mention.where == "title")
    standing += 2 if SHORTEST <= len(text) <= LONGEST else -4
    if text.count(" ") < 2:
        standing -= 6
    if DANGLING.match(text) or AUXILIARY.match(text):
        standing -= 6
    elif text[:1].islower() and not DETERMINER.match(text):
        standing -= 2
    if mention.trigger and mention.trigger.text.casefold() not in lowered and ": " not in text:
        standing -= 5
    if text.endswith(("?", ":")):
        standing -= 3
    if mention.trigger and ": " not in text and lowered.find(mention.trigger.text.casefold()) > LATE:
        standing -= 2
    return standing
