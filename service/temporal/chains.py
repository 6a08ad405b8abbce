"""What a chain of verbs tells: its tense and its mood."""

from __future__ import annotations

from service.temporal.counting import Counting

CHAIN_REACH = 12
# Tokens from a verb to the second word after it: "would not say", "wouldn't say", spaces and mark counted.
TURN_REACH = 6
MOST_PLAIN = 1
# Tokens from "was" to the "to" of "was supposed to have come".
WAS_TO_REACH = 4
# Tokens from "urged" to the "to" of what was asked, and from "called for" to the day of what was called for.
ASKED_REACH = 14
CALLED_REACH = 16
# In a chain of verbs the first of these that occurs decides: "will have been signed", "is to be signed".
LEADING = ("future", "modal", "to")
FINITE = ("past", "present")
STRONGEST = ("future", "modal", "to", "schedule")
AHEAD = frozenset(STRONGEST)


class Chains(Counting):
    """What the verbs of one language say that hang together."""

    def _tense(self, classes: str, words: list[str], at: int) -> str | None:
        """The tense of the verb there, None for no verb; "could not" is of the past, "won't" of the time to come."""
        if self.frames:
            at = self._with_its_auxiliary(classes, at)
        tense = self.tense_of.get(classes[at])
        if self.frames and words[at].lower() in self.hearsay and self._is_told_of(classes, words, at):
            return "past"
        if classes[at] in self.frames:
            return self._framed(classes, words, at)
        if self.frames and classes[at] in self.had:
            return self._framed_had(classes, words, at)
        if classes[at] in self.perfect and classes[at + 2 : at + 3] in self.objects | self.counts:
            return "present"  # "voters have a choice in November", "the players have five weeks off"
        if tense == "to" and self._is_no_infinitive(words, at):
            return None
        if classes[at] not in self.turned:
            return tense
        turn = self.turns[words[at].lower()]
        after = [word.lower() for word in words[at + 1 : at + TURN_REACH] if word[0].isalnum()]
        if not after or after[0] not in self.negations:
            return tense
        return turn["tense"] if after[1:2] == [] or after[1] in turn.get("before", after) else tense

    def _aspect(self, classes: str, at: int, low: int, index: int) -> str | None:
        """ "had" or "has" where the chain that ends here is a perfect ("had broken out"), "is" where it is of now."""
        kind = classes[at]
        if kind in self.perfect_or_had:
            after = at + 2
            while after < index and classes[after] in self.before_adjectives:
                after += 2
            done = after < index and classes[after] in self.completed
            return ("had" if kind in self.had else "has") if done else None
        duty = self.tense_of.get(kind) == "to"  # "had to be broken off" is no time before
        for before in range(at - 1, max(low, at - CHAIN_REACH) - 1, -1):
            kind = classes[before]
            if kind in self.had:
                return None if duty else "had"
            if kind in self.presents:
                return "is"
            if kind in self.perfect:
                return None if duty else "has"
            duty = duty or self.tense_of.get(kind) == "to"
            if kind not in self.glue:
                break
        return None

    def _is_told(self, classes: str, at: int, low: int) -> bool:
        """True where a past auxiliary stands in the chain that ends here, but not in "will be held", "has been set"."""
        for before in range(at, max(low, at - CHAIN_REACH) - 1, -1):
            kind = classes[before]
            passive = before == at and at - 2 >= low and classes[at - 2] in self.passives
            if self.tense_of.get(kind) == "past" and kind not in self.told_by_another and not passive:
                return True
            if kind not in self.glue:
                break
        return False

    def _chain(self, classes: str, words: list[str], at: int, low: int, index: int) -> str:
        """The tense of the whole chain of verbs that ends at this one."""
        if classes[at] in self.was and words[at + 2 : at + 3] and words[at + 2].lower() in self.likely:
            return "future"  # "gusts were likely on Sunday"
        tenses = [self._tense(classes, words, at)]
        if tenses == ["to"]:
            if at - 2 >= low and classes[at - 2] in self.had:
                return "past"  # "had to be plucked from the sea"
            passive = classes[at + 2 : at + 3] in self.be and not self._is_deemed(classes, at, low)
            return "to" if passive else self._infinitive(classes, words, at, low)  # "a programme to be shown on Sunday"
        if at - 4 >= low and classes[at - 2] in self.joining and self._is_passive(classes, at - 4, low):
            joined = self._chain(classes, words, at - 4, low, index)
            if classes[at] in self.completed and joined in LEADING:
                return joined  # "will be drawn up and paid on June 15"
        passive = at - 4 >= low and classes[at] in self.completed and words[at - 2].lower() in self.passive_now
        if passive and self._tense(classes, words, at - 4) == "present":
            return "schedule"  # "are getting married in June"
        plain = 0
        finite = tenses[0] in FINITE and classes[at] not in self.told
        before = at - 1
        bottom = max(low, at - CHAIN_REACH)
        while before >= bottom:
            if classes[before] not in self.glue:
                plain += 1
                headline = words[before].istitle() and words[before].lower() in self.headline_verbs
                if plain > MOST_PLAIN or not (classes[before] in self.plain or headline):
                    break
            tense = self._tense(classes, words, before)
            noun = tense == "schedule" or (tense == "future" and classes[before] not in self.nouns_too)
            if finite and noun and self.be.isdisjoint(classes[before:at]):
                break  # "the plan was signed", "visits have fallen": a noun before its verb
            if tense == "schedule" and before == at - 2 and self._tells(classes, at):
                break  # "housing starts dipped in April"
            if tense is not None:
                finite = tense in FINITE and classes[before] not in self.told
            if tense == "modal" and not self._counts(classes, words, before, low):
                break
            if plain and tense not in LEADING:
                tense = None  # past a plain word ("will probably stay shut") only what leads a verb counts
            if tense is not None:
                was_to = tense == "to" and not self.was.isdisjoint(classes[max(low, before - WAS_TO_REACH) : before])
                deemed = tense == "to" and before - 2 >= low and classes[before - 2] in self.deemed
                if deemed and not self.perfect.isdisjoint(classes[before : at + 1]):
                    return "past"  # "are believed to have left"
                if was_to and not self.perfect.isdisjoint(classes[before : at + 1]):
                    tense = "past"  # "was to have been signed"
                elif tense == "to":
                    tenses = [each for each in tenses if each != "schedule"]  # "came to visit" is no plan of now
                    passive = not self.be.isdisjoint(classes[before:at])
                    passive = passive and not (before - 2 >= low and classes[before - 2] in self.had)
                    ahead = passive and not self._is_deemed(classes, before, low)
                    tenses.append("to" if ahead else self._infinitive(classes, words, before, low))
                    break
                tenses.append(tense)
            before -= 1
        if "modal" in tenses and self._modal_perfect(classes, words, at, low) is not None:
            return "past"  # "may have died on Sunday"
        if tenses[0] == "schedule" and "past" in tenses[1:] and not set(LEADING) & set(tenses):
            return "past"  # "did not arrive", "has come"
        for tense in STRONGEST:
            if tense in tenses:
                return tense
        aimed = classes[at] in self.intent and classes[at] not in self.told
        if aimed and at + 2 < index and classes[at + 2] in self.purpose:
            return "future"
        if tenses[-1] == "present":
            beside = index - at <= 3 or self.nouns.isdisjoint(classes[at + 1 : index])
            planned = len(tenses) > 1 or self._planned(classes, at, index) or beside
            return "schedule" if planned else "present"
        return "past"

    def _modal_perfect(self, classes: str, words: list[str], at: int, low: int) -> int | None:
        """The modal verb of "may have died", "should not have been told", which are over; not of "may have to"."""
        had = at if classes[at] in self.perfect else None
        for before in range(at - 1, max(low, at - CHAIN_REACH) - 1, -1):
            kind = classes[before]
            if kind in self.perfect:
                had = before
            elif kind in self.modals:
                done = classes[at] in self.completed if had != at else self._participle_of(classes, at, len(classes))
                return before if had is not None and done else None
            elif kind not in self.glue:
                return None
        return None

    def _was_to_have(self, classes: str, at: int, low: int) -> bool:
        """ "were to have begun in June": planned, and by now told to be otherwise."""
        for had in range(at, max(low + 4, at - CHAIN_REACH) - 1, -1):
            if classes[had] in self.perfect:
                to, was = classes[had - 2], classes[had - 4]
                done = self._participle_of(classes, had, len(classes))
                return done and self.tense_of.get(to) == "to" and was in self.was
            if had == at:
                continue
            if classes[had] not in self.glue:
                return False
        return False

    def _participle_of(self, classes: str, had: int, high: int) -> bool:
        """True where nothing but helpers stands between "have" and its participle: "have never been told"."""
        near = range(had + 1, min(high, had + CHAIN_REACH))
        verb = next((at for at in near if classes[at] not in self.helpers), None)
        return verb is not None and classes[verb] in self.completed

    def _tells(self, classes: str, at: int) -> bool:
        """True for a past form with no noun after it: "dipped in April", not "holds delayed elections"."""
        return classes[at] in self.participles and classes[at + 2 : at + 3] not in self.plain

    def _planned(self, classes: str, at: int, high: int) -> bool:
        """ "is flying", "are held": a participle follows the present."""
        after = at + 2
        while after < high and classes[after] in self.adverbs:
            after += 2
        return after < high and classes[after] in self.progressive

    def _infinitive(self, classes: str, words: list[str], at: int, low: int) -> str:
        """An infinitive looks ahead after a word of intention or where no verb is before it; else as that verb."""
        if at - 2 >= low and words[at - 2].lower() in self.trying:
            return "present"  # "a soldier tries to keep order": what a caption shows
        was = at - 4
        while was > low and words[was].lower() in self.negations:
            was -= 2
        if was >= low and words[at - 2].lower() in self.able and self._was(classes, was, low):
            return "past"  # "were not able to return on Friday", "had been about to leave on Friday"
        led = at - 2
        while led > low and words[led].lower() in self.negations:
            led -= 2  # "agreed not to strike on Friday"
        if led >= low and classes[led] in self.looking_ahead and not self._is_deemed(classes, at, low):
            return "to"
        for found in range(at - 1, low - 1, -1):
            tense = self.tense_of.get(classes[found])
            if tense is not None and tense != "to":
                asked = at - found <= ASKED_REACH and words[found].lower() in self.ask
                asked = asked and self._has_object(classes, found, at)
                if asked or self._is_picked(classes, found, low, at) or self._has_come(classes, words, found, low, at):
                    return "to"
                return self._lead(classes, found, low) or tense
        return "to"

    def _was(self, classes: str, at: int, low: int) -> bool:
        """ "were", "had been"."""
        return classes[at] in self.was or (classes[at] in self.been and at - 2 >= low and classes[at - 2] in self.had)

    def _is_deemed(self, classes: str, at: int, low: int) -> bool:
        """ "was found to be infected", "are believed to be safe": what is thought of a thing, no plan."""
        return at - 2 >= low and classes[at - 2] in self.deemed and classes[at + 2 : at + 3] in self.be

    def _lead(self, classes: str, verb: int, low: int) -> str | None:
        """The tense of what leads a verb, where it leads: "will be allowed to dock", "will have something to say"."""
        before = verb - 2
        while before > low and (classes[before] in self.be or classes[before] in self.before_adjectives):
            before -= 2
        tense = self.tense_of.get(classes[before]) if before >= low else None
        return tense if tense in LEADING else None

    def leads(self, classes: str, at: int, low: int) -> bool:
        """True for a verb that something ahead leads: "to attend", "will not be attending"."""
        return self._lead(classes, at, low) is not None

    def _is_picked(self, classes: str, verb: int, low: int, at: int) -> bool:
        """ "has been picked to sing": what somebody is picked for is yet to come."""
        passive = verb == at - 2 and classes[verb - 2] in self.been
        return passive and self._aspect(classes, verb, low, at) == "has"

    def _has_come(self, classes: str, words: list[str], verb: int, low: int, at: int) -> bool:
        """ "have flown to Oslo to meet Monday", "has cancelled plans to land on Friday": that is yet to come."""
        gone = words[verb + 2 if classes[verb] in self.perfect else verb].lower() in self.come
        return gone and at - verb <= ASKED_REACH and self._aspect(classes, verb, low, at) == "has"

    def _has_object(self, classes: str, verb: int, at: int) -> bool:
        """True where it is said who was asked: a noun, a name or a pronoun right before "to"."""
        return at - 2 > verb and classes[at - 2] in self.plain | self.pronouns | self.names

    def _is_passive(self, classes: str, at: int, low: int) -> bool:
        """True for a participle after "be"."""
        return classes[at] in self.completed and not self.be.isdisjoint(classes[max(low, at - CHAIN_REACH) : at])

    def _is_done_behind(self, classes: str, at: int, high: int) -> bool:
        """ "may have died": a perfect behind the modal verb there."""
        behind = range(at + 2, min(high, at + CHAIN_REACH))
        had = next((i for i in behind if classes[i] not in self.glue or classes[i] in self.perfect), None)
        return had is not None and classes[had] in self.perfect and self._participle_of(classes, had, high)

    def _onward(self, classes: str, words: list[str], at: int, high: int) -> str | None:
        """The tense of a verb that comes after: "is to meet", "has until then to reply", "are due"."""
        tense = self._tense(classes, words, at) or ""
        if tense == "modal" and self._is_done_behind(classes, at, high):
            return "past"
        if tense not in ("present", "past") or classes[at] not in self.intent:
            return tense
        if tense == "past" and classes[at] not in self.perfect:
            return tense
        if classes[at + 2 : at + 3] in self.deemed and classes[at + 6 : at + 7] in self.perfect:
            return "past"  # "are reported to have fled"
        stretch = classes[at + 1 : min(high, at + 6)]
        for kind in stretch:
            other = self.tense_of.get(kind)
            if other in ("future", "to"):
                return other
        if tense == "present":
            return "schedule" if any(kind in self.progressive for kind in stretch) else "present"
        return tense
