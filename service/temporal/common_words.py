"""Common words that look like a time and are none: the verb "may", "the third quarter" of a match."""

from __future__ import annotations

import re

from service.temporal.figures import FIGURE_JOINERS, is_figure, links
from service.temporal.hours import DOTTED_RULES
from service.temporal.meaning import Candidate
from service.temporal.names import DETERMINERS, HOLIDAY_RULES, MONTH_RULES, YEAR_RULES, shouted
from service.temporal.neighbours import (
    REACH,
    is_a,
    is_capital,
    name_follows,
    word_left,
    word_right,
)
from service.temporal.tokens import SPACE, first_word
from service.temporal.view import View

SCORE = re.compile(r"\d{1,3}-\d{1,3}")
BEFORE_THAT = frozenset({"amount-before-that", "the-unit-before-that", "the-part-before-that"})
LONGEST_LINK = 6
NEGATION_REACH = 16
MONTH_REACH = 18


def is_no_time(c: Candidate, view: View) -> bool:
    """True for words that look like a time and are none: the verb "may", a count that looks like a year."""
    if c.rule in HOLIDAY_RULES:
        return not any(word[0].isupper() for word in view.words[c.first : c.last]) and not view.without_capitals
    if c.rule == "deictic-month":
        return is_a(view, c.last - 1, "doubtful_month") and shouted(view.words[c.last - 1])
    if c.rule in MONTH_RULES:
        return _is_common_word(c, view)
    if c.rule in YEAR_RULES:
        return is_figure(c, view)
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
    while index >= bottom and (view.classes[index] == SPACE or links(view, index)):
        index -= 1
    return 0 <= index < c.first - 2 and is_a(view, index, "month_name", "day", "year")
