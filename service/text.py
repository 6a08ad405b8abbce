"""The ground under every reader of text: folding that keeps offsets, and sentences as news writes them."""

from __future__ import annotations

import re

FOLDED_ALONE = re.compile(r"[\u0130\u03a3]")
"""Letters whose lower case depends on their neighbours (capital sigma) or is longer than they (dotted capital I)."""


def fold(text: str) -> str:
    """Lower case of `text`, code point by code point: the result is exactly as long as what went in.

    A letter whose lower case is longer than itself stays as it is, so an offset in one text is an offset in the other.

    >>> fold("On SUNDAY in İzmir")
    'on sunday in İzmir'
    """
    if text.isascii() or not FOLDED_ALONE.search(text):
        return text.lower()
    return "".join([low if len(low := letter.lower()) == 1 else letter for letter in text])


def _words(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


TITLES = _words(
    """mr mrs ms messrs dr prof gen lt col maj capt cmdr sgt cpl pvt adm brig sen rep reps sens gov pres rev fr hon amb
    st mt ft supt insp det dep asst atty vice-adm maj-gen lt-col lt-gen brig-gen vs v sr no nos art sec fig vol pp cf
    viz approx est al ca op"""
)
"""Shortened words that stand before what they belong to: their full stop never ends a sentence."""

MONTHS_AND_DAYS = _words("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri")

OFTEN_LAST = _words(
    """inc co corp ltd bros plc llc jr sr esq etc dept univ assn ave blvd rd a.m p.m u.s u.k u.n u.s.a u.s.s.r e.u d.c
    b.c a.d n.y l.a p.l.o i.e e.g ph.d m.d bhd pty gmbh govt min max avg hrs mins"""
)
"""Shortened words that may end a sentence: they do when what follows is a word that opens one."""

OPENERS = _words(
    """the a an this that these those he she it they we i you his her its their our my in on at by for from to with
    after before during since until while when where as if although though because but and or so yet however meanwhile
    also then there here now later earlier still another other some many most more all both each no not nor neither
    either one two several among according despite under over last next what who why how such even only once
    officials police witnesses analysts critics asked"""
)

BOUNDARY = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?=\s|[\"“‘]?[A-Z]|$)|[。！？]+|\n")
WORD_BEFORE = re.compile(r"[^\s(\[\"“‘«—–]*$")
NEXT_WORD = re.compile(r"[\s\"'“‘«(\[—–-]*([^\W\d_]+)")
INITIAL = re.compile(r"(?:^|[.\-])[^\W\d_]$")
BULLET = re.compile(r"[ \t]*(?:[•·▪●*–—-]|\(?\d{1,2}[.)])[ \t]+\S")
UNFINISHED = re.compile(
    r"(?:,|\b(?:the|a|an|of|in|on|at|by|for|from|to|with|and|or|but|between|that|which|as|its|his|their)) *$", re.I
)
WORD_REACH = 24
"""Characters looked back over for the word before a full stop: longer ones are no abbreviation."""
WRAPPED_SHARE = 0.25
"""From this share of unfinished line ends that go on in lower case, a text counts as wrapped at a fixed width."""
WRAPPED_WIDTH = 40
"""A line shorter than this ends what it says, in wrapped text as well."""


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans (start, end) of the sentences of `text`, in order, without the white space around them.

    Blank lines end what stands before them; a single line break does so unless the text is wrapped there.
    Full stops of abbreviations, initials and numbers do not. Every character that is not white space lies in one span.

    >>> text = "Mr. Lee left the U.S. on Sept. 5. He is back."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Mr. Lee left the U.S. on Sept. 5.', 'He is back.']
    """
    wrapped = _is_wrapped(text)
    spans: list[tuple[int, int]] = []
    start = 0
    for found in BOUNDARY.finditer(text):
        end = found.end()
        ends = _ends_line(text, found.start(), start, wrapped) if found[0] == "\n" else _ends_sentence(text, found)
        if ends:
            _keep(text, start, end, spans)
            start = end
    _keep(text, start, len(text), spans)
    return tuple(spans)


def _keep(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        begin = start + len(piece) - len(piece.lstrip())
        spans.append((begin, begin + len(inner)))


_OPEN_LINE_ENDS = re.compile(r"[^\s.!?:\"”'’»)\]]\n(\S)")


def _is_wrapped(text: str) -> bool:
    """Whether line breaks stand inside sentences: enough unfinished lines go on in lower case."""
    ends = _OPEN_LINE_ENDS.findall(text)
    return bool(ends) and sum(1 for c in ends if c.islower()) >= WRAPPED_SHARE * len(ends)


def _ends_line(text: str, at: int, start: int, wrapped: bool) -> bool:
    """Whether the line break at `at` ends what stands between `start` and it."""
    rest = text[at + 1 : at + 40]
    first = rest.lstrip(" \t")
    if not first or first[0] == "\n" or BULLET.match(rest):
        return True
    line_start = max(text.rfind("\n", start, at), start - 1) + 1
    line = text[max(line_start, at - 120) : at].rstrip()
    if not line:
        return True
    if first[0].islower() or UNFINISHED.search(line[-12:]):
        return line[-1] in ".!?:"
    if wrapped and at - line_start >= WRAPPED_WIDTH:
        word = NEXT_WORD.match(first)
        return line[-1] in ".!?" or (word is not None and word[1].lower() in OPENERS)
    return True


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    """Whether the full stop, question or exclamation mark just found ends a sentence."""
    mark, end = found[0], found.end()
    if mark[0] in "。！？":
        return True
    glued = end < len(text) and not text[end].isspace()
    following = NEXT_WORD.match(text, end, end + 60)
    if following is None and glued:
        return False
    word = following[1] if following else ""
    if word[:1].islower():
        return False
    if mark[0] in "!?…" or mark.startswith(".."):
        return not glued
    before = WORD_BEFORE.search(text, max(0, found.start() - WORD_REACH), found.start())
    token = before[0].strip("'’,") if before else ""
    low = token.lower()
    if glued:
        # "met.He left": a missing space after a whole word; "U.S.A", "Yahoo.Com", "3.A" are left alone.
        return len(token) > 3 and token.isalpha() and token.islower() and not word.isupper() and len(word) > 1
    if low in TITLES:
        return False
    if low in MONTHS_AND_DAYS:
        return word.lower() in OPENERS or (not following and not text[end : end + 3].strip())
    if low in OFTEN_LAST or INITIAL.search(token):
        return mark != "." or (word.lower() in OPENERS and word != "I")
    return True
