"""What the refine steps may look at around a candidate: tokens, their classes, sentences. Changes nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from service.temporal.language import Language
from service.temporal.meaning import Candidate
from service.temporal.patterns import as_class
from service.temporal.tokens import PARAGRAPH, SPACE, Tokens

CLAUSE_REACH = 60
LONGEST_PREPOSITION = 3
TENSES = {
    "verb_past": "past",
    "verb_future": "future",
    "verb_modal": "modal",
    "verb_to": "to",
    "verb_present": "present",
    "verb_schedule": "schedule",
    "verb_perfect": "past",
}


class Grammar:
    """The parts of a language that the view needs, compiled once for each language."""

    def __init__(self, language: Language):
        self.language = language
        self.tense_of = {kind: tense for slot, tense in TENSES.items() for kind in language.members.get(slot, "")}
        verbs = "".join(self.tense_of)
        stops = "".join(language.members.get(f"'{mark}", "") for mark in (",", ";", ":", "(", ")"))
        self.verb = re.compile(as_class(verbs)) if verbs else re.compile(r"(?!)")
        self.comma = language.members.get("',", "")
        self.stops = stops
        ends = "".join(language.members.get(f"'{mark}", "") for mark in (".", "?", "!", ";"))
        self.end = re.compile(as_class(ends + PARAGRAPH))
        self.never_verbs = set(language.kinds("article", "'the", "deictic", "determiner", "number", "ones"))
        self.articles = set(language.members.get("definite", ""))
        self.intent = set(language.members.get("verb_intent", ""))
        self.dot = language.members.get("'.", "")
        dotted = ("abbreviation", "day") if language.settings.get("ordinal_dot") else ("abbreviation",)
        self.no_ends = set(language.kinds(*dotted))
        self.prepositions = set(language.members.get("preposition", ""))
        slotted = {kind for slot in language.slots for kind in language.members.get(slot, "")}
        self.unslotted = {k for kinds in language.members.values() for k in kinds} - slotted
        self.nouns_capitalised = bool(language.settings.get("nouns_capitalised"))
        self._kinds: dict[tuple[str, ...], frozenset[str]] = {}

    def kinds(self, *slots: str) -> frozenset[str]:
        """The classes of the words in these slots."""
        if slots not in self._kinds:
            self._kinds[slots] = frozenset(self.language.kinds(*slots))
        return self._kinds[slots]


class View:
    """One text, as the steps see it."""

    def __init__(self, tokens: Tokens, grammar: Grammar, title: bool = False):
        self.tokens, self.grammar, self.title = tokens, grammar, title
        self.text, self.classes, self.words, self.starts = tokens.text, tokens.classes, tokens.words, tokens.starts

    def word(self, index: int) -> str:
        """The token at this index, or nothing beyond either end."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def before(self, candidate: Candidate, back: int = 1) -> str:
        """The word before the candidate, past one space; a paragraph's end gives nothing."""
        index = candidate.first
        for _ in range(back):
            index -= 1
            if index >= 0 and self.classes[index] == SPACE:
                index -= 1
        return self.words[index] if index >= 0 and self.classes[index] != PARAGRAPH else ""

    def after(self, candidate: Candidate, on: int = 1) -> str:
        """The word after the candidate, past one space."""
        index = candidate.last - 1
        for _ in range(on):
            index += 1
            if index < len(self.words) and self.classes[index] == SPACE:
                index += 1
        return self.words[index] if index < len(self.words) and self.classes[index] != PARAGRAPH else ""

    def preposition(self, candidate: Candidate) -> str:
        """What the words before say in the engine's own words ("bis" is until), or the word before itself."""
        language = self.grammar.language
        said = language.slots["preposition"].words
        near = [self.before(candidate, back).lower() for back in range(1, LONGEST_PREPOSITION + 1)]
        for count in range(LONGEST_PREPOSITION, 0, -1):
            words = " ".join(reversed(near[:count]))
            if words in said:
                return str(said[words])
        if near[0] in language.tables["relations"]["skipped"]:
            return str(said.get(near[1], near[1]))
        return near[0]

    @cached_property
    def without_capitals(self) -> bool:
        """True for a text written in small letters throughout."""
        return self.text.islower()

    @cached_property
    def ends(self) -> list[int]:
        """Token indexes at which sentences end."""
        found = []
        words, classes, grammar = self.words, self.classes, self.grammar
        size = len(words)
        for match in grammar.end.finditer(classes):
            at = match.start()
            if classes[at] == grammar.dot:
                if at and (classes[at - 1] in grammar.no_ends or len(words[at - 1]) == 1):
                    continue
                if at + 2 < size and classes[at + 1] == SPACE and words[at + 2][0].islower():
                    continue
                if at + 1 < size and classes[at + 1] not in (SPACE, PARAGRAPH) and words[at + 1][0].isalnum():
                    continue
            found.append(at)
        return found

    def sentence(self, index: int) -> tuple[int, int]:
        """The tokens (first, last) of the sentence that holds this token."""
        place = bisect_right(self.ends, index - 1)
        low = self.ends[place - 1] + 1 if place else 0
        high = self.ends[place] if place < len(self.ends) else len(self.words)
        return low, high

    def tense(self, candidate: Candidate) -> str | None:
        """The tense of the clause around: past, future, modal, to, present; None where no verb stands near."""
        low, high = self.sentence(candidate.first)
        low, high = max(low, candidate.first - CLAUSE_REACH), min(high, candidate.last + CLAUSE_REACH)
        left = self._nearest_left(candidate.first, low)
        right = self._nearest_right(candidate.last, high)
        if left and not left[1]:
            return left[0]
        if right and not right[1]:
            return right[0]
        chosen = right if right and not left else left
        return chosen[0] if chosen else None

    def _nearest_left(self, index: int, low: int) -> tuple[str, bool] | None:
        """(tense, whether a comma stands between) of the last verb before the index."""
        stretch = self.classes[low:index]
        at = -1
        for found in self.grammar.verb.finditer(stretch):
            if not self._is_preposition(low + found.start()):
                at = found.start()
        if at < 0:
            return None
        tense = self.grammar.tense_of[stretch[at]]
        if tense == "to":
            tense = self._infinitive(stretch, at)
        elif tense in ("past", "present"):
            tense = self._auxiliary(stretch, at, tense)
        comma = any(mark in stretch[at:] for mark in self.grammar.stops)
        return tense, comma

    def _nearest_right(self, index: int, high: int) -> tuple[str, bool] | None:
        stretch = self.classes[index:high]
        at = -1
        for found in self.grammar.verb.finditer(stretch):
            if not self._is_preposition(index + found.start()):
                at = found.start()
                break
        if at < 0:
            return None
        tense = self.grammar.tense_of[stretch[at]]
        comma = any(mark in stretch[:at] for mark in self.grammar.stops)
        return tense, comma

    def _is_preposition(self, index: int) -> bool:
        """True for a "to" that no verb follows."""
        if self.grammar.tense_of.get(self.classes[index]) != "to":
            return False
        after = self.word(index + 2)
        if not after[:1].islower():
            return True
        return self.classes[index + 2] in self.grammar.never_verbs

    def _infinitive(self, stretch: str, at: int) -> str:
        """An infinitive looks ahead after a word of intention or with no verb before it; else it goes with that verb."""
        if at >= 2 and stretch[at - 2] in self.grammar.intent:
            return "to"
        for kind in reversed(stretch[:at]):
            tense = self.grammar.tense_of.get(kind)
            if tense is not None and tense != "to":
                return tense
        return "to"

    def _auxiliary(self, stretch: str, at: int, tense: str) -> str:
        """For "will be signed", "is to meet": the words just before the verb decide."""
        before = stretch[max(0, at - 6) : at]
        for kind in reversed(before):
            other = self.grammar.tense_of.get(kind)
            if other in ("future", "modal"):
                return other
            if other is not None and tense == "to":
                return "to"
        return tense
