"""Common words and figures that look like a time and are none: the verb "may", a count that looks like a year."""

from __future__ import annotations

import re

from service.temporal.meaning import Candidate
from service.temporal.names import DETERMINERS, HOLIDAY_RULES, MONTH_RULES, OPENING_QUOTES, YEAR_RULES, shouted
from service.temporal.neighbours import (
    LONGEST_LIST,
    REACH,
    in_heading,
    is_a,
    is_capital,
    is_named,
    name_follows,
    starts_sentence,
    word_left,
    word_left_of,
    word_right,
)
from service.temporal.tokens import SPACE, first_word
from service.temporal.view import POSSESSIVE_MARKS, View

SCORE = re.compile(r"\d{1,3}-\d{1,3}")
BEFORE_THAT = frozenset({"amount-before-that", "the-unit-before-that", "the-part-before-that"})
CLOSING_QUOTES = frozenset('"”»“’')
FIGURE_JOINERS = frozenset({"-", "/", "–", "‑"})
LONGEST_STREET = 3
LONGEST_LINK = 6
NEGATION_REACH = 16
MONTH_REACH = 18
MINUTES_OF_AN_HOUR = 60
# Years as early as these are named with a preposition; before a noun in the plural their figures count.
EARLIEST_TOLD_PLAINLY = 1700


def is_no_time(c: Candidate, view: View) -> bool:
    """True for words that look like a time and are none: the verb "may", a count that looks like a year."""
    if c.rule in HOLIDAY_RULES:
        return not any(word[0].isupper() for word in view.words[c.first : c.last]) and not view.without_capitals
    if c.rule == "deictic-month":
        return is_a(view, c.last - 1, "doubtful_month") and shouted(view.words[c.last - 1])
    if c.rule in MONTH_RULES:
        return _is_common_word(c, view)
    if c.rule in YEAR_RULES:
        return _is_figure(c, view)
    if c.rule == "year-opening-a-clause":
        return not _opens_its_clause(c, view)
    if c.rule == "amount" and c.meaning.count == 1 and c.meaning.unit == "D" and view.opens(c):
        return not is_a(
            view, word_right(c.last, view), "earlier_later", "before_after", "preposition"
        )  # "One day he left"
    if c.rule == "the-unit" and c.meaning.unit == "W" and view.before(c) == "of":
        return view.before(c, 2) == "day"  # "on any day of the week"
    if c.rule == "the-unit-before-its-clause":
        return not _has_one_clause(c, view)
    if c.rule in BEFORE_THAT and view.classes[c.last] == SPACE:
        return not view.opens(c)  # "warned the day before that the dam would burst"
    if c.rule == "overnight":
        return _never_so_fast(c, view)
    if c.rule == "ordinal-quarter":
        return c.meaning.year is None and c.meaning.deictic is None and _of_a_match(c, view)
    if c.rule == "decade-figures":
        return _in_sentence(c, view, "heat")
    if c.rule == "saints-day":
        small = any(word.islower() for word in view.words[c.first : c.last] if len(word) > 2)
        return small and not view.without_capitals  # "St. John's day nursery"
    if c.rule == "clock-dotted-opening" and not _among_the_first(c, view):
        return True
    if c.rule in DOTTED_RULES:
        return _a_quotation(c, view)
    if c.rule == "the-unit-edge":
        return c.meaning.unit == "D" and view.before(c, 3).lower() == "the" and view.before(c, 4).lower() == "at"
    return False


def _among_the_first(c: Candidate, view: View) -> bool:
    """True where at most two words of the sentence stand before: "At 4.45", "At about 3.30"."""
    low, _ = view.sentence(c.first)
    return first_word(view.words, low, c.first) >= c.first - 4


def _a_quotation(c: Candidate, view: View) -> bool:
    """ "The pound stood at 1.45 on Monday", "was timed at 9.58 on Sunday": figures after a stop, and no hour."""
    levels = view.grammar.language.tables["levels"]
    if view.before(c, 2).lower() in levels["timed"]:
        return True
    low, high = view.sentence(c.first)
    low, high = max(low, c.first - REACH), min(high, c.last + REACH)
    if not view.grammar.kinds("currency", "rate_word").isdisjoint(view.classes[low:high]):
        return True
    return any(word.lower() in levels["markets"] for word in view.words[low:high])


DOTTED_RULES = frozenset(
    f"clock-dotted{rest}" for rest in ("", "-behind", "-early", "-next", "-listed", "-opening", "-beside")
)


def _never_so_fast(c: Candidate, view: View) -> bool:
    """ "will not change overnight", "cannot be built overnight": at once, in whatever night."""
    low, _ = view.sentence(c.first)
    return not view.grammar.kinds("negation").isdisjoint(view.classes[max(low, c.first - NEGATION_REACH) : c.first])


def _has_one_clause(c: Candidate, view: View) -> bool:
    """ "The year before she had sold gloves.": no clause of "before", for there is no other in the sentence."""
    clauses, (low, high) = view.grammar.clauses, view.sentence(c.first)
    joined = is_a(view, word_left(c, view), "conjunction") and view.before(c, 2) == ","
    opens = first_word(view.words, low, c.last) == c.first or joined
    if not opens or not clauses.soft.isdisjoint(view.classes[c.last : high]):
        return False
    verbs = [at for at in range(c.last, high) if view.classes[at] in clauses.tense_of]
    groups = [b for a, b in zip([-1, *verbs], verbs, strict=False) if a < 0 or not _in_one_chain(view, a, b)]
    if len(groups) != 1:
        return False
    had = view.classes[groups[0]] in clauses.had and (c.meaning.count or 0) < 0
    return had or is_a(view, word_right(c.last, view), "somebody", "subject", "pronoun")


def _in_one_chain(view: View, verb: int, other: int) -> bool:
    """True for verbs with nothing but their helpers between them: "had never been told"."""
    return all(kind in view.grammar.clauses.glue for kind in view.classes[verb:other])


def _opens_its_clause(c: Candidate, view: View) -> bool:
    """True where the preposition before the candidate, of one word or of two ("prior to"), opens its clause."""
    of_two = f"{view.before(c, 2)} {view.before(c)}".lower() in view.grammar.words("preposition")
    if of_two and c.first - 6 < view.sentence(c.first)[0]:
        return True
    if view.before(c).lower() in view.grammar.words("opposed"):
        return False  # "To 1900 people he was a hero"
    if view.leads_clause(c):
        return True
    return view.classes[c.first - 4] in view.grammar.kinds("function_word")  # "When in 1911 troops came"


def _of_a_match(c: Candidate, view: View) -> bool:
    """ "threw a touchdown in the third quarter", "led 14-3 in the second quarter", and nothing of a company's in it."""
    low, high = view.sentence(c.first)
    low, high = max(low, c.first - REACH), min(high, c.last + REACH)
    matches = view.grammar.language.tables["matches"]
    near = [word.lower() for word in view.words[low:high]]
    leads = [at for at, word in enumerate(near, low) if word in matches["leads"]]
    scored = any(_is_score(at + 2, view) or _is_score(at + 4, view) for at in leads)
    return (scored or any(word in matches["words"] for word in near)) and not _in_sentence(c, view, "business_word")


def _is_score(index: int, view: View) -> bool:
    """ "14-3", not "14-15 percent"."""
    percent = view.grammar.kinds("rate_word")
    return SCORE.fullmatch(view.word(index)) is not None and percent.isdisjoint(view.classes[index + 1 : index + 3])


def _in_sentence(c: Candidate, view: View, *slots: str) -> bool:
    """True where the sentence has a word of these slots: "temperatures in the 60s"."""
    low, high = view.sentence(c.first)
    near = view.classes[max(low, c.first - REACH) : min(high, c.last + REACH)]
    return not view.grammar.kinds(*slots).isdisjoint(near)


def _is_common_word(c: Candidate, view: View) -> bool:
    """ "May" and "march" are months only after what a month takes: a preposition, a determiner, a month and "and"."""
    word = view.words[c.first]
    if not is_a(view, c.first, "doubtful_month"):
        return word.islower() and not view.without_capitals
    if not word.islower() and view.word(c.last) in FIGURE_JOINERS and is_a(view, c.last + 1, "month_name"):
        return False
    left = word_left(c, view)
    if not word.islower() and is_a(view, word_right(c.last, view), "conjunction") and _month_after(c.last + 3, view):
        return False  # "would cut May and June output"
    if shouted(word):
        return not is_a(view, left, "preposition", "in_during")
    if not word.islower() and (_is_of_figures(c, view) or _called_a_month(c, view)):
        return False
    if _follows_a_date(c, view):
        return False
    spans = not word.islower() and view.after(c) in view.grammar.language.tables["lists"]["spans"]
    if spans and _month_after(c.last + 3, view):
        return False  # "(March to April)"
    if is_a(view, left, "conjunction") or view.word(c.first - 1) == "-":
        return view.word(c.first - 1) != "-"
    if is_a(view, left, *DETERMINERS):
        return name_follows(c, view)
    if is_a(view, left, "likening") and view.before(c) == view.before(c, 3).lower() and not word.islower():
        return False  # "as early as March"
    return not is_a(view, left, "preposition", "in_during", "at", "deictic", "early_late")


def _is_of_figures(c: Candidate, view: View) -> bool:
    """ "May sales rose", "the firm said March output fell", "March car sales": one word may stand between."""
    right = word_right(c.last, view)
    if is_a(view, right, "measured", "business_word", "figures_word"):
        return True
    between = is_a(view, right, "other") and not is_capital(view, right)
    return between and is_a(view, word_right((right or 0) + 1, view), "measured", "business_word", "figures_word")


def _called_a_month(c: Candidate, view: View) -> bool:
    """ "March was the deadliest month", "the worst month was March", not "May was absent for a month"."""
    being, months = ("was_word", "verb_present"), view.grammar.kinds("month_word")
    low, high = view.sentence(c.first)
    if is_a(view, word_left(c, view), *being):
        return not months.isdisjoint(view.classes[max(low, c.first - MONTH_REACH) : c.first])
    if not is_a(view, word_right(c.last, view), *being):
        return False
    at = word_right((word_right(c.last, view) or 0) + 1, view)
    if is_a(view, at, "definite") and is_a(view, word_right((at or 0) + 1, view), "superlative"):
        return True
    told = view.classes[c.last + 2 : min(high, c.last + MONTH_REACH)]
    month = next((at for at, kind in enumerate(told) if kind in months), 0)
    return month > 0 and view.grammar.kinds("preposition", "in_during").isdisjoint(told[:month])


def _month_after(index: int, view: View) -> bool:
    """True where another month comes next."""
    return is_a(view, word_right(index - 1, view), "month_name", "month_short") if index < len(view.words) else False


def _follows_a_date(c: Candidate, view: View) -> bool:
    """In a list after a month: "February, May and July", "April and May"."""
    index, bottom = c.first - 1, max(0, c.first - LONGEST_LINK)
    while index >= bottom and (view.classes[index] == SPACE or _links(view, index)):
        index -= 1
    return 0 <= index < c.first - 2 and is_a(view, index, "month_name", "day", "year")


def _is_figure(c: Candidate, view: View) -> bool:
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


def _links(view: View, index: int) -> bool:
    return view.words[index] == "," or is_a(view, index, "conjunction")


def _listed_number(c: Candidate, view: View) -> bool:
    """ "resolutions 1718 and 1874": the last of a list that a numbering word opens."""
    figures = view.grammar.kinds("number", "year")
    index = c.first
    for _ in range(LONGEST_LIST):
        link = [i for i in range(max(0, index - 3), index) if view.classes[i] != SPACE]
        if not link or not _links(view, link[-1]):
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
