"""Figures that look like a year and are none: counts, prices, numbers of things, of houses and of trains."""

from __future__ import annotations

from service.temporal.meaning import Candidate
from service.temporal.names import DETERMINERS, OPENING_QUOTES
from service.temporal.neighbours import (
    LONGEST_LIST,
    REACH,
    in_heading,
    is_a,
    is_capital,
    is_named,
    starts_sentence,
    word_left,
    word_left_of,
    word_right,
)
from service.temporal.tokens import SPACE
from service.temporal.view import POSSESSIVE_MARKS, View

CLOSING_QUOTES = frozenset('"”»“’')
FIGURE_JOINERS = frozenset({"-", "/", "–", "‑"})
LONGEST_STREET = 3
MINUTES_OF_AN_HOUR = 60
# Years as early as these are named with a preposition; before a noun in the plural their figures count.
EARLIEST_TOLD_PLAINLY = 1700


def is_figure(c: Candidate, view: View) -> bool:
    """True for a figure that looks like a year and is none."""
    before = view.word(c.first - 1)
    if before in FIGURE_JOINERS and view.word(c.first - 2)[:1].isalnum():
        return not view.word(c.first - 2).isalpha() or view.word(c.first - 2).isupper()
    if view.word(c.last) == "/":
        return True
    if before in OPENING_QUOTES and (view.word(c.last) + view.word(c.last + 1)).strip(",.")[:1] in CLOSING_QUOTES:
        return True  # "1984" in quotation marks is a title
    return any(test(c, view) for test in FIGURES_OF_NAMES)


def _dialled(c: Candidate, view: View) -> bool:
    """ "020 7946 1812", "+44 1632 960961": right after or before other figures."""
    if view.word(c.last + 1) in FIGURE_JOINERS:
        return False  # "killed 800 2010 - Quake hits"
    left = view.words[c.first - 2] if c.first >= 2 and view.classes[c.first - 1] == SPACE else ""
    if left.isdigit():
        numbers = len(left) >= SHORTEST_NUMBER and view.classes[c.first - 2] not in view.grammar.kinds("year")
        if numbers or left[0] == "0" or view.word(c.first - 3) == "+":
            return True
    right = view.word(c.last + 1) if view.classes[c.last : c.last + 1] == SPACE else ""
    return right.isdigit() and len(right) >= LONGEST_COUNT


def _is_a_rate(c: Candidate, view: View) -> bool:
    """ "was paid 1750 a month", not "in 1990 a year after it"."""
    per = view.grammar.language.tables["figures"]["per"]
    if view.after(c) not in per or view.after(c, 2) not in view.grammar.words("rate_unit"):
        return False
    return not is_a(view, word_left(c, view), "preposition", "in_during", "before_old_year", "definite")


def _is_a_train(c: Candidate, view: View) -> bool:
    """ "the 1830 from Leeds", not "the 1990 to 1992 period"."""
    links = view.grammar.language.tables["figures"]["lines"]
    return view.before(c).lower() == "the" and view.after(c) in links and is_named(view, word_right(c.last + 2, view))


# Figures of a number that is dialled; more than of any count written without its comma.
SHORTEST_NUMBER, LONGEST_COUNT = 3, 6


def _bears_a_number(c: Candidate, view: View) -> bool:
    """ "Ticket 2011 won a ham, but ticket 2012 won nothing": a thing at the head of its clause, and what it does."""
    thing = word_left(c, view)
    if not is_a(view, thing, "other") or thing is None or view.words[thing] in view.grammar.words("year_word"):
        return False
    acts = word_right(c.last, view)
    if not is_a(view, acts, "verb_past", "verb_will", "verb_present", "verb_had"):
        return False
    before = word_left_of(thing, view)
    heads = starts_sentence(thing, view) or is_a(view, before, "conjunction", "contrast", "clause_word")
    return heads or (before is None and view.word(thing - 2) in CLAUSE_MARKS)


CLAUSE_MARKS = frozenset({",", ";", ":"})


def _of_a_thing(c: Candidate, view: View) -> bool:
    """ "Orwell's 1984", "Kopp's 1987 Chevrolet": a title, a model; "the company's 1987 results" are of a year."""
    if view.before(c) != "s" or view.word(c.first - 3) not in POSSESSIVE_MARKS:
        return False
    right = word_right(c.last, view)
    if right is None:
        return True
    return is_capital(view, right) and view.word(c.first - 4)[:1].isupper() and not _is_a_happening(right, view)


def _is_a_happening(index: int, view: View) -> bool:
    """ "Islamic Revolution", "Winter Games": a name that ends with what happens, not with what is made."""
    last: int | None = index
    while last is not None and is_capital(view, after := word_right(last + 1, view)):
        last = after
    return view.words[last or index].lower() in view.grammar.language.tables["happenings"]["names"]


def _numbers_a_name(c: Candidate, view: View) -> bool:
    """ "Decree 1999": a capitalised word directly before, no preposition between."""
    return not view.grammar.nouns_capitalised and is_named(view, word_left(c, view)) and not in_heading(c, view)


def _in_an_address(c: Candidate, view: View) -> bool:
    """ "1945 Harbour Road"."""
    index = word_right(c.last, view)
    for _ in range(LONGEST_STREET):
        if index is None or not view.words[index][0].isupper():
            return False
        if is_a(view, index, "street_word"):
            return True
        index = word_right(index + 1, view)
    return False


def links(view: View, index: int) -> bool:
    """True for what joins two of a list: a comma, "and"."""
    return view.words[index] == "," or is_a(view, index, "conjunction")


def _listed_number(c: Candidate, view: View) -> bool:
    """ "resolutions 1718 and 1874": the last of a list that a numbering word opens."""
    figures = view.grammar.kinds("number", "year")
    index = c.first
    for _ in range(LONGEST_LIST):
        link = [i for i in range(max(0, index - 3), index) if view.classes[i] != SPACE]
        if not link or not links(view, link[-1]):
            return False
        index = link[-1]
        while index and view.classes[index - 1] == SPACE:
            index -= 1
        index -= 1
        if index < 0 or view.classes[index] not in figures:
            return False
        if index >= 2 and view.classes[index - 1] == SPACE and _bears_numbers(index - 2, view):
            return True
    return False


def _bears_numbers(index: int, view: View) -> bool:
    """ "resolutions 1718", "lots 1901"."""
    boxes = view.grammar.language.tables["figures"]["boxes"]
    return is_a(view, index, "numbered") or view.words[index].lower() in boxes


def _counts_things(c: Candidate, view: View) -> bool:
    """ "hopes 1000 jerrycans will follow": an early year before a noun in the plural, with no preposition before."""
    right = word_right(c.last, view)
    if (c.meaning.year or 0) >= EARLIEST_TOLD_PLAINLY or right is None or view.classes[c.last] != SPACE:
        return False
    plural = view.words[right].endswith("s") and view.words[right].islower() and is_a(view, right, "other", "physical")
    return plural and not is_a(view, word_left(c, view), "preposition", "in_during", "before_old_year", *DETERMINERS)


def _opposed_count(c: Candidate, view: View) -> bool:
    """ "2016 votes to 1980"."""
    left = word_left(c, view)
    return is_a(view, left, "opposed") and is_a(view, (left or 0) - 2, "counted")


def _a_level(c: Candidate, view: View) -> bool:
    """ "The index closed at 1950", "Gold ended at 1815, up 4 dollars", "the toll rose to 1988": no hour and no year."""
    levels = view.grammar.language.tables["levels"]
    verb = view.before(c, 2).lower()
    stands = verb in levels["traded"] and view.before(c) in view.grammar.words("hour_lead")
    if not stands and not (verb in levels["moves"] and view.before(c) in levels["to"]):
        return False
    said = c.last + 2 if view.word(c.last) == "," else c.last + 1
    if view.word(said) in levels["moved"] and view.word(said + 2)[:1].isdigit():
        return True
    if view.word(said + 2) in levels["extremes"] or (stands and (c.meaning.year or 0) % 100 >= MINUTES_OF_AN_HOUR):
        return True
    low, high = view.sentence(c.first)
    return any(word in levels["markets"] for word in view.words[max(low, c.first - REACH) : min(high, c.last + REACH)])


def _counts_those(c: Candidate, view: View) -> bool:
    """ "About 1900 were hurt", "some 1800 of them", "In May, 1950 were freed": years are, one by one, singular."""
    figures, left = view.grammar.language.tables["figures"], word_left(c, view)
    about = left is not None and view.words[left].lower() in figures["about"]
    if about and view.after(c) in view.grammar.words("of_word"):
        return view.before(c, 2).lower() not in view.grammar.words("before_old_year")
    if view.after(c) not in figures["plurals"]:
        return False
    return left is None or view.words[left].lower() in figures["about"]


def _of_a_code(c: Candidate, view: View) -> bool:
    """ "42 U.S.C. 1983": a figure, initials and the figure."""
    at = c.first - 2
    while at > 1 and view.words[at] == "." and len(view.words[at - 1]) == 1 and view.words[at - 1].isupper():
        at -= 2
    return at < c.first - 4 and view.classes[at : at + 1] == SPACE and view.word(at - 1).isdigit()


def _counted_out(c: Candidate, view: View) -> bool:
    """ "Another 1900 fled", "more than 2000 are missing", "at least 1950 died", not "until at least 1950"."""
    figures, act = view.grammar.language.tables["figures"], word_right(c.last, view)
    if view.after(c) not in figures["plurals"] and not is_a(view, act, "verb_past", "verb_ed"):
        return False
    if view.after(c) in figures["singulars"]:
        return False
    two = f"{view.before(c, 2)} {view.before(c)}".lower()
    return view.before(c).lower() in figures["counters"] or two in figures["than"]


def _descends(c: Candidate, view: View) -> bool:
    """ "The vote was 1950 to 1840": of two years the later does not come first."""
    year, figures = c.meaning.year or 0, view.grammar.kinds("year")
    to = view.grammar.words("opposed")
    second, first = view.after(c, 2), view.before(c, 2)
    if view.after(c) in to and view.classes[c.last + 3 : c.last + 4] in figures and second.isdigit():
        return year > int(second)
    if view.before(c) not in to or view.before(c, 3) in view.grammar.words("year_word") or not first.isdigit():
        return False
    return view.classes[c.first - 4] in figures and year < int(first)


def _sums_up(c: Candidate, view: View) -> bool:
    """ "a population of 1930", "an average of 1850", not "the population of 1930"; "dialled extension 1930"."""
    figures = view.grammar.language.tables["figures"]
    if view.before(c).lower() in figures["boxes"]:
        return True
    words = view.grammar.words
    counted = view.before(c).lower() in words("of_word") and view.before(c, 2).lower() in figures["sums"]
    return counted and view.before(c, 3).lower() not in words("definite")


def _part_of_a_count(c: Candidate, view: View) -> bool:
    """ "Of the 2016 patients treated, 1901 recovered": both figures count."""
    low, high = view.sentence(c.first)
    if view.word(low + (view.word(low) == " ")).lower() not in view.grammar.words("of_word"):
        return False
    figures = view.grammar.kinds("year")
    whole = next((at for at in range(low, min(high, low + LONGEST_SHARE)) if view.classes[at] in figures), high)
    comma = next((at for at in range(whole, min(high, whole + LONGEST_SHARE)) if view.words[at] == ","), high)
    share = view.classes[comma + 2 : comma + 3]
    return bool(share) and share in figures and comma > whole + 2 and c.first in (whole, comma + 2)


# Tokens from "of" to the whole, and from the whole to its part.
LONGEST_SHARE = 16
FIGURES_OF_NAMES = (
    _of_a_thing,
    _numbers_a_name,
    _in_an_address,
    _listed_number,
    _opposed_count,
    _counts_things,
    _a_level,
    _sums_up,
    _counts_those,
    _counted_out,
    _of_a_code,
    _descends,
    _part_of_a_count,
    _dialled,
    _is_a_train,
    _is_a_rate,
    _bears_a_number,
)
