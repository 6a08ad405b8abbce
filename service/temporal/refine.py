"""Refine: ordered, named, pure steps from candidates to candidates. Their order is written once, in STEPS."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from service.temporal.articles import articles
from service.temporal.borrowed import borrowed_days
from service.temporal.calendar import SHORTER_THAN_A_DAY
from service.temporal.chains import AHEAD
from service.temporal.common_words import is_no_time
from service.temporal.eras import eras
from service.temporal.governor import governor
from service.temporal.hours import dotted_hours, hours, hours_alone, same_halves, shared_halves
from service.temporal.joins import gap, joins
from service.temporal.lists import lists
from service.temporal.meaning import Candidate, Meaning
from service.temporal.modifiers import Modifiers
from service.temporal.names import bears_a_name, in_a_name, live_times
from service.temporal.neighbours import is_a, word_right
from service.temporal.relations import relations
from service.temporal.twice import told_twice
from service.temporal.verb import Verb
from service.temporal.view import View

Step = Callable[[list[Candidate], View], list[Candidate]]
STRETCHES = frozenset({"unit", "season", "month", "part"})
POINTS = frozenset(
    {
        "date",
        "before_christ",
        "unit",
        "month",
        "quarter",
        "half",
        "season",
        "decade",
        "weekday",
        "value",
        "day",
        "shift",
        "holiday",
        "span",
        "part",
        "nth_of",
        "in_year_counted",
    }
)
AMOUNTS = frozenset({"duration", "shift", "so_long_on"})
COARSE = frozenset({"Y", "M", "W", "Q", "DE", "CE", "WE", "H", "D"})
BUSINESS_REACH = 40
MODIFIED = POINTS | AMOUNTS
LONGEST_MODIFIER = 28
RECORD_REACH = 16
COMPARED = frozenset({"LESS_THAN", "MORE_THAN"})
# Tokens before a rate in which what it measures is counted, and those of a bracket between them.
RATE_REACH = 6
LONGEST_BRACKET = 12


def names(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Leaves out months, weekdays and feasts that are part of a name, and common words that only look like dates."""
    kept, borne = [], set()
    for c in candidates:
        word = view.words[c.first]
        if in_a_name(c, view):
            borne.add(word)
        elif not is_no_time(c, view) and not (word in borne and bears_a_name(c, view)):
            kept.append(c)
    times = live_times(kept, view)
    return [c for c in kept if id(c) not in times] if times else kept


# So many years of three figures are years though no era is named; from the next on a year needs none.
YEARS_WITHOUT_ERA, FIRST_PLAIN_YEAR = 3, 1000


def _is_of_three_figures(meaning: Meaning) -> bool:
    """ "the autumn of 236": a season of a year that is one only where the text tells of such years."""
    return meaning.kind == "season" and meaning.base is None and 0 < (meaning.year or 0) < FIRST_PLAIN_YEAR


def _tells_of_early_centuries(candidates: list[Candidate]) -> bool:
    """True where three figures stand for years, beside a century as early: "in 171 ... the 2nd century"."""
    years = sum(c.meaning.kind == "old_year" for c in candidates)
    if years < YEARS_WITHOUT_ERA:
        return False
    centuries = (c.meaning.value or "" for c in candidates if c.meaning.kind == "value")
    return any(len(value) == len("02") and value < "10" for value in centuries)


def needs_company(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Leaves out what only counts beside something else: "night" without its day, a clock alone."""
    kept = []
    era, counts_by_quarters = _tells_of_early_centuries(candidates), False
    for i, c in enumerate(candidates):
        meaning = c.meaning
        era = era or meaning.name == "BC" or meaning.base == "AD" or meaning.kind == "before_christ"
        if not era and (meaning.kind == "old_year" or _is_of_three_figures(meaning)):
            continue
        if meaning.kind == "part" and meaning.of is None:
            continue
        hours = meaning.name == "stretch" and meaning.unit == "H"
        if hours and i + 1 < len(candidates) and gap(c, candidates[i + 1], view) == " of ":
            continue  # "in the early hours of Thursday" is a time of Thursday, not a length
        if c.rule == "the-day-ordinal-next" and not (i and _says_a_day(candidates[i - 1], c, view)):
            continue
        if c.rule == "decade-figures-next" and not (i and candidates[i - 1].meaning.kind == "decade"):
            continue
        if meaning.name == "opening" and not view.opens(c):
            continue
        counts_by_quarters = counts_by_quarters or meaning.kind == "quarter"
        half = meaning.kind == "half" and meaning.year is None and meaning.deictic is None
        if half and not counts_by_quarters and not _is_business(c, view):
            continue
        if meaning.kind == "clock" and meaning.of is None and meaning.name == "bare":
            before = view.before(c).lower()
            if before not in view.grammar.language.slots["at"].words:
                continue
        kept.append(candidates[i])
    return kept


def _says_a_day(before: Candidate, c: Candidate, view: View) -> bool:
    """True behind "the 10th" and, right behind it, "July 26": "from July 26 to the 28th"."""
    meaning = before.meaning
    dated = meaning.kind == "date" and meaning.day is not None
    return meaning.kind == "month_day" or (dated and gap(before, c, view) is not None)


def _is_business(c: Candidate, view: View) -> bool:
    """True where the sentence speaks of what is counted by halves of a year; matches and plays have halves too."""
    low, high = view.sentence(c.first)
    low, high = max(low, c.first - BUSINESS_REACH), min(high, c.last + BUSINESS_REACH)
    near = view.classes[low:high]
    words, scales = view.grammar.kinds("business_word"), view.grammar.kinds("scale", "'billion")
    of_money = not view.grammar.kinds("currency").isdisjoint(near) and not scales.isdisjoint(near)
    if of_money and not is_a(view, word_right(c.last, view), "of_word"):
        return True  # but "spent $3 million in the first half of the season"
    companies = view.grammar.language.tables["companies"]["words"]
    told = any(word in companies for word in view.words[low:high])
    return told or not words or not words.isdisjoint(near)


def modifiers(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Takes in the words to the left that shade a reading: early, late, about, nearly, at least."""
    table = view.grammar.modifiers
    previous_end = 0
    for c in candidates:
        low = max(previous_end, c.start - LONGEST_MODIFIER)
        previous_end = c.end
        if c.start > low and c.meaning.kind in MODIFIED and table.may_end(view.classes, c.first):
            found = table.pattern.search(view.text, low, c.start)
            if found is not None:
                _modify(c, found, table, view)
    return candidates


def _modify(c: Candidate, found: re.Match[str], table: Modifiers, view: View) -> None:
    """Extends one candidate over its modifier, if this modifier shades this kind of reading."""
    mod, of, after = table.rows[" ".join(found[1].lower().split())]
    meaning = c.meaning
    if mod in COMPARED and view.word(c.first - 2 * len(found[1].split()) - 2)[:1].isdigit():
        return  # "3,000 fewer than two years ago"
    if after and view.before(c, 2).lower() not in after:
        return
    if of == "stretch" and meaning.kind not in STRETCHES:
        return
    if of == "point" and not (meaning.kind in POINTS and (_coarse(meaning) or _edge_of_day(meaning, found[1], view))):
        return
    if of == "amount" and (meaning.kind not in AMOUNTS or (mod == "MORE_THAN" and meaning.vague)):
        return  # "over the years" is no more than the years
    if of == "whole" and not (meaning.kind in ("duration", "decade") or (meaning.kind in POINTS and _coarse(meaning))):
        return
    if mod == "APPROX" and (meaning.kind != "date" or meaning.day is None):
        return
    while c.first and view.starts[c.first] > found.start(1):
        c.first -= 1
    c.start, c.mod = view.starts[c.first], mod or c.mod
    if of == "whole":
        c.relation = "during"  # "for most of Wednesday"


def _edge_of_day(meaning: Meaning, modifier: str, view: View) -> bool:
    """ "early on April 27", "late June 3": of a day only its early and its late part are named."""
    edges = view.grammar.language.slots.get("early_late")
    return meaning.kind == "date" and edges is not None and modifier.lower().split()[0] in edges.words


def _coarse(meaning: Meaning) -> bool:
    """Things with a beginning, a middle and an end worth naming."""
    if meaning.kind in ("date", "before_christ"):
        return meaning.day is None
    return meaning.kind != "shift"


def rates(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Leaves out rates: "$2 million a year", "24 hours a day" measure something, "for a year" is how long."""
    kept: list[Candidate] = []
    for c in candidates:
        if c.meaning.name == "article" and _is_rate(c, view):
            if kept and kept[-1].meaning.kind == "duration" and gap(kept[-1], c, view) == " ":
                kept.pop()
            continue
        kept.append(c)
    return kept


def _is_rate(c: Candidate, view: View) -> bool:
    if view.classes[max(0, c.first - 3) : c.first - 2] in view.grammar.kinds("currency"):
        return True  # "at $8 an hour since 1982"
    grammar, classes, at = view.grammar, view.classes, _before_brackets(c, view)
    if view.after(c).lower() in grammar.words("counted_from") or view.word(at) == ",":
        return False
    before = view.word(at).lower()
    if before in grammar.words("rate_word"):
        return True
    figures = grammar.kinds("number", "big_number", "decimal", "figure", "year", "two_digits")
    if at < 0 or before == ",":
        return False
    if classes[at] in figures or (classes[at] in grammar.kinds("ones", "tens", "scale") and before != "one"):
        return True
    if classes[at] in grammar.prepositions or before in grammar.words("no_rate_word"):
        return False
    counted = any(kind in figures for kind in classes[max(0, at - RATE_REACH) : at + 1])
    return counted and view.words[c.last - 1].lower() in grammar.words("rate_unit")


def _before_brackets(c: Candidate, view: View) -> int:
    """Where the word before stands, past one bracket: "5,000 barrels (210,000 gallons) a day"."""
    at = c.first - 2
    if view.word(at) != ")":
        return at
    for opened in range(at - 1, max(-1, at - LONGEST_BRACKET), -1):
        if view.words[opened] == "(":
            return opened - 2
    return at


def _of_a_record(c: Candidate, view: View) -> bool:
    """ "the first visit in ten years": how long since, not how long to go."""
    low, _ = view.sentence(c.first)
    record = view.grammar.kinds("record")
    return any(kind in record for kind in view.classes[max(low, c.first - RECORD_REACH) : c.first])


def _looks_ahead(verb: Verb, meaning: Meaning) -> bool:
    """True for what is so far ahead; hours and minutes away from their verb are how long a thing takes."""
    return verb.tense in AHEAD and (verb.near or meaning.unit not in SHORTER_THAN_A_DAY)


def ahead(candidates: list[Candidate], view: View) -> list[Candidate]:
    """ "in five years": a point in the time to come when nothing in the clause says it is over."""
    for i, c in enumerate(candidates):
        meaning = c.meaning
        if meaning.kind != "duration" or meaning.vague or meaning.deictic or meaning.extra or c.mod:
            continue
        if (
            view.before(c).lower() in view.grammar.language.tables["relations"]["ahead"]
            and _looks_ahead(governor(c, view), meaning)
            and view.words[c.first + 1 : c.first + 2] != ["-"]
            and view.classes[c.first] not in view.grammar.articles
            and not _of_a_record(c, view)
        ):
            candidates[i] = c.with_meaning(
                Meaning("shift", count=meaning.count, unit=meaning.unit, base="now", last=meaning.last, name="ahead")
            )
    return candidates


STEPS: Sequence[Step] = (
    names,
    eras,
    dotted_hours,
    hours,
    joins,
    shared_halves,
    same_halves,
    hours_alone,
    borrowed_days,
    needs_company,
    lists,
    told_twice,
    modifiers,
    articles,
    rates,
    ahead,
    relations,
)


def refine(candidates: list[Candidate], view: View, steps: Sequence[Step] = STEPS) -> list[Candidate]:
    """The candidates after every step, in order."""
    for step in steps:
        candidates = step(candidates, view)
    return candidates
