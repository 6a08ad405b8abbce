"""A text as tokens: every code point belongs to exactly one, so offsets are sums of lengths of the untouched text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

# Numbers keep their inner marks ("20:50", "2017-08-06", "1,500"), so that no part of a figure is taken for a date.
# But the hours of "9-11 a.m." and "4pm-7pm" are each their own.
# Possessive quantifiers: no input can make this step look back.
TOKEN = re.compile(
    r"\d\d?+(?:[.:]\d\d)?+(?:[aApP][mM])?+(?=-\d\d?+(?:[.:]\d\d)?+ ?+[aApP]\.?[mM]\b)"
    r"|\d\w*+(?:(?:[.,:/-]|-[Ww])\d\w*+)++|\w++|\s++|.",
    re.DOTALL,
)
LONGEST_WORD = 32
MOST_REMEMBERED = 60_000

SPACE = "_"
PARAGRAPH = "|"


class Lexicon(dict[str, str]):
    """Maps a token to its class, one character; what is not listed is classed by its shape and remembered.

    The memory is a pure function of the token, bounded, and safe to share between threads.
    """

    def __init__(
        self,
        words: Mapping[str, str],
        shapes: Sequence[tuple[re.Pattern[str], str]],
        plain: PlainClasses,
        contractions: tuple[re.Pattern[str], str] | None = None,
    ):
        super().__init__(words)
        self._contractions = contractions
        self._listed = frozenset(words)
        self._shapes = tuple(shapes)
        self._plain = plain

    def classes(self, words: Sequence[str]) -> str:
        """The classes of these tokens, verbs behind an apostrophe read as what they stand for ("we're": are)."""
        classes = "".join(map(self.__getitem__, words))
        if self._contractions is None:
            return classes
        found, stands_for = self._contractions
        return found.sub(lambda verb: verb[0][0] + stands_for[(verb.lastindex or 1) - 1], classes)

    def __missing__(self, token: str) -> str:
        kind = self._classify(token)
        if len(self) < MOST_REMEMBERED and len(token) <= LONGEST_WORD:
            self[token] = kind
        return kind

    def _classify(self, token: str) -> str:
        if token.isspace():
            return PARAGRAPH if token.count("\n") > 1 or "\u2029" in token else SPACE
        if len(token) > LONGEST_WORD:
            return self._plain.other
        if token[0].isdigit() or token[-1].isdigit() or token[0] == "'":
            for form, kind in self._shapes:
                if form.fullmatch(token):
                    return kind
            return self._plain.figure if token[0].isdigit() else self._plain.other
        lower = token.lower()
        if lower != token and len(lower) == len(token) and lower not in self._plain.cased and lower in self._listed:
            return dict.__getitem__(self, lower)
        return self._plain.of_word(token)


class PlainClasses:
    """Classes of words no slot lists: capitalised, figures, and lower-case words by their ending."""

    def __init__(
        self, name: str, figure: str, mark: str, other: str, endings: Mapping[str, str], cased: frozenset[str]
    ):
        self.name, self.figure, self.mark, self.other = name, figure, mark, other
        self.cased = cased
        self._endings = tuple(sorted(endings.items(), key=lambda pair: -len(pair[0])))

    def of_word(self, token: str) -> str:
        """The class of a word that is in no slot."""
        if not token[0].isalnum():
            return self.mark
        if token[0].isupper():
            return self.name
        for ending, kind in self._endings:
            if token.endswith(ending) and len(token) > len(ending) + 1:
                return kind
        return self.other


def first_word(words: Sequence[str], low: int, high: int) -> int:
    """The index of the first of the tokens `low` to `high` that begins with a letter or a figure; `high` for none.

    >>> first_word([" ", "“", "Did", " ", "they"], 0, 5)
    2
    """
    return next((at for at in range(low, high) if words[at][0].isalnum()), high)


class Tokens:
    """The tokens of one text, where each begins, and the string of their classes."""

    __slots__ = ("classes", "starts", "text", "words")

    def __init__(self, text: str, lexicon: Lexicon):
        self.text = text
        self.words: list[str] = TOKEN.findall(text)
        self.classes = lexicon.classes(self.words)
        self.starts: list[int] = list(accumulate(map(len, self.words), initial=0))

    def between(self, first: int, last: int) -> str:
        """The text of tokens `first` (included) to `last` (excluded)."""
        return self.text[self.starts[first] : self.starts[last]]
