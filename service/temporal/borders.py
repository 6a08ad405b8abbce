"""Where a clause begins and what stands inside it as an aside, so that its verb is not taken for another's."""

from __future__ import annotations

from service.temporal.language import Language

# Tokens from "since" to a date in its phrase, and from the comma that opens an aside to its verb.
SINCE_REACH = 16
NEXT_TO_SINCE = 5
ASIDE_REACH = 10
SOURCE_REACH = 24


class Borders:
    """The words of one language that open a clause, a phrase of "since", an aside."""

    def __init__(self, language: Language, verbs: frozenset[str], soft: frozenset[str]):
        said = language.slots["preposition"].words if "preposition" in language.slots else {}
        alone = {word: relation for word, relation in said.items() if " " not in word}
        self._since = frozenset(language.lexicon[word] for word, relation in alone.items() if relation == "since")
        self.after = frozenset(language.lexicon[word] for word, relation in alone.items() if relation == "after")
        self._according = language.kinds("according")
        self._doing = language.kinds("verb_ing")
        self.openers = language.kinds("clause_word")
        self.saying = language.kinds("verb_say")
        self._verbs, self._soft, self._colon = verbs, soft, language.kinds("':")
        self._prepositions = language.kinds("preposition", "in_by", "of_word")

    def begins(self, classes: str, first: int, low: int) -> bool:
        """True where a clause of its own begins at the date: "said that on Monday it would close"."""
        for at in (first - 2, first - 4):
            if at >= low and classes[at] in self.openers:
                return at - 2 < low or classes[at - 2] not in self._prepositions  # "went through that on Friday"
        return False

    def in_subject(self, classes: str, first: int, low: int) -> bool:
        """True in the subject of a clause of "that": "suggested that a meeting of ministers in May could end it"."""
        for at in range(first - NEXT_TO_SINCE, max(low + 1, first - SINCE_REACH) - 1, -1):
            if classes[at] in self._verbs or classes[at] in self._soft:
                return False
            if classes[at] in self.openers:
                return classes[at - 2] in self._verbs
        return False

    def in_since(self, classes: str, first: int, low: int) -> bool:
        """True inside a phrase of "since" that has no verb: "since the blast about 10 p.m. Tuesday"."""
        for at in range(first - NEXT_TO_SINCE, max(low, first - SINCE_REACH) - 1, -1):
            if classes[at] in self._since:
                inner = classes[at + 1 : first]
                return self._verbs.isdisjoint(inner) and self._soft.isdisjoint(inner)
        return False

    def since_then(self, classes: str, first: int, low: int) -> bool:
        """True in a clause of "since": "for the first time since they landed here on June 6"."""
        for at in range(first - 3, max(low, first - SINCE_REACH) - 1, -1):
            if classes[at] in self._soft:
                return False
            if classes[at] in self._since:
                return True
        return False

    def in_according(self, classes: str, first: int, low: int) -> bool:
        """True in "according to" and its source: "according to a draft under discussion by leaders Sunday"."""
        for at in range(first - NEXT_TO_SINCE, max(low, first - SOURCE_REACH) - 1, -1):
            if classes[at] in self._according:
                inner = classes[at + 3 : first]  # past its "to"
                return self._verbs.isdisjoint(inner) and self._soft.isdisjoint(inner)
        return False

    def in_after(self, classes: str, first: int, low: int) -> bool:
        """True after "after" and what was done: "vowed to retake the town after retreating on Thursday"."""
        for at in range(first - 3, max(low, first - SINCE_REACH) - 1, -1):
            if classes[at] in self.after:
                return classes[at + 2] in self._doing
            if classes[at] in self._verbs or classes[at] in self._soft:
                return False
        return False

    def is_aside(self, classes: str, at: int, low: int) -> bool:
        """True for who says so between two commas: "On Tuesday, he said, he will go", not "..., he said: ..."."""
        after = classes[at + 1 : at + 2]
        if classes[at] not in self.saying or after not in self._soft or after in self._colon:
            return False
        return any(kind in self._soft for kind in classes[max(low, at - ASIDE_REACH) : at])
