"""What a choice of the policy may ask of the words around a date; each answer is looked up when it is asked for."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date

from service.temporal.asides import QUOTES, aside_until, known_by_until, quoted, reported
from service.temporal.governor import describes_an_event, governor
from service.temporal.meaning import Candidate
from service.temporal.policy import stated_date, stated_year
from service.temporal.tokens import PARAGRAPH
from service.temporal.verb import Verb
from service.temporal.view import View

# How many of the dates that a tale states later bear on one without a year.
DATES_AHEAD = 8
# Tokens looked at for the end of a paragraph and for a quotation mark: bounds, so that time grows with the text.
LONGEST_PARAGRAPH = 1200
QUOTATION_REACH = 120
# Tokens from a time to the bracket that tells it by another clock.
BRACKET_REACH = 8


@dataclass(frozen=True, slots=True)
class Stated:
    """Where a tale states years and whole dates: the tokens, in order, and what is stated there."""

    years: tuple[tuple[int, int], ...] = ()
    dates: tuple[tuple[int, date], ...] = ()

    @classmethod
    def of(cls, candidates: list[Candidate]) -> Stated:
        """What these candidates state."""
        years = ((c.first, year) for c in candidates if (year := stated_year(c.meaning)) is not None)
        dates = ((c.first, day) for c in candidates if (day := stated_date(c.meaning)) is not None)
        return cls(tuple(years), tuple(dates))


@dataclass(slots=True)
class Surroundings:
    """The words around one candidate, as the policy may ask for them. `governed` is the candidate whose verb governs
    this one too ("in May, June and July"), `before` the candidate before it."""

    view: View
    candidate: Candidate
    governed: Candidate
    before: Candidate | None
    stated: Stated
    _verb: Verb | None = field(default=None, init=False)

    def verb(self) -> Verb:
        """The verb that governs the date; looked up once, for most choices ask more than once."""
        if self._verb is None:
            self._verb = governor(self.governed, self.view)
        return self._verb

    def leads(self) -> bool:
        """True where the preposition before the date opens its clause."""
        return self.view.leads_clause(self.candidate)

    def opens(self) -> bool:
        """True where only a preposition stands before the date in its sentence."""
        return self.view.leads_sentence(self.candidate)

    def set_off(self) -> bool:
        """True for a year between commas and a verb: "The last strike, in 1978, began on Jan. 25"."""
        return self.view.set_off(self.candidate)

    def line(self) -> bool:
        """True for a date that heads a line."""
        return self.view.heads_line(self.candidate)

    def held_against(self) -> bool:
        """True where figures are held against this time."""
        return self.view.compared(self.candidate)

    def describes(self) -> bool:
        """True where the time only describes the noun after it."""
        return self.view.describes(self.candidate)

    def apposed(self) -> bool:
        """True where a date stands right before this time, with marks around it: "in 2017, 33 years later."."""
        return self.view.apposed(self.before, self.candidate)

    def names_event(self) -> bool:
        """True for a day that names what happened on it: "the Oct. 17 earthquake"."""
        return describes_an_event(self.candidate, self.view)

    def goes_on(self) -> bool:
        """True where no more than one paragraph begins since the candidate before."""
        return self.view.goes_on(self.before, self.candidate)

    def chained(self, over_marks: bool) -> bool:
        """True where this time goes on from the one before it: "will begin Tuesday and end Thursday"."""
        return self.view.chained(self.before, self.candidate, over_marks)

    def negated(self) -> bool:
        """True where the verb before the date is negated."""
        return self.view.negated(self.candidate)

    def aside(self, ahead: bool) -> int:
        """The token at which the aside around the date ends, 0 for none; `ahead` as in `aside_until`."""
        return aside_until(self.candidate, self.view, ahead)

    def sentence_end(self) -> int:
        """The token at which the sentence ends."""
        return self.view.sentence(self.candidate.first)[1]

    def paragraph_end(self) -> int:
        """The token at which the paragraph ends, or so far on that it might."""
        start = self.candidate.last
        end = self.view.classes.find(PARAGRAPH, start, start + LONGEST_PARAGRAPH)
        return end if end >= 0 else min(start + LONGEST_PARAGRAPH, len(self.view.classes))

    def reported(self) -> bool:
        """True where "that" and what was said follow."""
        return reported(self.candidate, self.view)

    def known_by(self) -> int:
        """The token at which the clause ends of a year that a noun is known by ("the inquiry of 2009"), else 0."""
        return known_by_until(self.candidate, self.view)

    def of_a_noun(self) -> bool:
        """True behind "of" or what else ties a time to a noun: "the treaty of 409 BC"."""
        return self.view.is_of_a_noun(self.candidate)

    def quoted(self) -> bool:
        """True inside quotation marks."""
        return quoted(self.candidate, self.view)

    def quotes(self) -> bool:
        """True where the sentence tells somebody's words."""
        (first, end), at = self.view.sentence(self.candidate.first), self.candidate.first
        near = self.view.words[max(0, first - 2, at - QUOTATION_REACH) : min(end, at + QUOTATION_REACH)]
        return any(word in QUOTES for word in near)

    def edge(self) -> str | None:
        """Which part of its time the date names: START, MID, END, or None."""
        return self.candidate.mod

    def since(self) -> bool:
        """True inside a phrase of "since": "since the revolution of September 1868"."""
        view, first = self.view, self.candidate.first
        return view.grammar.clauses.borders.in_since(view.classes, first, view.sentence(first)[0])

    def timed(self) -> bool:
        """True behind what sets a clock time: "at 8:10 p.m.", not "(Update 8:10 p.m.)"; where no list says it too."""
        words = self.view.grammar.words("at")
        return not words or self.view.before(self.candidate).lower() in words

    def since_then(self) -> bool:
        """True in a clause of "since": "the first time since they landed here on June 6"."""
        view, first = self.view, self.candidate.first
        return view.grammar.clauses.borders.since_then(view.classes, first, view.sentence(first)[0])

    def restated(self) -> bool:
        """True in a bracket close behind the time before it: "10 p.m. local time (0200 GMT)"."""
        before, here = self.before, self.candidate
        near = before is not None and before.last < here.first <= before.last + BRACKET_REACH
        return near and self.view.word(here.first - 1) == "("

    def next_year(self) -> int | None:
        """The year stated next after this sentence."""
        place = bisect_left(self.stated.years, (self.sentence_end(), 0))
        return self.stated.years[place][1] if place < len(self.stated.years) else None

    def next_dates(self) -> tuple[date, ...]:
        """The dates stated next after this sentence, as far as a tale looks ahead."""
        place = bisect_left(self.stated.dates, (self.sentence_end(), date.min))
        return tuple(day for _, day in self.stated.dates[place : place + DATES_AHEAD])
