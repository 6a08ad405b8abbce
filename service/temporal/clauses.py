"""Tense and mood around a candidate: which verb governs it, and where that verb looks."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from service.temporal.askings import OPENING_REACH, Askings
from service.temporal.brackets import PLANNED_THEN
from service.temporal.chains import STRONGEST
from service.temporal.patterns import as_class
from service.temporal.tokens import SPACE, first_word
from service.temporal.verb import CALLED_FOR, NO_VERB, OVER, PLANNED, Verb

CLAUSE_REACH = 60
OWNED_REACH = 12
MARKS_BEFORE = 3
PARTS_OF_WORDS = frozenset("'’-")
# Tokens from a date to the last word of what it owns, "'s" and three words counted.
GATHERING_REACH = 8
# Tokens from a date to the end of " at the earliest".
EARLIEST_REACH = 6
# Tokens from the day of a plan to "still", and back from a day to the participle of what was done on it.
UNDONE_REACH = 10
DONE_REACH = 32
NEAR = 9
NEAR_WITH_AUXILIARY = 9


class Clauses(Askings):
    """How to find the verb that governs a place in a text."""

    @cached_property
    def verb(self) -> re.Pattern[str]:
        """Finds any verb in a string of classes."""
        return re.compile(as_class(self._verbs)) if self._verbs else re.compile(r"(?!)")

    def governing(self, classes: str, words: list[str], first: int, last: int, low: int, high: int) -> Verb:
        """The verb that governs the tokens `first` to `last` within the sentence `low` to `high`."""
        if self.borders.in_since(classes, first, low) or self.borders.in_according(classes, first, low):
            return Verb("past", True)
        if self._is_dated(classes, words, first, last, low):
            return Verb("past", True)
        if self._is_called_for(classes, words, first, low) or self._is_bid(classes, words, first, low):
            return CALLED_FOR
        moved = self._moved_day(classes, words, first, low) or self.moved_after(words, last)
        if moved is not None:
            return moved
        when = self._when(classes, words, last, high)
        if when is not None:
            return when
        beside = self.beside(classes, words, first, last, low)
        if beside is not None:
            return Verb(beside, True)
        if self._was_done_beside(classes, first, low):
            return Verb("past", True)
        if self._is_ahead_of(classes, words, first, low):
            return Verb("future", True, ended=True)
        if self._is_looming(classes, words, first, low) or self._would_be_if(classes, words, first, last, low):
            return CALLED_FOR
        left = self._left(classes, words, first, low) or self._done_to(classes, first, low)
        told = left is not None and left[0].tense == "past" and left[0].near
        if not told and "".join(words[last + 1 : last + EARLIEST_REACH]).lower() in self.earliest:
            return CALLED_FOR  # "Tuesday at the earliest"
        if left is not None and left[0].tense == "past" and not left[1] and self._was_done_by(words, first, low):
            left = (replace(left[0], lasted=True), left[1])
        planned = left is not None and left[0].tense in PLANNED
        if not planned and self._told_after(classes, words, first, last, low, high):
            return Verb("past", True)
        if left is not None and left[0].tense == "to" and self.borders.in_after(classes, first, low):
            return Verb("past", True)
        inside = self.borders.begins(classes, first, low) or self.borders.in_subject(classes, first, low)
        if left is not None and inside:
            own = self._right(classes, words, last, min(high, last + CLAUSE_REACH))
            of_a_noun = first - 4 >= low and classes[first - 4] in self.borders.openers
            if own is not None and not (own[0].tense == "to" and of_a_noun):
                left = replace(own[0], loose=True), False  # but "gave that account Tuesday as the first to testify"
        if left is not None and left[0].tense == "future" and self._promised_then(classes, words, first, last, low):
            return replace(left[0], tense="past")
        if (
            left is not None
            and (left[0].loose or left[0].tense == "present")
            and self._plain_verb(classes, words, first, low, past=False)
        ):
            return Verb("schedule")  # "said they leave on Friday"
        if left is not None and not left[1]:
            return self._ended(left[0], classes, words, first, last, low, min(high, last + OWNED_REACH))
        if self._says_that(classes, first, last, low):
            return left[0] if left is not None else Verb("past", True)
        until = min(high, last + CLAUSE_REACH)
        if left is not None:  # "left port, at 6 p.m., on what is normally a short trip"
            until = next((at for at in range(last, until) if classes[at] in self.asking), until)
        right = self._right(classes, words, last, until)
        if right is not None and not right[1]:
            opens = first <= low + MARKS_BEFORE and first_word(words, low, first) == first
            opens = opens or (first >= low + 2 and classes[first - 2] in self.reasons | self.joining)
            subject = opens and right[0].tense == "present" and classes[last + 1] in self.tense_of
            if subject:
                return Verb("schedule")  # "Monday is a holiday"
            leads = first - OPENING_REACH - 1 < low  # "In December the minister resigned"
            return right[0] if leads else replace(right[0], loose=True)
        chosen = left or right
        if chosen:
            apposed = first >= 2 and words[first - 2 : first - 1] == words[last : last + 1] == [","]
            now = apposed and chosen is right and right is not None and right[0].tense == "present"
            return Verb("schedule") if now else chosen[0]  # "The vote, Monday, is too close to call"
        if self._is_in_a_diary(words, first, low):
            return CALLED_FOR
        return Verb("schedule") if self._plain_verb(classes, words, first, low) else NO_VERB

    def _is_dated(self, classes: str, words: list[str], first: int, last: int, low: int) -> bool:
        """ "nach der Wahl vom Sonntag": a noun and the day it was; not "vom Sonntag bis Dienstag"."""
        if not self.dated or first - 4 < low or words[first - 2] not in self.dated:
            return False
        onward = words[last + 1 : last + 2]
        return words[first - 4][0].isupper() and not (onward and onward[0] in self.dated_on)

    def _was_done_beside(self, classes: str, first: int, low: int) -> bool:
        """ "its plan, begun in March, ...", "the money frozen Saturday": a participle between its noun and the day."""
        at = self.before_its_preposition(classes, first)
        if at - 2 < low or classes[at] not in self.participles_only:
            return False
        noun = classes[at - 2] in self.plain and at - 4 >= low and classes[at - 4] in self.determiners
        return noun or classes[at - 2] in self.soft

    def _was_done_by(self, words: list[str], first: int, low: int) -> bool:
        """ "cleared the square by Monday": no word of its clause makes of the day a deadline."""
        if not self.deadlines or first - 2 < low or words[first - 2] not in self.done_by:
            return False
        clause = words[max(low, first - CLAUSE_REACH) : first - 2]
        return self.deadlines.isdisjoint(word.lower() for word in clause)

    def _when(self, classes: str, words: list[str], last: int, high: int) -> Verb | None:
        """ "on Thursday, when the court is to rule": the verb of the clause that tells of the day itself."""
        at = first_word(words, last, min(high, last + MARKS_BEFORE + 1))
        if at >= min(high, last + MARKS_BEFORE + 1) or words[at].lower() not in self.when or words[at - 1] != " ":
            return None
        until = min(high, at + CLAUSE_REACH)
        first_verb = self.verb.search(classes, at, until)
        if first_verb is None or first_verb[0] in self.perfect:
            return None  # "on Friday when they have gone home"
        right = self._right(classes, words, at, until)
        if right is None or right[1] or right[0].tense not in (*STRONGEST, "past"):
            return None
        return Verb(right[0].tense, True, lasted=right[0].tense == "past")

    def _says_that(self, classes: str, first: int, last: int, low: int) -> bool:
        """ "his statement Tuesday that the pit should close": what was said follows, and does not govern the day."""
        if classes[last : last + 1] != SPACE or classes[last + 1 : last + 2] not in self.borders.openers:
            return False
        noun = self.before_its_preposition(classes, first)
        return noun >= low and classes[noun + 1] == SPACE and classes[noun] in self.plain | self.progressive

    def _told_after(self, classes: str, words: list[str], first: int, last: int, low: int, high: int) -> bool:
        """ "a concert on Friday which raised millions", "quoted as saying on Sunday"."""
        if classes[last : last + 1] == SPACE and classes[last + 1 : last + 2] in self.relatives:
            right = self._right(classes, words, last, min(high, last + OWNED_REACH))
            return right is not None and not right[1] and right[0].tense == "past"
        says = self.before_its_preposition(classes, first)
        return says - 2 >= low and classes[says] in self.progressive and classes[says - 2] in self.likened

    def _promised_then(self, classes: str, words: list[str], first: int, last: int, low: int) -> bool:
        """ "promised Monday not to march": the day of the promise stands between it and what was promised."""
        at = self.before_its_preposition(classes, first)
        if at < low or classes[at] not in self.finite_too or classes[last : last + 1] != SPACE:
            return False
        after = last + 1
        if words[after : after + 1] and words[after].lower() in self.negations:
            after += 2
        follows = classes[after : after + 1]
        return self.tense_of.get(follows) == "to" or follows in self.borders.openers

    def _ended(self, verb: Verb, classes: str, words: list[str], first: int, last: int, low: int, high: int) -> Verb:
        """The verb; a plan named by its participle has ended where a past verb follows its date."""
        if verb.told and self._is_undone(words, last, high):
            return replace(verb, ended=True)
        if verb.told and self._fell_through(classes, words, last, verb.aspect == "had"):
            return replace(verb, ended=True)
        if verb.told and verb.tense == "future" and self._overtaken(classes, words, first, last, low):
            return replace(verb, ended=True)
        if verb.tense != "future" or not verb.near:
            return verb
        found = [found.start() for found in self.verb.finditer(classes, max(low, first - CLAUSE_REACH), first)]
        at = found[-1] if found else low
        if classes[at] not in self._bendable or at < low + 2:
            return verb
        if classes[at - 2] in self.be_forms and verb.aspect != "had":
            return verb  # but "had been scheduled for Saturday and was postponed"
        right = self._right(classes, words, last, high)
        ended = right is not None and not right[1] and right[0].tense == "past"
        return replace(verb, ended=True) if ended else verb

    def _is_undone(self, words: list[str], last: int, high: int) -> bool:
        """ "was due on Monday and has still not come", "have yet to print it": right behind the day of the plan."""
        near = words[last + 1 : min(high, last + UNDONE_REACH)]
        return not self.undone.isdisjoint(word.lower() for word in near)

    def _plain_verb(self, classes: str, words: list[str], first: int, low: int, past: bool = True) -> bool:
        """ "They play again on Wednesday", "What happens on Friday?": a plain word right after its subject is a verb in
        the present; with another verb between it and the date only where `past` it may be looked for."""
        opening = first_word(words, low, first)
        asks = classes[opening : opening + 1] in self.questions and classes[opening + 2 : opening + 3] in self.plain
        if asks and opening + 2 < first:
            return True
        for at in range(first - 2, max(low, first - CLAUSE_REACH) - 1, -1):
            if classes[at] in self.subjects and classes[at + 2 : at + 3] and classes[at + 2] in self.plain:
                return at + 2 < first
            if not past and classes[at] in self.tense_of:
                return False
        return False

    def of_owned(self, classes: str, words: list[str], last: int, high: int) -> Verb:
        """What "Friday's ruling" did is over, unless the ruling itself is yet to act: "Friday's vote will decide"."""
        if classes[last + 3 : last + 4] in self.presents:
            return Verb("schedule", owned=True)  # "Sunday's is the last race"
        for at in range(last, min(high, last + OWNED_REACH)):
            if classes[at] in self.joining:
                high = at  # "won Tuesday's vote and will not resign": the verb is another's
                break
        right = self._right(classes, words, last, min(high, last + OWNED_REACH))
        if right is not None and right[1] and self._goes_on(classes, last, high):
            right = (right[0], False)
        if right is None and self._gathering_does(classes, words, last):
            return Verb("future", True, ended=True, owned=True)
        if right is None or right[1] or right[0].tense not in STRONGEST:
            return OVER
        if right[0].tense == "modal" and not self.names_gathering(words, last):
            return OVER  # "said Wednesday's attacks would be looked into"
        return replace(right[0], owned=True)

    def _goes_on(self, classes: str, last: int, high: int) -> bool:
        """ "Saturday's concert, which will be shown": the first mark after it opens a clause about it."""
        for at in range(last + 2, min(high, last + OWNED_REACH)):
            if classes[at] in self.soft:
                return classes[at + 2 : at + 3] in self.relatives
        return False

    def _gathering_does(self, classes: str, words: list[str], last: int) -> bool:
        """ "Sunday's final pits her against him": a word in -s between the gathering and what it is done to."""
        for at in range(last + 3, min(len(words) - 2, last + GATHERING_REACH), 2):
            if words[at].lower() in self.gatherings:
                does = words[at + 2 : at + 3] and words[at + 2].endswith("s") and classes[at + 2] in self.plain
                return bool(does) and classes[at + 4 : at + 5] in self.owners | self.pronouns
        return False

    def names_gathering(self, words: list[str], last: int) -> bool:
        """True where a gathering is what the date owns or describes: "Wednesday's EU summit", "the Nov. 2 vote"."""
        for word in words[last + 1 : last + GATHERING_REACH]:
            if word.lower() in self.gatherings:
                return True
            if not (word[0].isalnum() or word[0].isspace() or word in PARTS_OF_WORDS):
                return False
        return False

    def _left(self, classes: str, words: list[str], index: int, low: int) -> tuple[Verb, bool] | None:
        """The last verb before the index, and whether a comma stands between."""
        at, near = -1, max(low, index - CLAUSE_REACH)
        for found in self.verb.finditer(classes, near, index):
            if self._counts(classes, words, found.start(), near):
                at = found.start()
        if at < 0:
            return self._opening_participle(words, near, index)
        low = max(low, at - CLAUSE_REACH)
        tense = self._chain(classes, words, at, low, index)
        if tense == "future" and self._somebody_proposed(classes, at, low, index):
            tense = "past"
        reach = NEAR if self.tense_of[classes[at]] == "past" else NEAR_WITH_AUXILIARY
        told = self._is_told(classes, at, low) or self._is_bare_plan(classes, words, at, low)
        aspect = self._aspect(classes, at, low, index) or self._framed_aspect(classes, words, at)
        loose = classes[at] in self.borders.saying
        aims = any(self.tense_of.get(classes[to]) == "to" for to in (at, max(low, at - 2)))
        aim = aims and classes[at] not in self.perfect  # "was supposed to have begun" is over
        modal = self._modal_perfect(classes, words, at, low) if tense == "past" else None
        untold = modal is not None and words[modal].lower() in self.unfulfilled  # "would have met on Sunday"
        if untold or (tense == "past" and self._was_to_have(classes, at, low)):
            verb = Verb("future", index - at <= reach, True, ended=True)
            return verb, not self.soft.isdisjoint(classes[at:index])
        if tense == "present" and words[at + 2 : at + 3] and words[at + 2] in self.off:
            tense = "schedule"  # "is off to Lagos on Friday", "the match is off on Friday"
        lasted = tense == "past" and self._is_active(classes, words, at, low, self.lasting)
        lasted = lasted or (at - 2 >= low and words[at - 2].lower() in self.lasting)  # "stayed shut until Monday"
        lasted = lasted or modal is not None or (tense == "past" and self._is_over_by(classes, words, at))
        verb = Verb(tense, index - at <= reach, told, aspect=aspect, loose=loose, aim=aim, lasted=lasted)
        return verb, not self.soft.isdisjoint(classes[at:index])

    def _somebody_proposed(self, classes: str, at: int, low: int, index: int) -> bool:
        """ "He proposed on Thursday": what somebody did, unless it is said for when."""
        subject = at - 2 >= low and classes[at] in self.finite_too and classes[at - 2] in self.somebody
        return subject and self.purpose.isdisjoint(classes[at:index])

    def _is_bare_plan(self, classes: str, words: list[str], at: int, low: int) -> bool:
        """ "the sum it promised in April", "concerts scheduled for July": planned then, which may be over."""
        return self._is_active(classes, words, at, low, self.planned)

    def _is_active(self, classes: str, words: list[str], at: int, low: int, verbs: frozenset[str]) -> bool:
        """True for one of the verbs with no form of "be" before it."""
        return words[at].lower() in verbs and self.be_forms.isdisjoint(classes[max(low, at - 2) : at])

    def _opening_participle(self, words: list[str], low: int, index: int) -> tuple[Verb, bool] | None:
        """ "Announced in February, the plan may ...": a participle with the capital that opens its sentence."""
        high = min(low + OPENING_REACH, index)
        at = first_word(words, low, high)
        word = words[at] if at < high else ""
        small = word.lower()
        told = small != word and len(small) == len(word) and self._lexicon[small] in self.told
        return (Verb("past", True), False) if told and index - at <= NEAR else None

    def _done_to(self, classes: str, index: int, low: int) -> tuple[Verb, bool] | None:
        """ "Bishop bitten by swan on Sunday vows to return": a participle that no verb leads tells what was done."""
        for at in range(index - 2, max(low, index - DONE_REACH) - 1, -1):
            if classes[at] in self.soft or classes[at] in self.joining:
                return None
            if classes[at] in self.participles_only:
                return Verb("past", True), False
        return None

    def _of_a_noun(self, classes: str, at: int, index: int) -> bool:
        """True for a verb right behind "who", "which" or "that" and a noun: it tells of the noun."""
        noun = at - 4
        return noun > index and classes[at - 2] in self.relatives_of_all and classes[noun] in self.plain | self.names

    def _right(self, classes: str, words: list[str], index: int, high: int) -> tuple[Verb, bool] | None:
        for found in self.verb.finditer(classes, index, high):
            at = found.start()
            if self.tense_of[classes[at]] == "to" and not self.progressive.isdisjoint(classes[index:at]):
                continue  # "On Monday the driver, pretending to seek work, called them over"
            if self._of_a_noun(classes, at, index):
                continue  # "On Monday officials who are visiting the camp said"
            if self._counts(classes, words, at, index) and not self.borders.is_aside(classes, at, index):
                tense = self._onward(classes, words, at, high)
                if tense == "future" and classes[at] in self.finite_too:
                    tense = "past"  # "On Friday she proposed that ..."
                said = classes[at] in self.borders.saying
                aspect = self._framed_aspect(classes, words, at)
                told = aspect == PLANNED_THEN
                return Verb(tense, told=told, loose=said, aspect=aspect), not self.soft.isdisjoint(classes[index:at])
        return None
