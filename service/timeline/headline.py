"""One evidence clause cut down to a line that stands alone: without date (the timeline shows it), tail or offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.timeline.faults import faults
from service.timeline.model import Mention
from service.timeline.recent import Recent
from service.timeline.telling import named, told, with_article, within

LONGEST = 112
SHORTEST = 24
"""A cut that leaves less than this is no title."""
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
    r"(?:[,;]?\s+according to\b.*|[,;]\s+(?:saying|adding|citing|noting|calling|describing)\b.*"
    r"|,[”\"']?\s+(?:[\w.’'-]+\s+){1,6}(?:said|says|told|added|wrote|reported|reports|tweeted)\b[^,]{0,30}"
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
ALSO = re.compile(r"\s(?:also|reportedly|additionally|reluctantly|begrudgingly)\s(?=[a-z])")
SAID_LAST = re.compile(r"(?:said|says|told|added|wrote|announced|reported|insisted|warned)\b.{0,30}$")
BEFORE_SPEAKER = re.compile(r"[,”\"]+\s+(?!(?:who|which|as|and|but|that)\b)[^,;“”]{2,70}$")
SPEAKER = re.compile(r"(?:the\s|an?\s)?(?:(?:[A-Z][\w.’'-]*|[a-z]+)\s?){1,9}")
SAID_THAT = re.compile(r"\b(said|says|told reporters|announced) that ")
TRAILING = re.compile(
    r"\s(?:in|on|at|to|of|for|with|by|from|the|an?|and|or|but|that|as|is|was|were|when|after|before|who|which|while|since|"
    r"until|among|between|its|his|her|their|,)$"
)
"""What cannot stand last in a line."""
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
    r"(?:[;:—–]\s+|,\s+(?:and|but|including|with)\s+|(?:said|told|believes?|announced|reported|claim\w*|confirmed|convince\s\w+|[A-Z]\w+)\sthat\s+"
    r"|\s(?:since|after|following|including|because|while|when|until|whether|how|but|amid|before|"
    r"echo\w* what|about(?=\s(?:the|its|[A-Z]))|in retaliation for|in response to|in return for)\s+)(?=\S)"
)
"""Where a new clause begins."""
AFTER_COMMA = re.compile(r",\s+(?=\S)")
LEADING_PREPOSITION = re.compile(r"^(?:to|of|by|from|about|including)\s+(?=(?:the|an?|former|[A-Z])\b)")

BEFORE_TIME = re.compile(
    r"(?:^|[\s,(])(?:(?:on|in|by|at|since|until|during|from|for|before|after)\s+)?"
    r"(?:on|in|by|at|since|until|during|from|for|before|after|around|about|over|throughout|as of|late|early)\s+$",
    re.IGNORECASE,
)
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

ONE_ACTOR = re.compile(
    r"^(?i:(?:he|she|who)\s+(?=[a-z])|it\s+(?=[a-z]+ed\b)|the (?:[\w.-]+ ){0,3}?(?:secretary of state|president|"
    r"premier|(?:foreign |prime )?minister|chancellor|ambassador|envoy|diplomat|spokes\w+|adviser|senator|general|"
    r"director|chairman|governor|mayor)\s+(?=(?:also |then |later )?"
    r"(?:[a-z]+ed|was|were|is|has|had|will|would|met|said|told|took|went|made|held|left)\b))"
)
"""A pronoun or an office for the one who did it."""
AUXILIARY = re.compile(
    r"^(?:to|had|has|have|was|were|is|are|will|would|may|might|can|could|be|been|did|does|must)\s", re.IGNORECASE
)
DETERMINER = re.compile(r"(?:the|an?|some|all|both|two|three|several|many|\d+)\s")
PASSIVE = re.compile(
    r"^(?:(?:was|were|is|are|be|been|had|has|have|will|to)\s){1,3}\w+(?:ed|en|wn)\s+by\b", re.IGNORECASE
)
OF_TWO = r"(?: (?:men|women|envoys|leaders|ministers|foreign ministers|diplomats|presidents|premiers|officials|sides))?"
TWO_PEOPLE = re.compile(rf"^(?i:both|they|(?:the )?two{OF_TWO}|the pair)\s+(?=[a-z])")
BETWEEN_TWO = re.compile(rf"\bbetween (?:the two|both){OF_TWO}\b")
QUOTATION = re.compile(r"^[“\"]([^“”\"]{20,}?)[”\"].{0,60}$", re.DOTALL)

FIRST_PERSON = re.compile(r"^((?:I|We)\b[^“”\"]{16,}?)(?:[,.]?[”\"].{0,60})?$", re.DOTALL)

IN_OFFICE = re.compile(
    r"\b(?:(?:[A-Z][\w.’'-]*|of|for|the|former|government|opposition|rebel|state|central|bank|national|security|press|army|"
    r"police|military|communications|deputy|acting|senior|top)\s+){0,6}(?i:president|secretary|minister|premier|chancellor|ambassador|"
    r"envoy|representative|advis[eo]r|spokes\w+|chief|leader|senator|general|director|commissioner|chair\w*|governor|mayor|"
    r"judge|head|king|queen|prince|attorney|colonel|officer|executive|founder|diplomat)\b,?\s+(?:(?:of|for|to)\s+"
    r"(?:the\s+)?(?:[A-Z][\w.]*,?\s+){1,4})?$"
)
"""An office before the name of who holds it."""


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


def sentence_of(mention: Mention) -> Line:
    """The mention's whole evidence as a line, cut where a clause of it ends: for want of a clause that stands alone."""
    names = [name for actor in mention.actors for name in (actor.name, *actor.names)]
    text = _in_full(_without_openers(_without_edges(" ".join(_without_time(mention).split()))), mention)
    cut = _finished(within(text, LONGEST, names) or shortened(text), mention)
    return Line(cut, 0, faults(cut, names))


def _line_of(mention: Mention) -> Line:
    text = ZONE.sub("", CLOCK.sub("", PARENTHESIS.sub("", DATELINE.sub("", " ".join(_without_time(mention).split())))))
    word = mention.trigger.text if mention.trigger else ""
    at = _offset(mention, text, word)
    said = _quotation(_without_openers(_without_edges(text)), mention) or _remark(text, at, mention)
    if said:
        return _assessed(said, mention)
    lines = [] if mention.where == "title" else _clause_of(text, at, mention)
    if not lines or lines[0].standing < GOOD:
        deed = _from_deed(text, at)
        lines.append(_dressed(deed, mention, word, DIRECT if deed != text else 0))
        if deed != text:
            lines.append(_dressed(text, mention, word))
    return max(lines, key=lambda line: line.standing)


def _clause_of(text: str, at: int, mention: Mention) -> list[Line]:
    """The clause of the deed, from its subject on, as a line; none where it has no subject that stands alone."""
    by_role = {
        role: [actor.name for actor in mention.actors if actor.role == role and actor.type != "thing"]
        for role in ("source", "target")
    }
    names = [name for actor in mention.actors for name in (actor.name, *actor.names)]
    carried = _carries_date(mention)
    phrase = None if mention.status in NEEDS_VERB else named(text, at, by_role["source"], names, carried)
    if phrase is not None:
        line = _finished(phrase, mention)
        return [_assessed(line, mention, DIRECT)]
    apart = _from_deed(text, at) != text
    texts = [text]
    if len(text) > LONGEST:
        texts.append(_without_offices(text, [actor.name for actor in mention.actors if actor.type == "person"]))
    lines = []
    for each in dict.fromkeys(texts):
        place = _offset(mention, each, mention.trigger.text if mention.trigger else "")
        clause = told(each, place, by_role["source"], by_role["target"], names, apart)
        if clause is not None:
            line = _finished(_in_full(clause[0], mention), mention)
            lines.append(_assessed(line, mention, DIRECT * clause[1]))
    return sorted(lines, key=lambda line: (-line.standing, -len(line.text)))


def _carries_date(mention: Mention) -> bool:
    """Whether the noun of the deed has the date in its own phrase: "the agreements of February 2015"."""
    found, trigger = mention.expression, mention.trigger
    if found is None or trigger is None or found.start < trigger.end:
        return False
    return mention.text[trigger.end - mention.start : found.start - mention.start].strip() == "of"


def _in_full(text: str, mention: Mention) -> str:
    """A line with the whole name for the office, the family name or "Ms Such-and-such" it begins with."""
    people = [actor for actor in mention.actors if actor.type == "person" and " " in actor.name]
    sources = [actor.name for actor in people if actor.role == "source"]
    if len(sources) == 1 and sources[0].split()[-1] not in text:
        text = ONE_ACTOR.sub(f"{sources[0]} ", text)
    for actor in people:
        surname = re.escape(actor.name.split()[-1])
        if actor.name not in text:
            text = re.sub(rf"^(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?{surname}\b", actor.name.replace("\\", ""), text)
            text = re.sub(rf"\b(?:Mr|Mrs|Ms|Dr)\.?\s+{surname}\b", actor.name.replace("\\", ""), text, count=1)
    return text


def _finished(text: str, mention: Mention) -> str:
    """A line without who said so behind it, without offices where it is long, and with a capital."""
    for _ in range(2):
        text = TAIL.sub("", text)
    text = ALSO.sub(" ", SAID_THAT.sub(r"\1 ", text))
    if len(text) > LONGEST * 2 // 3:
        text = _without_offices(text, [actor.name for actor in mention.actors if actor.type == "person"])
    text = _without_edges(_balanced(text))
    for _ in range(2):
        text = _without_edges(UNFINISHED.sub("", text))
    return text[:1].upper() + text[1:]


def _dressed(text: str, mention: Mention, word: str, more: int = 0) -> Line:
    """A clause with names for pronouns, without tails and offices, cut to length."""
    text = _with_names(_without_openers(_without_edges(text)), mention, word)
    for _ in range(2):
        text = TAIL.sub("", text)
    text = SAID_THAT.sub(r"\1 ", text)
    text = HAD.sub(" ", ALSO.sub(" ", text))
    if len(text) > LONGEST * 2 // 3:
        text = _without_offices(text, [actor.name for actor in mention.actors if actor.type == "person"])
    text = _without_edges(_balanced(_cut(text, word)))
    for _ in range(2):
        text = _without_edges(TRAILING.sub("", text))
    return _assessed(text[:1].upper() + text[1:], mention, more)


def shortened(text: str, longest: int = LONGEST) -> str:
    """Text on one line, cut at a word with an ellipsis where it is too long.

    >>> shortened("Envoys met in  Manila", 40), shortened("Envoys met in Manila", 14)
    ('Envoys met in Manila', 'Envoys met…')
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _without_time(mention: Mention) -> str:
    """The clause without its adverbial date. "the 2016 election" keeps its year."""
    text, found = mention.text, mention.expression
    if found is None or not (mention.start <= found.start and found.end <= mention.end):
        return text
    before, after = text[: found.start - mention.start], text[found.end - mention.start :]
    if text[found.start - mention.start : found.end - mention.start] != found.text:
        return text
    preposition = BEFORE_TIME.search(before)
    bound = DETERMINED.search(before) or BARE_YEAR.fullmatch(found.text)
    if after[:2] in ("'s", "’s") or (bound and not preposition) or GOES_ON.match(after):
        return text
    before = before[: preposition.start()] + " " if preposition else before
    return re.sub(r",(?:\s*,)+", ",", re.sub(r"\s+([,.;:])", r"\1", f"{before.rstrip()} {after.lstrip(' ')}"))


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


def _from_deed(text: str, at: int) -> str:
    """The text from the clause that tells the deed, where another clause stands before it."""
    breaks = [BEFORE_CLAUSE]
    if len(text) > LONGEST and not text[:at].rstrip().endswith(","):
        breaks.append(AFTER_COMMA)
    starts = sorted(found.end() for pattern in breaks for found in pattern.finditer(text, 0, at))
    if not starts or (len(text) - starts[-1] < SHORTEST and not text.startswith("who ", starts[-1])):
        return text
    return text[starts[-1] :]


def _without_edges(text: str) -> str:
    return text.strip(" \t,;:–—-").removesuffix(".").rstrip(" ,;:–—-")


def _without_openers(text: str) -> str:
    return LEADING_PREPOSITION.sub("", OPENERS.sub("", OPENERS.sub("", text)).lstrip(" ,"))


def _without_offices(text: str, names: Sequence[str]) -> str:
    """Names without the offices before them: a title has no room for both."""
    for name in names:
        at = text.find(name)
        office = IN_OFFICE.search(text[:at]) if at > 0 else None
        if office:
            text = text[: office.start()] + text[at:]
    return text


def _with_names(text: str, mention: Mention, word: str) -> str:
    """The text with a name for the pronoun or office it begins with, and for the first "Mr Such-and-such"."""
    people = [actor.name for actor in mention.actors if actor.type == "person"]
    sources = [actor.name for actor in mention.actors if actor.role == "source" and actor.type != "thing"]
    if len(sources) == 1 and sources[0].split()[-1] not in text:
        text = ONE_ACTOR.sub(f"{with_article(sources[0])} ", text)
    if _lacks_subject(text, mention, word):
        text = f"{_subject(text, mention)} {text}".strip()
    if len(people) == 2 and not any(name.split()[-1] in text for name in people):
        text = TWO_PEOPLE.sub(f"{people[0]} and {people[1]} ", text)
        text = BETWEEN_TWO.sub(f"between {people[0]} and {people[1]}", text)
        if word and (theirs := re.match(rf"(?i:their|his|her)\s+{re.escape(word)}\b", text)):
            text = f"{word} of {people[0]} and {people[1]}{text[theirs.end() :]}"
    for name in people:
        if name not in text:
            surname = re.escape(name.split()[-1])
            text = re.sub(rf"\b(?:Mr|Mrs|Ms|Dr)\.?\s+{surname}\b", name.replace("\\", ""), text, count=1)
    return text


def _lacks_subject(text: str, mention: Mention, word: str) -> bool:
    """Whether a clause begins with its verb: an auxiliary, an infinitive, or the deed itself where that is a verb."""
    if AUXILIARY.match(text):
        return True
    inflected = mention.trigger is not None and word.casefold() != mention.trigger.lemma
    return bool(word) and inflected and text.startswith(word) and not word.endswith(("ing", "ings", "s"))


def _subject(text: str, mention: Mention) -> str:
    """Who did it, or in the passive whom it was done to: one name, or two joined."""
    role = "target" if PASSIVE.match(text) else "source"
    names = [actor.name for actor in mention.actors if actor.role == role and actor.type != "thing"]
    names = [with_article(name) for name in names if name.split()[-1] not in text]
    return " and ".join(names) if len(names) <= 2 else ""


def _quotation(text: str, mention: Mention) -> str | None:
    """A quotation and who says it: "Rex Tillerson: “We should …”"."""
    speaker = next((actor.name for actor in mention.actors if actor.role == "source"), None)
    quoted = QUOTATION.match(text) or (FIRST_PERSON.match(text) if mention.kind == "statement" else None)
    if speaker is None or quoted is None:
        return None
    return f"{speaker}: “{shortened(quoted[1].rstrip(' ,.'), LONGEST - len(speaker) - 4)}”"


def _remark(text: str, at: int, mention: Mention) -> str | None:
    """A remark told before its speaker: "Rex Tillerson: the administration has yet to decide"."""
    if mention.kind != "statement" or not SAID_LAST.match(text, at):
        return None
    before = BEFORE_SPEAKER.search(text, 0, at)
    if before is None or before.start() < SHORTEST:
        return None
    speaker = _speaker(mention, text[before.start() : at])
    if speaker is None:
        return None
    content = _balanced(_without_openers(_without_edges(text[: before.start()])))
    room = LONGEST - len(speaker) - 2
    return None if DANGLING.match(content) else f"{speaker}: {within(content, room) or shortened(content, room)}"


def _speaker(mention: Mention, words: str) -> str | None:
    """Who says what stands before: the person or body known, or in the article's own words; a pronoun is nobody."""
    known = (actor.name for actor in mention.actors if actor.role == "source" and actor.type != "country")
    named = next(known, None)
    literal = words.strip(" ,”\"")
    if named is not None or not SPEAKER.fullmatch(literal):
        return named
    return literal[:1].upper() + literal[1:]


def _cut(text: str, word: str) -> str:
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


def _balanced(text: str) -> str:
    """Without a quotation or bracket that opens and does not close."""
    for opening, closing in (("“", "”"), ("‘", "’"), ("(", ")")):
        last = text.rfind(opening)
        if last >= 0 and text.find(closing, last) < 0:
            text = text[:last] + text[last + 1 :]
    return text.replace('"', "", 1) if text.count('"') % 2 else text.removesuffix(",")


def _assessed(text: str, mention: Mention, more: int = 0) -> Line:
    wanting = faults(text, [name for actor in mention.actors for name in (actor.name, *actor.names)])
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
