"""Where in a sentence the words stand that somebody says, in quotation marks or without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.timeline.phrases import QUOTES
from service.timeline.scene import Scene, hanging
from service.timeline.verb import Verb

MARKS = QUOTES - {"‘", "’"}
"""Signs that open or close a quotation; single ones are apostrophes too."""
SHORTEST = 4
"""Tokens of the shortest quotation that says something of its own, and is no word in quotes."""
ASIDE = frozenset({"if", "when", "relative"})
"""Clauses that only go with what is said."""
SPEAKING = frozenset({"i", "we"})
NEAR = 4
"""Words of a subject in which a pronoun is looked for, the last ones."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says: the tokens of a sentence from `start` to `end`, and whether they are quoted."""

    scene: Scene
    start: int
    end: int
    quoted: bool

    @property
    def low(self) -> list[str]:
        """Its words."""
        return self.scene.tokens.low[self.start : self.end]

    def verbs(self) -> Iterator[tuple[int, Verb]]:
        """The verbs in it, each with its index in the scene."""
        return ((k, verb) for k, verb in enumerate(self.scene.verbs) if self.start <= verb.head < self.end)

    def behind(self, verb: Verb, reach: int) -> list[str]:
        """The words of it right behind a verb."""
        return self.scene.tokens.low[verb.end : min(self.end, verb.end + reach)]


def said_by(scene: Scene, index: int) -> Saying | None:
    """What is said by the one whose saying `scene.verbs[index]` reports."""
    verb, low = scene.verbs[index], scene.tokens.low
    marks = [at for at, word in enumerate(low) if word in MARKS]
    if marks:
        return _quoted(scene, verb, marks)
    if hanging(scene, index, "said") is not None:
        return Saying(scene, verb.end, len(low), quoted=False)
    if index and scene.verbs[0].start < verb.left:
        return Saying(scene, 0, verb.left, quoted=False)
    return None


def _quoted(scene: Scene, verb: Verb, marks: list[int]) -> Saying | None:
    """The quotation that stands whole before or behind a verb, or goes on from or into another sentence."""
    first, low = marks[0], scene.tokens.low
    if len(marks) > 1:
        start, end = first + 1, marks[1]
    elif first > verb.head:
        start, end = first + 1, len(low)
    elif low[first] == "”":
        start, end = 0, first
    else:
        return None
    whole = end - start >= SHORTEST and not start <= verb.head < end
    return Saying(scene, start, end, quoted=True) if whole else None


def subject_end(saying: Saying, verb: Verb) -> list[str]:
    """The last words of the subject of a verb: "we", "our friends"."""
    start, end = verb.subject_span
    return saying.scene.tokens.low[max(start, end - NEAR) : end]
