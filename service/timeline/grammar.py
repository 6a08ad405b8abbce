"""The verbs of a sentence, how each is inflected, where its clause lies and which verb governs it."""

from __future__ import annotations

from service.timeline.clauses import cut_clauses
from service.timeline.finding import find_verbs
from service.timeline.lexicon import Lexicon
from service.timeline.participles import settle_participles
from service.timeline.tokens import Tokens
from service.timeline.verb import Verb


def verbs(tokens: Tokens, lexicon: Lexicon) -> list[Verb]:
    """The verb groups of a sentence, in order, with clauses and governors; `tokens` knows its names."""
    names = tokens.named
    found = find_verbs(tokens, lexicon, names)
    settle_participles(tokens, found)
    cut_clauses(tokens, found, names)
    return found
