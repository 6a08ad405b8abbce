"""Which body "the gunmen" or "the group" means: the one an article has called so by name."""

from __future__ import annotations

from collections.abc import Sequence

from service.timeline.cast import Cast, Entity, Figure
from service.timeline.gazetteer import word_set
from service.timeline.tokens import Tokens

ARMED = word_set(
    "gunmen rebels guerrillas fighters militants attackers insurgents kidnappers hostage-takers militiamen separatists"
)
"""Words a report uses one for the other, of one armed band."""
BANDS = ARMED | word_set("group movement band faction organisation organization militia party")
NAMING = (("of",), (",", "which", "calls", "itself"), (",", "known", "as"), ("known", "as"), ("called",))
"""What stands between the word and the name: "gunmen of the Red Front", "the group, which calls itself ..."."""


def note_groups(cast: Cast, tokens: Tokens, found: Sequence[Entity]) -> None:
    """Remember, for each band a sentence names, by which word the article speaks of its people."""
    for entity in found:
        if entity.sort != "name" or len(entity.figures) != 1 or entity.figures[0].type in ("country", "person"):
            continue
        word = _word_for(tokens, entity.start)
        if word is not None:
            armed = word in ARMED or tokens.low[entity.start - 2 : entity.start] == ["itself", "the"]
            for name in ARMED | {word} if armed else (word,):
                _call(cast, name, entity.figures[0])


def _word_for(tokens: Tokens, start: int) -> str | None:
    at = start - 1 if start and tokens.low[start - 1] == "the" else start
    for words in NAMING:
        begin = at - len(words)
        if begin > 0 and tuple(tokens.low[begin:at]) == words and tokens.low[begin - 1] in BANDS:
            return tokens.low[begin - 1]
    return None


def _call(cast: Cast, word: str, figure: Figure) -> None:
    known = cast.groups.get(word, figure)
    cast.groups[word] = figure if known is figure else None
