"""A sentence cut into words, each with what the lexicon knows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from service.text import fold
from service.timeline.lexicon import ADVERB, ING, PARTICIPLE, PAST, Word

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,:/]\d+)*(?:\w+|(?:-[a-z]+)+|)"
    r"|[^\W_]+(?:(?:[-&]|['’](?!(?:s|re|ve|ll|d|m)\b))[^\W_]+)*"
    r"|['’](?:s|re|ve|ll|d|m)\b"
    r"|\.{2,}|--"
    r"|[^\w\s]"
)
"""A dotted abbreviation; a number, with what it counts behind a hyphen ("19-year"); a word with its inner hyphens and
apostrophes; a clitic; any other sign."""

NAMES_LIKE_WORDS = frozenset({"US", "WHO", "IT"})
"""Names that folded would be words of grammar."""

_ED = Word(forms=PAST | PARTICIPLE)
_ING = Word(forms=ING)
_LY = Word(flags=ADVERB)
_OTHER = Word()


@dataclass(slots=True)
class Tokens:
    """The words of one sentence: as written, folded, their places in the whole text, what the lexicon knows.

    `named[i]`: token i belongs to a name or a date, so that it is no verb; `dated[i]`: to a date;
    `modifier[i]`: to an adjective of a nation. `seen`: every word of it, folded and in the base form phrases ask for.
    """

    text: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    word: list[Word] = field(default_factory=list)
    named: list[bool] = field(default_factory=list)
    dated: list[bool] = field(default_factory=list)
    modifier: list[bool] = field(default_factory=list)
    seen: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.text)

    def lower(self, at: int) -> str:
        """The folded word at an index, or "" behind the last."""
        return self.low[at] if at < len(self.low) else ""

    def unguess(self, at: int) -> None:
        """Take back what the ending of a name let guess: "Italy" is no adverb."""
        if self.word[at] in (_ED, _ING, _LY):
            self.word[at] = _OTHER

    def at(self, offset: int) -> int:
        """Index of the first token that ends after `offset`."""
        from bisect import bisect_right

        return bisect_right(self.end, offset)


def tokenise(text: str, start: int, end: int, words: dict[str, Word]) -> Tokens:
    """The tokens of `text[start:end]`, with offsets in the whole of `text`."""
    spelled, begins, ends = [], [], []
    for found in TOKEN.finditer(text, start, end):
        spelled.append(found[0])
        begins.append(found.start())
        ends.append(found.end())
    low = [word.lower() if word.isascii() else fold(word).replace("’", "'") for word in spelled]
    get = words.get
    known = [get(word) or _guess(word) for word in low]
    for name in NAMES_LIKE_WORDS:
        if name in spelled:
            known = [_OTHER if word in NAMES_LIKE_WORDS else what for word, what in zip(spelled, known, strict=True)]
            break
    size = len(spelled)
    seen = frozenset(low).union([word.part for word in known])
    return Tokens(spelled, low, begins, ends, known, [False] * size, [False] * size, [False] * size, seen)


def _guess(low: str) -> Word:
    """What a word the lexicon does not hold looks like."""
    if len(low) > 4 and "-" not in low:
        if low.endswith("ed") and not low.endswith("eed"):
            return _ED
        if low.endswith("ing"):
            return _ING
        if low.endswith("ly"):
            return _LY
    return _OTHER
