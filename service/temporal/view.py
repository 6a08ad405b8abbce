"""What the refine steps may look at around a candidate: tokens, their classes, sentences. Changes nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from functools import cached_property

from service.temporal.clauses import Clauses
from service.temporal.language import Language
from service.temporal.meaning import Candidate
from service.temporal.modifiers import Modifiers
from service.temporal.patterns import as_class
from service.temporal.policy.setting import STARTING
from service.temporal.tokens import PARAGRAPH, SPACE, TOKEN, Tokens, first_word

MARKS_AT_THE_START = 4
# Tokens of "JIM OKAFOR, CORRESPONDENT" and their like.
LONGEST_SPEAKER = 14
APPOSITION_ENDS = frozenset({",", ".", ";", ")"})
# Tokens from one time to the next that goes on from it.
CHAIN_OF_TIMES = 16
POSSESSIVE_MARKS = frozenset({"'", "’"})
LINE_MARKS = frozenset({":", "-", "–", "—", "--"})
LONGEST_PREPOSITION = 4
# Tokens, blanks among them, from "compared with" to the time that is compared with.
COMPARISON_REACH = 36


class Grammar:
    """The parts of a language that the view needs, compiled once for each language."""

    def __init__(self, language: Language):
        self.language = language
        self.clauses = Clauses(language)
        self.modifiers = Modifiers(language)
        self.before_dates = self._ends_of("preposition") | {
            language.lexicon[word] for word in language.tables["relations"]["skipped"]
        }
        self.verb = self.clauses.verb
        self.unchaining = self.clauses.borders.after | (self.clauses.reasons - language.kinds("contrast"))
        ends = "".join(language.members.get(f"'{mark}", "") for mark in (".", "?", "!", ";"))
        self.dotted_times = frozenset(language.slots["meridiem"].words if "meridiem" in language.slots else ())
        openers = ("function_word", "definite", "subject", "in_during", "before_day", "article", "pronoun")
        self.sentence_openers = language.kinds(*openers)
        self.colon = language.members.get("':", "")
        self.end = re.compile(as_class(ends + self.colon + PARAGRAPH))
        self.articles = set(language.members.get("definite", ""))
        self.dot = language.members.get("'.", "")
        self.ordinal_dot = bool(language.settings.get("ordinal_dot"))
        dotted = ("abbreviation", "day") if self.ordinal_dot else ("abbreviation",)
        self.no_ends = language.kinds(*dotted)
        self.short_months = language.kinds("month_short")
        self.prepositions = set(language.members.get("preposition", ""))
        slotted = {kind for slot in language.slots for kind in language.members.get(slot, "")}
        self.unslotted = {k for kinds in language.members.values() for k in kinds} - slotted
        self.nouns_capitalised = bool(language.settings.get("nouns_capitalised"))
        self.till_now = frozenset(language.tables["stories"]["till_now"])
        self.known_of = frozenset(language.tables["stories"]["of"])
        self.births = frozenset(language.tables["stories"]["births"])
        self._kinds: dict[tuple[str, ...], frozenset[str]] = {}

    def _ends_of(self, slot: str) -> set[str]:
        """The classes of the last words of a slot's phrases."""
        slots = self.language.slots
        last = {TOKEN.findall(word)[-1] for word in slots[slot].words} if slot in slots else set()
        return {self.language.lexicon[form] for word in last for form in (word, word.capitalize(), word.upper())}

    def kinds(self, *slots: str) -> frozenset[str]:
        """The classes of the words in these slots."""
        if slots not in self._kinds:
            self._kinds[slots] = self.language.kinds(*slots)
        return self._kinds[slots]

    def words(self, slot: str) -> Collection[str]:
        """The words of a slot; none where the language lacks it."""
        slots = self.language.slots
        return slots[slot].words.keys() if slot in slots else ()


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

    def is_of_a_noun(self, candidate: Candidate) -> bool:
        """Whether "of" or what else ties a time to a noun stands before it: "the treaty of 409 BC"."""
        return self.before(candidate).lower() in self.grammar.known_of

    def is_birth(self, candidate: Candidate) -> bool:
        """ "born on May 4, 1961", "born in 1961": what begins no tale."""
        first = candidate.first
        return any(self.word(at).lower() in self.grammar.births for at in (first - 2, first - 4))

    def preposition(self, candidate: Candidate) -> str:
        """What the words before say in the engine's own words ("bis" is until), or the word before itself."""
        language = self.grammar.language
        index = candidate.first - 1
        if index >= 0 and self.classes[index] == SPACE:
            index -= 1
        if index < 0 or self.classes[index] not in self.grammar.before_dates:
            return self.before(candidate).lower()
        said = language.slots["preposition"].words
        near = [self.before(candidate, back).lower() for back in range(1, LONGEST_PREPOSITION + 2)]
        for count in range(LONGEST_PREPOSITION, 0, -1):
            words = " ".join(reversed(near[:count]))
            if words in said and near[count] != "-":
                return STARTING if said[words] == "from" and self._goes_on_from(candidate) else str(said[words])
        if near[0] in language.tables["relations"]["skipped"]:
            return str(said.get(near[1], near[1]))
        return near[0]

    def _goes_on_from(self, candidate: Candidate) -> bool:
        """ "von Montag an": the word behind the date that makes "from" a beginning without an end."""
        onward = self.word(candidate.last + 1) in self.grammar.language.tables["relations"]["onward"]
        after = self.classes[candidate.last + 3 : candidate.last + 4]
        return onward and after not in self.grammar.kinds("adjective_opener")

    def leads_clause(self, candidate: Candidate) -> bool:
        """True where the preposition before the candidate opens its clause: "by Monday the count was complete"."""
        low, _ = self.sentence(candidate.first)
        at = candidate.first - 4
        skipped = self.grammar.language.tables["relations"]["skipped"]
        if at >= low and self.classes[at] in self.grammar.prepositions and self.word(at + 2).lower() in skipped:
            at -= 2  # "Bis zum Montag waren alle da"
        if at < low:
            return True
        openers = self.grammar.kinds("conjunction", "clause_word", "contrast")
        return not self.words[at][0].isalnum() or self.classes[at] in openers

    def compared(self, candidate: Candidate) -> bool:
        """True for what figures are held against: "up from June", "compared with a loss in 1988", "than a year ago"."""
        low, _ = self.sentence(candidate.first)
        comparing, ends = self.grammar.kinds("comparing"), self.grammar.kinds("ends_comparing")
        ahead = self.grammar.kinds("verb_future", "verb_modal")
        for at in range(candidate.first - 1, max(low, candidate.first - COMPARISON_REACH) - 1, -1):
            if self.classes[at] in comparing:
                return True
            if self.classes[at] in ends:
                return at - 2 >= low and self.classes[at - 2] in comparing  # "compared to"
            if self.classes[at] in ahead:
                return False  # "polls postponed from April, will be held in June"
        return False

    def negated(self, candidate: Candidate) -> bool:
        """True where what is told is denied before the candidate: "did not know until Sunday", "nobody knew"."""
        low, _ = self.sentence(candidate.first)
        low = max(low, candidate.first - COMPARISON_REACH)
        nobody, negation = self.grammar.kinds("nobody"), self.grammar.kinds("negation")
        told, plans = self.grammar.kinds("verb_past"), self.grammar.kinds("verb_future", "verb_modal", "verb_to")
        if low <= candidate.first - 4 and self.classes[candidate.first - 4] in negation:
            return plans.isdisjoint(self.classes[low : candidate.first])  # "Not until Friday did they see it"
        for at in range(low, candidate.first):
            kind = self.classes[at]
            if kind in nobody or (kind in negation and at >= low + 2 and self.classes[at - 2] in told):
                return plans.isdisjoint(self.classes[at : candidate.first])
        return False

    def describes(self, candidate: Candidate) -> bool:
        """True for a time that only describes the noun after it: "October payroll figures", not "the June summit"."""
        grammar, after = self.grammar, candidate.last + 1
        if grammar.nouns_capitalised or self.classes[candidate.last : after] != SPACE or after >= len(self.classes):
            return False
        timed = grammar.kinds("preposition", "in_during", "at", "conjunction", "deictic", "early_late", "article")
        before = self.classes[candidate.first - 2 : candidate.first - 1] if candidate.first >= 2 else ""
        nouns = grammar.kinds("figures_word", "measured", "business_word")
        return before not in timed and not nouns.isdisjoint(self.classes[after : after + 3])

    def leads_sentence(self, candidate: Candidate) -> bool:
        """True where nothing but a preposition stands before the candidate: "In 2009, ...", "In the 2012 season"."""
        first, at = self.sentence(candidate.first)[0], candidate.first
        if at - 4 >= first and self.classes[at - 2] in self.grammar.articles:
            at -= 2 * (self.classes[at - 4] in self.grammar.kinds("in_during"))
        marks = 0  # what is said may begin with its quotation mark
        while marks < MARKS_AT_THE_START and first + marks < at and not self.words[first + marks][:1].isalnum():
            marks += 1
        return at - 4 < first + marks

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
            if classes[at] == grammar.colon and not self._names_speaker(at):
                continue
            if classes[at] == grammar.dot:
                if at and (classes[at - 1] in grammar.no_ends or (len(words[at - 1]) == 1 and words[at - 1].isalpha())):
                    if self._ends_with_time(at):
                        found.append(at)
                    continue
                if at + 2 < size and classes[at + 1] == SPACE and words[at + 2][0].islower():
                    continue
                if at and at + 2 < size and classes[at - 1] in grammar.short_months and words[at + 2][0].isdigit():
                    continue
                if at + 1 < size and classes[at + 1] not in (SPACE, PARAGRAPH) and words[at + 1][0].isalnum():
                    continue
            found.append(at)
        return found

    def _names_speaker(self, colon: int) -> bool:
        """True for a colon behind who speaks, in capitals at the head of a line: "MS. HRADEK:", "Q:"."""
        at = colon - 1
        while at >= max(0, colon - LONGEST_SPEAKER) and "\n" not in self.words[at]:
            if self.words[at][0].isalpha() and not self.words[at].isupper():
                return False
            at -= 1
        return at < colon - 1 and (at < 0 or "\n" in self.words[at])

    def _ends_with_time(self, at: int) -> bool:
        """True for the last mark of "... at 3 p.m. By Friday": a word that opens sentences comes after it."""
        if at + 2 >= len(self.words) or self.classes[at + 1] != SPACE or not self.words[at + 2][0].isupper():
            return False
        dotted = "".join(self.words[max(0, at - 3) : at + 1]).lower() in self.grammar.dotted_times
        return dotted and self.classes[at + 2] in self.grammar.sentence_openers

    def sentence(self, index: int) -> tuple[int, int]:
        """The tokens (first, last) of the sentence that holds this token."""
        place = bisect_right(self.ends, index - 1)
        low = self.ends[place - 1] + 1 if place else 0
        high = self.ends[place] if place < len(self.ends) else len(self.words)
        return low, high

    def opens(self, candidate: Candidate) -> bool:
        """True where no word of the sentence stands before the candidate."""
        low, _ = self.sentence(candidate.first)
        return first_word(self.words, low, candidate.first) == candidate.first

    def goes_on(self, before: Candidate | None, candidate: Candidate) -> bool:
        """True where the one before, no bound of a time, stands in this paragraph or in the one before this."""
        if before is None or self.classes.count(PARAGRAPH, before.last, candidate.first) > 1:
            return False
        return before.relation not in ("since", "until", "by")

    def chained(self, before: Candidate | None, candidate: Candidate, over_marks: bool) -> bool:
        """True where "and" joins two times and no word between them says that the second is not the later one ("after",
        "while"); a comma joins as well `over_marks`, else none stands between."""
        clock = candidate.meaning.kind == "clock"  # "3 p.m. Wednesday in Cairo, 8 a.m. Tuesday here" is one time
        if before is None or clock or candidate.first - before.last > CHAIN_OF_TIMES:
            return False
        if before.first < self.sentence(candidate.first)[0]:
            return False
        clauses = self.grammar.clauses
        between = self.classes[before.last : candidate.first]
        if not self.grammar.unchaining.isdisjoint(between):
            return False
        marked = not clauses.soft.isdisjoint(between)
        joined = not clauses.joining.isdisjoint(between)
        return joined or marked if over_marks else joined and not marked

    def apposed(self, before: Candidate | None, candidate: Candidate) -> bool:
        """True for a time between marks right after another one: "in 2017, 33 years later, ..."."""
        if before is None or "".join(self.words[before.last : candidate.first]) != ", ":
            return False
        return self.word(candidate.last) in APPOSITION_ENDS

    def heads_line(self, candidate: Candidate) -> bool:
        """True for a date that opens a line and is set off by a dash or colon, as in a chronicle."""
        before, after = candidate.first - 1, candidate.last
        if before >= 0 and "\n" not in self.words[before]:
            return False
        if after < len(self.words) and self.classes[after] == SPACE:
            after += 1
        return self.word(after) in LINE_MARKS

    def set_off(self, candidate: Candidate) -> bool:
        """True for a time between commas, with nothing but its preposition, and a finite verb right behind."""
        first, last = candidate.first - 4, candidate.last
        if self.word(first) + self.word(first + 1) != ", " or self.word(last) != "," or self.word(last + 1) != " ":
            return False
        return self.classes[last + 2 : last + 3] in self.grammar.clauses.finite_past

    def alone_on_line(self, candidate: Candidate) -> bool:
        """True for a heading: nothing else stands on the candidate's line."""
        before, after = self.word(candidate.first - 1), self.word(candidate.last)
        return (not before or "\n" in before) and (not after or "\n" in after)

    def owns(self, candidate: Candidate) -> bool:
        """True where the date owns what follows: "Friday's report"."""
        return self.word(candidate.last) in POSSESSIVE_MARKS and self.word(candidate.last + 1) == "s"
