"""What is a name, a number or a common word and no time: known by its surroundings, never by lists of names."""

from __future__ import annotations

from service.temporal.meaning import Candidate
from service.temporal.tokens import SPACE
from service.temporal.view import POSSESSIVE_MARKS, View

MONTH_RULES = frozenset({"bare-month"})
WEEKDAY_RULES = frozenset({"weekday"})
HOLIDAY_RULES = frozenset({"holiday"})
PRESENT_RULES = frozenset({"present"})
ADVERB_RULES = frozenset({"adverb-set", "periodic", "weekdays"})
# Rules whose words are common nouns: with a capital inside a sentence they are part of a name ("USA Today").
COMMON_RULES = frozenset(
    {
        "part",
        "the-part",
        "noon",
        "deictic-unit",
        "the-unit",
        "bare-season",
        "the-season",
        "relday",
        "tonight",
        "weekend",
        "century",
    }
)
# What may stand before a month that is one.
DETERMINERS = ("determiner", "'the", "article")
MONTH_OPENERS = ("preposition", "in_during", "at", "deictic", "early_late", "month_name", *DETERMINERS)
YEAR_RULES = frozenset({"bare-year"})
OPENING_QUOTES = frozenset("\"“«„‘")
CLOSING_QUOTES = frozenset("\"”»“’")
SPEECH_MARKS = frozenset(",.:")
FIGURE_JOINERS = frozenset({"-", "/", "–", "‑"})
LONGEST_LIST = 4
LONGEST_STREET = 3
LONGEST_LINK = 6
HEADING_SHARE = 0.9
MARKS_BEFORE = 4
REACH = 40
SHORT_LINE = 2
LONGEST_SMALL_WORD = 3


def in_a_name(c: Candidate, view: View) -> bool:
    """True where capitalised neighbours make the word part of a name: "Prime Minister May", "the Sunday Times"."""
    if c.rule in YEAR_RULES:
        return False
    if _glued(c, view):
        return True
    if c.rule in MONTH_RULES | WEEKDAY_RULES | HOLIDAY_RULES and _is(view, _title_before(c, view), "title_word"):
        return True
    if view.grammar.nouns_capitalised and c.rule in MONTH_RULES | WEEKDAY_RULES:
        return _unopened(c, view)
    if view.grammar.nouns_capitalised or not view.text[c.start : c.end].strip("'’")[:1].isupper():
        if c.rule in ADVERB_RULES and _is_paper(c, view):
            return True
        return c.rule in COMMON_RULES and not view.grammar.nouns_capitalised and _has_inner_capital(c, view)
    if c.rule in MONTH_RULES:
        return _month_in_a_name(c, view) and not _in_heading(c, view)
    if c.rule in WEEKDAY_RULES:
        return _weekday_in_a_name(c, view) and not _in_heading(c, view)
    if c.rule in PRESENT_RULES:
        return _named(view, _left(c, view)) and not _in_heading(c, view)
    if c.rule in HOLIDAY_RULES:
        left = _left(c, view)
        if _named(view, left) and not _starts(left or 0, view) and not _in_heading(c, view):
            return True  # "Father Christmas"
        return _name_follows(c, view) and not _is(view, _left(c, view), "preposition", "deictic", "on_word", "every")
    if c.rule in ADVERB_RULES:
        return _name_follows(c, view) or _named(view, _left(c, view))
    if c.rule in COMMON_RULES:
        return _common_noun_in_a_name(c, view) and not _in_heading(c, view)
    return False


def _is_paper(c: Candidate, view: View) -> bool:
    """ "the daily Kronika said": a newspaper, not "the daily Kronika report"."""
    index = _right(c.last, view)
    if view.grammar.nouns_capitalised or not _is(view, _left(c, view), "definite") or not _named(view, index):
        return False
    while _capital(view, index):
        index = _right((index or 0) + 1, view)
    return not _is(view, index, "other", "counted", "numbered")


def _month_in_a_name(c: Candidate, view: View) -> bool:
    """A month takes a preposition, a determiner or a part before it; a name stands beside other names."""
    left = _left(c, view)
    if _is(view, left, "definite") and _ends_a_name(c, view):
        return True
    if _is(view, left, *MONTH_OPENERS):
        return False
    right = _right(c.last, view)
    return _name_follows(c, view) or _named(view, left) or (_is(view, right, "day_part") and _capital(view, right))


def _ends_a_name(c: Candidate, view: View) -> bool:
    """ "the October Revolution began": one capitalised word, and nothing after it that it could describe."""
    right = _right(c.last, view)
    if right is None or not _named(view, right) or view.words[right].isupper():
        return False
    after = _right(right + 1, view)
    return after is None or not _is(view, after, "other", "name", "counted", "numbered")


def _weekday_in_a_name(c: Candidate, view: View) -> bool:
    """Names: "the Sunday Courier", "Sunday Okoro", "at Friday Harbor"; days: "on Sunday Moscow", "Lavrov Sunday"."""
    left = _left(c, view)
    if view.word(c.last) in ("'", "’"):
        return _named(view, left) and not _verb_before(c, view)
    if _speaks(c, view):
        return True
    right = _right(c.last, view)
    if view.word(c.last + 1) == "&" and view.classes[c.last] == SPACE:
        return True
    if _capital(view, right) and _is(view, left, "place_word", *DETERMINERS):
        return not _is(view, right, "month_name", "day_part")
    if not _name_follows(c, view):
        return False
    if left is None:
        return _opens(c, view) or view.word(c.first - 1) in OPENING_QUOTES
    if _is(view, left, "conjunction"):
        return _named(view, left - 2) and not _verb_before(c, view)
    return _named(view, left) and not _verb_before(c, view)


def _speaks(c: Candidate, view: View) -> bool:
    """ "..., Friday said": a weekday that says something is somebody's name."""
    marked = c.first >= 2 and not view.words[c.first - 2][0].isalnum() and view.classes[c.first - 1] == SPACE
    return marked and _is(view, _right(c.last, view), "verb_say") and view.word(c.last + 2)[:1] in SPEECH_MARKS


def _unopened(c: Candidate, view: View) -> bool:
    """Where every noun has a capital, a month or weekday needs its preposition, a sign or a verb beside it."""
    left, right = _left(c, view), _right(c.last, view)
    if left is not None:
        return not _is(view, left, *MONTH_OPENERS, "opener", "every", "weekday")
    return _opens(c, view) and _capital(view, right) and not _is(view, right, "year", "month_name")


def _common_noun_in_a_name(c: Candidate, view: View) -> bool:
    if _opens(c, view):  # "Last week Britain said" names a week, "Last Week Magazine" a paper
        return c.rule not in ("relday", "tonight") and view.words[c.last - 1][0].isupper() and _name_follows(c, view)
    return True


def _has_inner_capital(c: Candidate, view: View) -> bool:
    """ "the Morning Herald": an article in the reading, then a capital."""
    words = view.words[c.first : c.last]
    if c.rule == "century":
        return False  # "the 19th Century", "the 5th century BC"
    return len(words) > 1 and words[-1][:1].isupper() and not _in_heading(c, view)


def live_times(candidates: list[Candidate], view: View) -> frozenset[int]:
    """The identities of figures that are the hours of a live report: each opens an entry, some pass for no year."""
    years = (c for c in candidates if c.rule in YEAR_RULES)
    opening = [c for c in years if _opens(c, view) and _capital(view, _right(c.last, view))]
    if len(opening) < ENTRIES_OF_A_LIVE_REPORT or not any((c.meaning.year or 0) > LATEST_YEAR_TOLD for c in opening):
        return frozenset()
    return frozenset(map(id, opening))


ENTRIES_OF_A_LIVE_REPORT = 5
LATEST_YEAR_TOLD = 2100


# ---------------------------------------------------------------- neighbours


def _left(c: Candidate, view: View) -> int | None:
    """Where the word before stands, when only one space is between; None otherwise."""
    if c.first >= 2 and view.classes[c.first - 1] == SPACE and view.words[c.first - 2][0].isalpha():
        return c.first - 2
    return None


def _title_before(c: Candidate, view: View) -> int | None:
    """Where a title may stand: the word before, or the one before its full stop ("Mr. August")."""
    if view.word(c.first - 2) == "." and view.classes[c.first - 1 : c.first] == SPACE:
        return c.first - 3 if c.first >= 3 else None
    return _left(c, view)


def _right(index: int, view: View) -> int | None:
    """Where the next word stands, when only one space is between."""
    if index + 1 < len(view.words) and view.classes[index] == SPACE and view.words[index + 1][0].isalpha():
        return index + 1
    return None


def _is(view: View, index: int | None, *slots: str) -> bool:
    """True when the word there is in one of these slots."""
    return index is not None and view.classes[index] in view.grammar.kinds(*slots)


def _named(view: View, index: int | None) -> bool:
    """A capitalised word no slot lists; inside a sentence also a part of something longer ("Black" of Black Friday)."""
    if index is None or not _capital(view, index):
        return False
    kind = view.classes[index]
    if kind in view.grammar.kinds("function_word"):
        return False
    if kind in view.grammar.kinds("name", "street_word"):
        return True
    return kind in view.grammar.unslotted and not _starts(index, view)


def _capital(view: View, index: int | None) -> bool:
    return index is not None and view.words[index][0].isupper()


def _name_follows(c: Candidate, view: View) -> bool:
    """A name comes next, or after further capitalised parts of a day ("Saturday Night Revue")."""
    index = _right(c.last, view)
    for _ in range(LONGEST_LIST):
        if not _capital(view, index) or not _is(view, index, "day_part", "weekday", "season"):
            break
        index = _right((index or 0) + 1, view)
    return _named(view, index)


def _glued(c: Candidate, view: View) -> bool:
    """Part of an address or a file's name: "monday.example"."""
    return view.word(c.last) == "." and view.word(c.last + 1)[:1].isalnum() and view.words[c.last - 1] != "."


def _opens(c: Candidate, view: View) -> bool:
    return _starts(c.first, view)


def _starts(index: int, view: View) -> bool:
    """True for the first word of a sentence or line; quotation marks may stand before it."""
    if index and "\n" in view.words[index - 1]:
        return True
    low, _ = view.sentence(index)
    return index - low <= MARKS_BEFORE and not any(word[0].isalnum() for word in view.words[low:index])


def _verb_before(c: Candidate, view: View) -> bool:
    low, _ = view.sentence(c.first)
    return view.grammar.verb.search(view.classes, max(low, c.first - REACH), c.first) is not None


def _in_heading(c: Candidate, view: View) -> bool:
    """In a title, or in a line written like one, a capital says nothing."""
    if view.title:
        return True
    low, high = view.sentence(c.first)
    near = view.words[max(low, c.first - REACH) : min(high, c.last + REACH)]
    words = [word for word in near if len(word) > LONGEST_SMALL_WORD and word[0].isalpha()]
    return len(words) > SHORT_LINE and sum(word[0].isupper() for word in words) > HEADING_SHARE * len(words)


# ---------------------------------------------------------------- common words and figures


def is_no_time(c: Candidate, view: View) -> bool:
    """True for words that look like a time and are none: the verb "may", a count that looks like a year."""
    if c.rule in HOLIDAY_RULES:
        return view.words[c.last - 1].islower() and not view.without_capitals
    if c.rule == "deictic-month":
        return _is(view, c.last - 1, "doubtful_month") and _shouted(view.words[c.last - 1])
    if c.rule in MONTH_RULES:
        return _is_common_word(c, view)
    if c.rule in YEAR_RULES:
        return _is_figure(c, view)
    if c.rule == "amount" and c.meaning.count == 1 and c.meaning.unit == "D" and view.opens(c):
        return not _is(view, _right(c.last, view), "earlier_later", "before_after", "preposition")  # "One day he left"
    if c.rule == "decade-figures":
        return _in_sentence(c, view, "heat")
    if c.rule == "the-unit-edge":
        return c.meaning.unit == "D" and view.before(c, 3).lower() == "the" and view.before(c, 4).lower() == "at"
    return False


def _in_sentence(c: Candidate, view: View, *slots: str) -> bool:
    """True where the sentence has a word of these slots: "temperatures in the 60s"."""
    low, high = view.sentence(c.first)
    near = view.classes[max(low, c.first - REACH) : min(high, c.last + REACH)]
    return not view.grammar.kinds(*slots).isdisjoint(near)


def _is_common_word(c: Candidate, view: View) -> bool:
    """ "May" and "march" are months only after what a month takes: a preposition, a determiner, a month and "and"."""
    word = view.words[c.first]
    if not _is(view, c.first, "doubtful_month"):
        return word.islower() and not view.without_capitals
    if not word.islower() and view.word(c.last) in FIGURE_JOINERS and _is(view, c.last + 1, "month_name"):
        return False
    left = _left(c, view)
    if not word.islower() and _is(view, _right(c.last, view), "conjunction") and _month_after(c.last + 3, view):
        return False  # "would cut May and June output"
    if _shouted(word):
        return not _is(view, left, "preposition", "in_during")
    if _follows_a_date(c, view):
        return False
    if _is(view, left, "conjunction") or view.word(c.first - 1) == "-":
        return view.word(c.first - 1) != "-"
    if _is(view, left, *DETERMINERS):
        return _name_follows(c, view)
    return not _is(view, left, "preposition", "in_during", "at", "deictic", "early_late")


def _month_after(index: int, view: View) -> bool:
    """True where another month comes next."""
    return _is(view, _right(index - 1, view), "month_name", "month_short") if index < len(view.words) else False


def _shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _follows_a_date(c: Candidate, view: View) -> bool:
    """In a list after a month: "February, May and July", "April and May"."""
    index, bottom = c.first - 1, max(0, c.first - LONGEST_LINK)
    while index >= bottom and (view.classes[index] == SPACE or _links(view, index)):
        index -= 1
    return 0 <= index < c.first - 2 and _is(view, index, "month_name", "day", "year")


def _is_figure(c: Candidate, view: View) -> bool:
    before = view.word(c.first - 1)
    if before in FIGURE_JOINERS and view.word(c.first - 2)[:1].isalnum():
        return not view.word(c.first - 2).isalpha() or view.word(c.first - 2).isupper()
    if view.word(c.last) == "/":
        return True
    if before in OPENING_QUOTES and (view.word(c.last) + view.word(c.last + 1)).strip(",.")[:1] in CLOSING_QUOTES:
        return True  # "1984" in quotation marks is a title
    return any(test(c, view) for test in FIGURES_OF_NAMES)


def _of_a_thing(c: Candidate, view: View) -> bool:
    """ "Orwell's 1984", "Kopp's 1987 Chevrolet": a title, a model; "the company's 1987 results" are of a year."""
    if view.before(c) != "s" or view.word(c.first - 3) not in POSSESSIVE_MARKS:
        return False
    right = _right(c.last, view)
    return right is None or (_capital(view, right) and view.word(c.first - 4)[:1].isupper())


def _numbers_a_name(c: Candidate, view: View) -> bool:
    """ "Decree 1999": a capitalised word directly before, no preposition between."""
    return not view.grammar.nouns_capitalised and _named(view, _left(c, view)) and not _in_heading(c, view)


def _in_an_address(c: Candidate, view: View) -> bool:
    """ "1945 Harbour Road"."""
    index = _right(c.last, view)
    for _ in range(LONGEST_STREET):
        if index is None or not view.words[index][0].isupper():
            return False
        if _is(view, index, "street_word"):
            return True
        index = _right(index + 1, view)
    return False


def _links(view: View, index: int) -> bool:
    return view.words[index] == "," or _is(view, index, "conjunction")


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
        if index >= 2 and view.classes[index - 1] == SPACE and _is(view, index - 2, "numbered"):
            return True
    return False


def _opposed_count(c: Candidate, view: View) -> bool:
    """ "2016 votes to 1980"."""
    left = _left(c, view)
    return _is(view, left, "opposed") and _is(view, (left or 0) - 2, "counted")


FIGURES_OF_NAMES = (_of_a_thing, _numbers_a_name, _in_an_address, _listed_number, _opposed_count)
