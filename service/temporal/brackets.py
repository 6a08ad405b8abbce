"""Verbs that frame their clause: "ist am Montag gestorben"; the adjectives and verbs beside a date.

In languages that put the finite verb second and the rest of it last, the end of a clause says what its beginning means.
"""

from __future__ import annotations

import re

from service.temporal.language import Language
from service.temporal.tokens import PARAGRAPH, SPACE
from service.temporal.verbs import Verbs

FRAME_REACH = 60
# Tokens from a date to the adjective that it belongs to: "am Montag in Berlin vorgestellte".
ATTRIBUTE_REACH = 12
# Tokens from a comma to the date of its clause: ", sich am", ", bis zum".
LEAD_REACH = 6
# Tokens from a comma to the word that turns what was planned (", wurde dann aber").
TURN_AWAY_REACH = 8
ENDS = frozenset(".!?;:")
# The aspect of what was to be, which moves no tale.
PLANNED_THEN = "plan"
QUOTES = frozenset('«»„“”"')


class Brackets(Verbs):
    """What the end of a clause says of the verb at its beginning; the words and endings are the language's own."""

    def __init__(self, language: Language):
        super().__init__(language)
        frames = language.tables["frames"]
        self.anew = frozenset(frames["anew"])
        self.to, self.infinitives = frozenset(frames["to"]), tuple(frames["infinitives"])
        within, end = "|".join(frames["to"]), "|".join(frames["infinitives"])
        self.with_to = re.compile(rf"\w{{2,7}}(?:{within})\w{{2,}}(?:{end})" if self.to else r"(?!)")
        self.participle_ends, self.present_ends = tuple(frames["participles"]), tuple(frames["presents"])
        self.plural_ends = tuple(frames["plurals"])
        self.past_adjectives = tuple(frames["past_adjectives"])
        self.present_adjectives = tuple(frames["present_adjectives"])
        self.gathers = tuple(self.gatherings)
        self.for_participle = frozenset(frames["for_participle"])
        self.with_being = tuple(frames["with_being"])
        self.set_until, self.links_of_days = frozenset(frames["set_until"]), frozenset(frames["links"])
        self.days_too = self.named_days | language.kinds("weekday_part")

    def _framed(self, classes: str, words: list[str], at: int) -> str | None:
        """The tense of an auxiliary by what closes its clause: a participle, a plan, "zu" and a verb, or nothing."""
        if classes[at + 2 : at + 3] in self.named_days:
            return "past"  # "Es ist Freitag"
        last, opened = at, True
        for i in range(at + 1, min(len(words), at + FRAME_REACH)):
            word, kind = words[i], classes[i]
            ends = kind == PARAGRAPH or (word in ENDS and not (word == "." and words[i - 1].isdigit()))
            rests = ends or kind in self.soft or kind in self.joining or word in QUOTES
            if rests and last > at and (tense := self._closed(classes, words, at, last, opened)) is not None:
                return tense
            if ends:
                break
            opened = opened and (not rests or kind in self.joining)
            if word[0].isalpha():
                last = i
        if last == at and at >= 2:
            return self._closed(classes, words, at, at - 2, True) or "present"  # "weil er am Montag gestorben ist"
        return "present"

    def _is_told_of(self, classes: str, words: list[str], at: int) -> bool:
        """ "soll im Oktober drei Juweliere überfallen haben", "soll am Montag gekommen sein": told of what was."""
        last = self._closing(classes, words, at)
        if last is None or last - 2 <= at or not words[last - 2].islower():
            return False
        closes, done = words[last].lower(), words[last - 2]
        return (closes in self.having_done and done.endswith(self.participle_ends)) or (
            closes in self.being_done and done.endswith(self.with_being)
        )

    def _framed_had(self, classes: str, words: list[str], at: int) -> str:
        """ "war für Montag vorgesehen", "hatte bis Freitag zu zahlen": planned then; else what had been."""
        last = self._closing(classes, words, at)
        if last is not None and words[last].lower() in self.for_participle:
            return "past"  # "hatte im September öffnen sollen"
        tense = self._framed(classes, words, at)
        return tense if tense in ("future", "to") else "past"

    def _framed_aspect(self, classes: str, words: list[str], at: int) -> str | None:
        """ "hatte am Montag gewarnt", "der am Montag gestorben war": what had been then; "war gesperrt" is a state."""
        if self.frames and words[at].lower() in self.planned:
            return PLANNED_THEN  # "sollte im Mai beginnen"
        if not self.frames or classes[at] not in self.had or self._framed(classes, words, at) != "past":
            return None
        last = self._closing(classes, words, at)
        done = words[at - 2 if last is None and at >= 2 else last or at].lower()
        return "had" if classes[at] not in self.was_frames or done.endswith(self.with_being) else None

    def _is_over_by(self, classes: str, words: list[str], at: int) -> bool:
        """ "wurden bis Montag geborgen", but not "wurde bis Montag verlängert": done by then, and not set to last."""
        if not self.frames or classes[at] not in self.frames | self.passive_frames | self.was_frames:
            return False
        last = self._closing(classes, words, at)
        if last is None:
            return False
        if classes[at] in self.was_frames and classes[last] in self.states_or_deeds:
            return True  # "war bis Sonntagabend gesperrt"
        return words[last].lower() not in self.set_until and self._closed(classes, words, at, last, True) == "past"

    def _closing(self, classes: str, words: list[str], at: int) -> int | None:
        """The last word before the mark that ends the clause of the verb."""
        last = at
        for i in range(at + 1, min(len(words), at + FRAME_REACH)):
            if classes[i] == PARAGRAPH or classes[i] in self.soft or (words[i] in ENDS and not words[i - 1].isdigit()):
                break
            last = i if words[i][0].isalpha() else last
        return last if last > at else None

    def _overtaken(self, classes: str, words: list[str], first: int, last: int, low: int) -> bool:
        """ "war am Montag gestartet und sollte am Dienstag landen", "sollte am Montag sein, wurde aber abgesagt"."""
        if not self.frames:
            return False
        low = max(low, first - FRAME_REACH)
        joint = next((at for at in range(first - 1, low, -1) if classes[at] in self.joining), low)
        if not self.had.isdisjoint(classes[low:joint]):
            return True
        for at in range(last, min(len(words), last + FRAME_REACH)):
            if words[at] in ENDS or classes[at] == PARAGRAPH:
                return False
            if classes[at] in self.soft:
                clause = classes[at : at + TURN_AWAY_REACH]
                past = any(self.tense_of.get(kind) == "past" for kind in clause)
                return past and not self.contrast.isdisjoint(clause)
        return False

    def _closed(self, classes: str, words: list[str], at: int, last: int, opened: bool) -> str | None:
        """What the word before a mark says of the verb; `opened` where no other clause stands between."""
        word, kind = words[last], classes[last]
        if word.islower() and kind in self.states_or_deeds and classes[at] in self.having:
            return "past"  # "hat am Mittwoch die Listen geschlossen"
        if not word.islower() or kind in self.no_verbs_at_all:
            return None
        if kind in self.bends:
            return "future" if classes[at] in self.be_frames | self.had else "past"
        if word.endswith(self.infinitives) and last >= 2 and words[last - 2] in self.to:
            return "to" if opened else None
        done = word.endswith(self.participle_ends) and kind not in self.tense_of
        return "past" if done or (opened and kind in self.tense_of) else None

    def _is_attribute(self, classes: str, words: list[str], at: int) -> bool:
        """ "die geplante Reform", "im gesamten Land": what ends as a past verb is an adjective."""
        before, after = classes[at - 2 : at - 1] if at >= 2 else "", words[at + 2 : at + 3]
        return before in self.before_adjectives_too and bool(after) and after[0][0].isupper()

    def beside(self, classes: str, words: list[str], first: int, last: int, low: int) -> str | None:
        """The tense of an adjective, an infinitive or a verb that the date stands with, whatever else is near."""
        return (
            self._of_state(classes, first, last)
            or self._of_gathering(classes, words, first, last)
            or self._of_attribute(classes, words, first, last)
            or self._of_infinitive(classes, words, first, last, low)
            or self._second(classes, words, first, last, low)
            or self._of_second_participle(classes, words, first, last, low)
        )

    def _of_second_participle(self, classes: str, words: list[str], first: int, last: int, low: int) -> str | None:
        """ "hatten zwei Jahre verhandelt und sich in der Nacht auf Samstag geeinigt": the auxiliary stands but once."""
        if not self.frames:
            return None
        joint = next(
            (at for at in range(first - 1, max(low, first - FRAME_REACH), -1) if classes[at] in self.joining), 0
        )
        if not joint or any(kind in self.tense_of for kind in classes[joint:first]):
            return None
        leading = classes[low:joint]
        if (self.having | self.had).isdisjoint(leading) or words[joint - 2].istitle():
            return None
        for at in range(last, min(len(words), last + FRAME_REACH)):
            if words[at] in ENDS or classes[at] in self.soft:
                return "past" if words[at - 1].islower() and words[at - 1].endswith(self.participle_ends) else None
            if classes[at] in self.tense_of:
                return None
        return None

    def _of_state(self, classes: str, first: int, last: int) -> str | None:
        """ "Heute gilt er als Pionier", "Viele halten ihn heute für einen": what is so these days."""
        if not self.states or classes[first] not in self.days_from_here:
            return None
        beside = {classes[last + 1 : last + 2], classes[first - 2 : first - 1] if first >= 2 else ""} - {""}
        return "present" if beside & self.states else None

    def _of_gathering(self, classes: str, words: list[str], first: int, last: int) -> str | None:
        """ "Das Derby am Samstag ist ausverkauft": what gathers people and is told of in the present is yet to be."""
        noun = words[first - 4].lower() if first >= 4 and classes[first - 2] in self.prepositions_too else ""
        if not noun.endswith(self.gathers) or words[first - 4].islower() or classes[last : last + 1] != SPACE:
            return None
        is_so = classes[last + 1 : last + 2] in self.frames and self._framed(classes, words, last + 1) == "present"
        return "schedule" if is_so else None

    def _of_attribute(self, classes: str, words: list[str], first: int, last: int) -> str | None:
        """ "die am Freitag vorgestellte Studie", "das für Montag geplante Treffen": the adjective of the date."""
        if not self.adjective_openers or first < 4 or classes[first - 2] not in self.prepositions_too:
            return None
        openers = classes[first - 4], classes[first - 6] if first >= 6 else ""
        if openers[0] not in self.adjective_openers and not (
            openers[0] in self.prepositions_too and openers[1] in self.adjective_openers
        ):
            return None
        for at in range(last + 1, min(len(words) - 2, last + ATTRIBUTE_REACH)):
            word = words[at]
            if classes[at] in self.soft or word in ENDS:
                return None
            if not word[0].islower() or classes[at + 1] != SPACE or not words[at + 2][0].isupper():
                continue
            if classes[at] in self.bends:
                return "future"
            if word.endswith(self.present_adjectives):
                return "schedule"
            if word.endswith(self.past_adjectives):
                return "past"
        return None

    def _of_infinitive(self, classes: str, words: list[str], first: int, last: int, low: int) -> str | None:
        """ "kündigte an, am Montag zurückzutreten": the clause of an infinitive is yet to come."""
        if not self.frames or not any(kind in self.soft for kind in classes[max(low, first - LEAD_REACH) : first]):
            return None
        for at in range(last, min(len(words), last + FRAME_REACH)):
            word = words[at]
            if classes[at] in self.soft or word in ENDS:
                led = at >= 3 and words[at - 3] in self.to and words[at - 1].endswith(self.infinitives)
                return "to" if led or (words[at - 1].islower() and self.with_to.fullmatch(words[at - 1])) else None
            if classes[at] in self.tense_of and not self.with_to.fullmatch(word):
                return None
        return None

    def _last_of_list(self, classes: str, words: list[str], last: int) -> int:
        """ "Am Freitag und Samstag gastiert": where the days end that stand side by side."""
        at = last
        while classes[at + 1 : at + 2] and classes[at] == SPACE and words[at + 1] in self.links_of_days:
            at += 2
            while classes[at : at + 1] == SPACE and classes[at + 1 : at + 2] in self.prepositions_too:
                at += 2
            if classes[at + 1 : at + 2] not in self.days_too or not classes[at + 1 : at + 2]:
                return last
            at = last = at + 2
        return last

    def _with_its_auxiliary(self, classes: str, at: int) -> int:
        """Where the finite verb stands: "die sich am Montag treffen wollten"."""
        followed = classes[at] in self.schedules and classes[at + 1 : at + 2] == SPACE
        return at + 2 if followed and classes[at + 2 : at + 3] in self.tense_of else at

    def _second(self, classes: str, words: list[str], first: int, last: int, low: int) -> str | None:
        """ "Am Freitag regnet es": the word right after the date that opens its sentence is the verb."""
        if not self.no_verbs_at_all or classes[last : last + 1] != SPACE:
            return None
        last = self._last_of_list(classes, words, last)
        word = words[last + 1] if last + 1 < len(words) else ""
        kind = classes[last + 1 : last + 2]
        relative = classes[first] in self.days_from_here
        leads = first - 2 >= low and classes[first - 2] in self.prepositions_too - self.adjective_openers
        before = first - 2 if leads else first  # but "der Ende Juli entdeckt wurde"
        opens = sum(word[0].isalnum() for word in words[low:before])
        if opens > relative:  # "Was heute selbstverständlich scheint"
            anew = before >= low + 2 and (classes[before - 2] in self.soft or words[before - 2].lower() in self.anew)
            follows = words[last + 3] if last + 3 < len(words) and classes[last + 2] == SPACE else ""
            goes_on = follows[:1].isalpha() and classes[last + 3] not in self.tense_of
            if not anew or not goes_on or word.endswith(self.plural_ends):
                return None  # but ", am Mittwoch lockert es auf"
        if kind in self.bygone:
            return "past"
        if kind in self.frames and not relative:
            return "schedule" if self._framed(classes, words, last + 1) == "present" else None
        plain = word.islower() and word.isalpha() and kind in self.plain
        if relative:
            return "present" if plain else None  # "Heute kennt ihn jeder"
        return "schedule" if plain and word.endswith(self.present_ends) else None
