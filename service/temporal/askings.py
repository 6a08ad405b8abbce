"""What a sentence asks for, bids its readers do, moves to another day or lists in a diary: all of it yet to come."""

from __future__ import annotations

from service.temporal.chains import CALLED_REACH, Chains
from service.temporal.tokens import first_word
from service.temporal.verb import Verb

OPENING_REACH = 3
# Tokens from "Call me" and from "Bring the" to the day it is to be done.
BID_REACH = 12
TOLD_REACH = 24
# "Call me", "Let's".
BETWEEN_BID_AND_BIDDEN = frozenset({" ", "'", "’"})
# Tokens back from a day to "has been moved", on from it to the verb behind "but", and of the heading of a diary.
MOVED_REACH = 24
# ... and from a day something is moved from to the "to" of the day it is moved to.
MOVED_ON_REACH = 7
# Tokens from a day to the last word of "'s opening match has been brought forward".
MOVED_AFTER_REACH = 16
FELL_REACH = 24
NEXT_VERB = 6
# Tokens from "arrested in May and June" to "were freed".
SUPPOSED_REACH = 12
DIARY_REACH = 16
# Tokens back from the gathering of "ahead of a first national vote on Sunday" to what leads it.
AHEAD_OF_REACH = 8
# Tokens back from the last word of "the vote getting under way" to the first.
LOOMING_REACH = 5
LONGEST_DIARY = 160
ENDS = frozenset(".!?")
MOVED_BY = frozenset({"from", "to", "until"})


class Askings(Chains):
    """How to tell that a day is one that somebody is asked, told or listed for."""

    def _is_called_for(self, classes: str, words: list[str], first: int, low: int) -> bool:
        """ "called for protests on Friday", "calling for a vote by May": a gathering that is yet to be."""
        gathers = False
        for at in range(first - 2, max(low, first - CALLED_REACH) - 1, -1):
            warned = classes[at] in self.purpose and at - 2 >= low and words[at - 2].lower() in self.warnings
            if warned and words[first - 2].lower() not in self.placing:
                return True  # "a warning for rain from Saturday", but "lifted a warning for Tunisia on Friday"
            if gathers and classes[at] in self.purpose:
                return at - 2 >= low and words[at - 2].lower() in self.call
            if classes[at] in self.tense_of or (gathers and classes[at] in self.borders.after):
                return False  # "called for calm after protests on Friday"
            gathers = gathers or words[at].lower() in self.gatherings
        return False

    def _is_looming(self, classes: str, words: list[str], first: int, low: int) -> bool:
        """ "the contract expiring on Saturday", "a vote taking place Sunday": a noun and the participle of a plan."""
        at = self.before_its_preposition(classes, first)
        if at < low or words[at] not in self.looming_ends:
            return False
        near = "".join(words[max(low, at - LOOMING_REACH) : at + 1])
        verb = next((verb for verb in self.looming if near.endswith(f" {verb}")), None)
        if verb is None:
            return False
        noun = at - 2 * len(verb.split())
        return noun >= low and words[noun].isalpha() and classes[noun] not in self.passives | self.was | self.no_verbs

    def _is_ahead_of(self, classes: str, words: list[str], first: int, low: int) -> bool:
        """ "marched ahead of the vote on Sunday": a gathering before which something was done."""
        at = self.before_its_preposition(classes, first)
        if at < low or words[at].lower() not in self.gatherings:
            return False
        before = at - 2
        while before > max(low, at - AHEAD_OF_REACH) and classes[before] not in self.ends_attributes:
            before -= 2
        led = "".join(words[max(low, before - 2) : before + 1]).lower()
        return any(led == ahead or led.endswith(f" {ahead}") for ahead in self.ahead_of)

    def _is_bid(self, classes: str, words: list[str], first: int, low: int) -> bool:
        """ "Call me on Labor Day", "Ask them on Sunday": a sentence that begins with what somebody is to do."""
        high = min(low + OPENING_REACH, first)
        at = first_word(words, low, high)
        beside = at < high and at + 2 < first and words[at + 1] in BETWEEN_BID_AND_BIDDEN and words[at].istitle()
        if not beside:
            return False
        bidding = words[at].lower()
        if bidding in self.only_told or (bidding in self.tell and words[at + 2] in self.what_is_told):
            inside = classes[at + 1 : first]
            return first <= at + TOLD_REACH and self.tense_of.keys().isdisjoint(inside) and self.soft.isdisjoint(inside)
        return first <= at + BID_REACH and bidding in self.bid and words[at + 2] in self.bidden

    def moved(self, classes: str, words: list[str], first: int, low: int) -> str | None:
        """The preposition where something is put from one day to another: "has been moved from Friday to Sunday"."""
        word = words[first - 2].lower() if first - 2 >= low else ""
        start = max(low, first - MOVED_REACH)
        chain = classes[start:first]
        if word not in MOVED_BY or not self.had.isdisjoint(chain):
            return None
        near = "".join(words[start : first - 2]).lower()
        at = max(near.rfind(verb) for verb in self.moving) if self.moving else -1
        if at < 0:
            return self._pushed_back(near)
        gathers = any(noun in self.gatherings for noun in near[at:].split())
        passive = not (self.was | self.presents | self.been | self.be).isdisjoint(chain)
        onward = classes[first - 4 : first - 3] in self.plain and self._goes_to(words, first)
        anew = word == "from" and (onward or near.rstrip().endswith(self.moving_days))
        anew = anew or (word in ("to", "until") and " from " in near[at:])
        return word if gathers or passive or anew else None

    def _pushed_back(self, near: str) -> str | None:
        """ "pushed Thursday's race back to Friday"."""
        pushed = near.endswith("back ") and any(verb in near.split() for verb in self.pushing)
        return "from" if pushed else None

    def _goes_to(self, words: list[str], first: int) -> bool:
        """ "from Saturday to the 23rd", "from May until August": another day behind."""
        return not {"to", "until"}.isdisjoint(words[first + 1 : first + MOVED_ON_REACH])

    def _moved_day(self, classes: str, words: list[str], first: int, low: int) -> Verb | None:
        """How a day looks that something is moved to or from: ahead; from a day that was near by the time it was told,
        the nearest."""
        word = self.moved(classes, words, first, low)
        if word is None:
            return None
        start = max(low, first - MOVED_REACH)
        so_far = not self.perfect.isdisjoint(classes[start:first])
        if word != "from" and not so_far and "from" not in words[start:first]:
            return None  # "was delayed until October" may be told when that is over
        return Verb("future", True, ended=word == "from" and not so_far)

    def moved_after(self, words: list[str], last: int) -> Verb | None:
        """ "The match on Saturday has been called off", "Saturday's match was moved": on the nearer side of here."""
        after = "".join(words[last : last + MOVED_AFTER_REACH]).lower()
        found = self.put_off.match(after)
        return Verb("future", True, told=True, ended=True) if found else None

    def _would_be_if(self, classes: str, words: list[str], first: int, last: int, low: int) -> bool:
        """ "would resign if he lost on Sunday", "Should they win on Friday": what is supposed is yet to come, not what
        had been done by then."""
        start = max(low, first - MOVED_REACH)
        if self.supposing_kinds.isdisjoint(classes[start:first]):
            return False
        if not self.was.isdisjoint(classes[last : last + SUPPOSED_REACH]):
            return False  # "if prisoners arrested in May were freed"
        if self._is_of_a_noun_without_that(classes, words, first, low):
            return False  # "unless it passes a bill it rejected Thursday"
        done = 0
        for at in range(first - 2, start - 1, -1):
            tense = self.tense_of.get(classes[at])
            done += tense == "past"
            other = classes[at] in self.relatives_of_all or classes[at] in self.soft  # another clause begins
            if classes[at] in self.perfect_or_had or tense == "to" or other or done > 1:
                return False
            if words[at].lower() in self.supposing:
                led = classes[max(low, at - MOVED_REACH) : at]
                ahead = any(self.tense_of.get(kind) in ("modal", "future") for kind in led)
                inverted = classes[at] in self.modals and first_word(words, low, first) == at
                return inverted or (classes[at] not in self.modals and ahead)
        return False

    def _is_of_a_noun_without_that(self, classes: str, words: list[str], first: int, low: int) -> bool:
        """ "a bill it rejected Thursday": a noun, who did it and what was done, right before the day."""
        if first - 6 < low or self.tense_of.get(classes[first - 2]) != "past":
            return False
        noun = words[first - 6].isalpha() and words[first - 6].lower() not in self.supposing
        noun = noun and classes[first - 6] not in self.tense_of.keys() | self.joining | self.reasons
        return noun and classes[first - 4] in self.pronouns | self.subjects

    def _is_in_a_diary(self, words: list[str], first: int, low: int) -> bool:
        """ "Coming up: Monday, retail sales": nothing but its heading says that the day is yet to come."""
        if not self.diary:
            return False
        start = low  # a diary goes on past its semicolons
        while start > max(0, first - LONGEST_DIARY) and words[start - 1] not in ENDS and "\n" not in words[start - 1]:
            start -= 1
        heading = _heading(words[start : min(first, start + DIARY_REACH)])
        return any(word in heading for word in self.diary)

    def _fell_through(self, classes: str, words: list[str], last: int, had: bool) -> bool:
        """ "was to land on Saturday, but fog kept it away": a plan that a past verb behind "but" has overtaken; of what
        "had been due" behind its comma."""
        high = min(len(classes), last + FELL_REACH)
        turns = self.contrast | self.soft if had else self.contrast
        turn = next((at for at in range(last, high) if classes[at] in turns), None)
        if turn is None:
            return False
        after = next((at for at in range(turn, high) if self.tense_of.get(classes[at]) is not None), None)
        if after is None or not self.been.isdisjoint(classes[after : after + NEXT_VERB]):
            return False  # "was due on Monday, but has been cancelled"
        return self._tense(classes, words, after) == "past"

    def heads_a_diary(self, words: list[str], last: int) -> bool:
        """ "Saturday's fixtures: ...": what the day owns is a list of what is to come."""
        return _heading(words[last : last + DIARY_REACH]).endswith(self.diary)


def _heading(words: list[str]) -> str:
    """What stands before the first colon, in small letters; nothing where there is none."""
    return "".join(words[: words.index(":")]).lower() if ":" in words else ""
