"""Whether a word that looks like a verb is one: no noun, no name, no attribute, no cause."""

from __future__ import annotations

from service.temporal.brackets import Brackets
from service.temporal.tokens import SPACE, first_word


class Counting(Brackets):
    """Tells the verbs of one language from what only looks like them."""

    def _is_no_infinitive(self, words: list[str], at: int) -> bool:
        """ "the worst riots to date hit the port"."""
        return not self.no_infinitives.isdisjoint(words[at + 2 : at + 3])

    def _counts(self, classes: str, words: list[str], at: int, low: int) -> bool:
        """False for a "to" that no verb follows, a participle used as an adjective and a modal that is a name."""
        kind = classes[at]
        if self.before_adjectives_too and self._is_attribute(classes, words, at):
            return False
        if kind in self.modals and words[at][0].isupper() and self._names(classes, at, low):
            return False
        if kind in self.nouns_too and at >= low + 2:
            owner = classes[at - 2]
            if owner in self.owners or (kind in self.schedules and owner in self.figures):
                return False  # "his will", "the start of", "29,796 votes"
        if kind in self.schedules and self._is_let(classes, words, at, low):
            return False
        if words[at].lower() in self.owing and self._is_cause(classes, words, at, low):
            return False
        if kind in self.in_phrase and not self._goes_with(words, at):
            return False  # "a home run", "the train runs", "rebels take the town"
        if kind in self.of_many and not self._done_by_many(classes, words, at, low):
            return False
        if kind in self.falling and not (classes[at - 2 : at - 1] and classes[at - 2] in self.falls_on):
            return False  # "which falls on Sunday", but "oil falls on Monday"
        if kind in self.plan and self._is_noun(classes, words, at, low):
            return False
        if kind in self.going and self.tense_of.get(classes[at + 2 : at + 3]) != "to":
            return not self._stands_alone(classes, at, low)  # "Going into the weekend, most thought all was well"
        if self.tense_of[kind] == "to":
            after = words[at + 2] if at + 2 < len(words) and classes[at + 1] == SPACE else ""
            if self._is_no_infinitive(words, at):
                return False
            if words[at - 2].lower() in self.owing and self._is_cause(classes, words, at - 2, low):
                return False
            if not after[:1].islower() or classes[at + 2] in self.no_verbs:
                return words[at - 2][:1].isupper() and after.lower() in self.headline_verbs  # "Banks to Stay Shut"
            return not after.endswith("s") or after.endswith(("ss", "us")) or classes[at + 2] not in self.plain
        if kind in self.completed and "-" in (words[max(at - 1, low)], *words[at + 1 : at + 2]):
            return False  # "a so-called top kill", "rebel-held towns", "no let-up"
        if kind in self.completed and at - 2 >= low and words[at - 2].lower() in self.staying:
            return False
        if kind in self.completed and self._describes_an_object(classes, at, low):
            return False
        if kind in self.strong and at - 2 >= low and classes[at - 2] in self.owners:
            return False  # "heal the split on Friday"
        if kind in self._bendable:
            before = at - 2
            if classes[before : before + 1] in self.being and self._stands_alone(classes, before, low):
                return False  # "wells now being drilled"
            while before > low and classes[before] in self.before_adjectives:
                before -= 2
            if kind in self.told and classes[before : before + 1] in self.of and classes[at + 2 : at + 3] in self.plain:
                return False  # "barrels of escaped oil"
            counted = before >= 0 and classes[before] in self.counts and kind in self.told
            if counted and classes[at + 2 : at + 3] not in self.plain:
                return True  # "some cheered on Friday", "two escaped": who did, with no noun after
            return not (before >= 0 and (classes[before] in self.determiners or classes[before] in self.likened))
        return True

    def _is_cause(self, classes: str, words: list[str], at: int, low: int) -> bool:
        """ "was cancelled due to rain", "without due care": no plan, as "is due to open", "is due on Friday" are."""
        after = words[at + 2].lower() if at + 2 < len(words) else ""
        if after in self.owing_nouns:
            return True
        if self.tense_of.get(classes[at + 2 : at + 3]) != "to":
            return False
        done = at - 2 >= low and classes[at - 2] in self.completed - self.was - self.be - self.been
        return done or classes[at + 4 : at + 5] in self.owners | self.counts

    def _goes_with(self, words: list[str], at: int) -> bool:
        """ "take effect", "runs out": a verb that is one with what follows it; at the end of its text too."""
        after = words[at + 2 : at + 3]
        return not after or after[0].lower() in self.goes_with[words[at].lower()]

    def _is_let(self, classes: str, words: list[str], at: int, low: int) -> bool:
        """ "let them go", "was let go", "helped the women leave": the verb that leads it says when."""
        for before in (at - 2, at - 4, at - 6):
            if before >= low and words[before].lower() in self.letting:
                return True
            if before < low or classes[before] in self.tense_of or classes[before + 1] != SPACE:
                return False
        return False

    def _describes_an_object(self, classes: str, at: int, low: int) -> bool:
        """ "to open rebuilt theatre on Saturday": a participle between an infinitive and its noun."""
        if at - 4 < low or self.tense_of.get(classes[at - 4]) != "to" or classes[at - 2] not in self.led:
            return False
        return classes[at - 1] == SPACE == classes[at - 3] and classes[at + 2 : at + 3] in self.plain

    def _done_by_many(self, classes: str, words: list[str], at: int, low: int) -> bool:
        """ "The talks begin Sunday", "to meet": a word that is a verb after several who do it or what leads it."""
        if at - 2 < low or classes[at - 1] != SPACE:
            return False
        opening = first_word(words, low, at)
        if self.tense_of.get(classes[opening]) is not None and (opening == 0 or words[opening][0].isupper()):
            return False  # "Did the envoys meet on Sunday?"
        if classes[at - 2] in self.glue or self.tense_of.get(classes[at - 2]) is not None:
            return True
        before = words[at - 2].lower()
        several = before.endswith("s") and not before.endswith(("ss", "us")) and before != "s"  # "Tuesday's vote"
        return before in self.many or several or self._done_by_a_team(words, at)

    def _done_by_a_team(self, words: list[str], at: int) -> bool:
        """ "Brazil open the tournament", "On Friday Ajax travel to Braga": British news has teams as plurals."""
        if words[at].lower() not in self.by_teams:
            return False
        goes_on = words[at - 2] == "," or words[at - 2].lower() in self.and_teams  # "City won and travel to Rome"
        if not goes_on and not words[at - 2][:1].isupper():
            return False
        after = words[at + 2] if at + 2 < len(words) and words[at + 1] == " " else ""
        return after in self.beside_teams or (after[:1].isupper() and not words[at][0].isupper())

    def _is_noun(self, classes: str, words: list[str], at: int, low: int) -> bool:
        """ "under a rescue plan": what describes it stands before, not who plans; "officials plan talks"."""
        before = at - 2
        if before < low or self.tense_of.get(classes[at + 2 : at + 3]) == "to":
            return False
        if classes[before] in self.subjects | self.pronouns | self.tense_of.keys() | self.before_adjectives:
            return False  # "they plan", "don't plan"
        return words[before].islower() and not words[before].endswith("s")

    def _stands_alone(self, classes: str, at: int, low: int) -> bool:
        """True for "being" or "going" without the verb that would make it one of a clause: "is now being drilled"."""
        before = at - 2
        while before > low and classes[before] in self.before_adjectives:
            before -= 2
        return before < low or classes[before] not in self.tense_of

    def _names(self, classes: str, at: int, low: int) -> bool:
        """A capitalised "May" names somebody inside a sentence, or where a finite verb comes right after it."""
        return at > low or self.tense_of.get(classes[at + 2 : at + 3]) is not None
