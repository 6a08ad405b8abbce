"""What is part of a name and no time: known by its capitalised neighbours, never by lists of names."""

from __future__ import annotations

from service.temporal.bearers import borne
from service.temporal.chains import STRONGEST
from service.temporal.meaning import Candidate
from service.temporal.neighbours import (
    LONGEST_SMALL_WORD,
    REACH,
    in_heading,
    is_a,
    is_capital,
    is_named,
    name_follows,
    opens_sentence,
    starts_sentence,
    title_before,
    verb_before,
    word_left,
    word_left_of,
    word_right,
)
from service.temporal.tokens import SPACE
from service.temporal.view import APPOSITION_ENDS, View

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
        "the-clear-season",
        "relday",
        "tonight",
        "weekend",
        "century",
        "at-dusk",
    }
)
LONGEST_SHORT_MONTH = 4
# What may stand before a month that is one.
DETERMINERS = ("determiner", "'the", "article")
MONTH_OPENERS = ("preposition", "in_during", "at", "deictic", "early_late", "month_name", *DETERMINERS)
YEAR_RULES = frozenset({"bare-year"})
OPENING_QUOTES = frozenset('"“«„‘')
# After these a capital opens a clause and names nothing.
BEFORE_A_CAPITAL = frozenset({":", "“", "«", "„", "(", "–", "—", "--"})
SPEECH_MARKS = frozenset(",.:")


def in_a_name(c: Candidate, view: View) -> bool:
    """True where capitalised neighbours make the word part of a name: "Prime Minister May", "the Sunday Times"."""
    if c.rule in YEAR_RULES:
        return False
    if _glued(c, view) or (borne(c, view) and not in_heading(c, view)):
        return True
    if c.rule in STREET_RULES and _on_a_street(c, view):
        return True
    titled = title_before(c, view)
    if c.rule in MONTH_RULES | WEEKDAY_RULES | HOLIDAY_RULES and is_a(view, titled, "title_word"):
        return c.rule not in WEEKDAY_RULES or is_capital(view, titled)  # "came to judge Wednesday's vote"
    if view.grammar.nouns_capitalised and c.rule in MONTH_RULES | WEEKDAY_RULES:
        return _unopened(c, view)
    if view.grammar.nouns_capitalised or not view.text[c.start : c.end].strip("'’")[:1].isupper():
        if c.rule in ADVERB_RULES and _is_paper(c, view):
            return True
        return c.rule in COMMON_RULES and not view.grammar.nouns_capitalised and _has_inner_capital(c, view)
    if c.rule in MONTH_RULES:
        return _month_in_a_name(c, view) and not in_heading(c, view)
    if c.rule in WEEKDAY_RULES:
        return _weekday_in_a_name(c, view) and not in_heading(c, view)
    if c.rule in PRESENT_RULES:
        return is_named(view, word_left(c, view)) and not in_heading(c, view)
    if c.rule in HOLIDAY_RULES:
        left = word_left(c, view)
        if is_named(view, left) and not starts_sentence(left or 0, view) and not in_heading(c, view):
            return True  # "Father Christmas"
        return name_follows(c, view) and not is_a(view, left, "preposition", "deictic", "on_word", "every")
    if c.rule in ADVERB_RULES:
        return name_follows(c, view) or is_named(view, word_left(c, view))
    if c.rule in COMMON_RULES:
        return _common_noun_in_a_name(c, view) and not in_heading(c, view)
    return False


def _is_paper(c: Candidate, view: View) -> bool:
    """ "the daily Kronika said": a newspaper, not "the daily Kronika report"."""
    index = word_right(c.last, view)
    if view.grammar.nouns_capitalised or not is_a(view, word_left(c, view), "definite") or not is_named(view, index):
        return False
    while is_capital(view, index):
        index = word_right((index or 0) + 1, view)
    return not is_a(view, index, "other", "counted", "numbered")


def _month_in_a_name(c: Candidate, view: View) -> bool:
    """A month takes a preposition, a determiner or a part before it; a name stands beside other names."""
    left = word_left(c, view)
    short = view.words[c.first]
    if short.isupper() and len(short) <= LONGEST_SHORT_MONTH and left is not None and view.words[left].islower():
        return True  # "five pounds go to DEC."
    if is_a(view, left, "definite") and _ends_a_name(c, view):
        return True
    if is_a(view, left, *MONTH_OPENERS):
        return _of_a_name(left, view)
    right = word_right(c.last, view)
    if _has_an_initial(c, view):
        return True
    return name_follows(c, view) or is_named(view, left) or (is_a(view, right, "day_part") and is_capital(view, right))


def _of_a_name(left: int | None, view: View) -> bool:
    """ "the trawler Star of May", "the Isle of May": "of" behind a name that no sentence opens with."""
    owner = word_left_of(left, view) if is_a(view, left, "of_word") and left is not None else None
    return is_named(view, owner) and owner is not None and not starts_sentence(owner, view)


def _has_an_initial(c: Candidate, view: View) -> bool:
    """ "August P. Winter"."""
    initial = word_right(c.last, view)
    if initial is None or len(view.words[initial]) != 1 or view.word(initial + 1) != ".":
        return False
    return is_capital(view, initial) and is_capital(view, word_right(initial + 2, view))


def _ends_a_name(c: Candidate, view: View) -> bool:
    """ "the October Revolution began": one capitalised word, and nothing after it that it could describe."""
    right = word_right(c.last, view)
    if right is None or not is_named(view, right) or view.words[right].isupper():
        return False
    after = word_right(right + 1, view)
    return after is None or not is_a(view, after, "other", "name", "counted", "numbered")


def _weekday_in_a_name(c: Candidate, view: View) -> bool:
    """Names: "the Sunday Courier", "Sunday Okoro", "at Friday Harbor"; days: "on Sunday Moscow", "Lavrov Sunday"."""
    left = word_left(c, view)
    if _in_apposition(c, view) or _is_a_title_in_apposition(c, view) or _has_an_age(c, view):
        return True
    if view.word(c.last) in ("'", "’"):
        return is_named(view, left) and not verb_before(c, view)
    if _speaks(c, view):
        return True
    right = word_right(c.last, view)
    if view.word(c.last + 1) == "&" and view.classes[c.last] == SPACE:
        return True
    if is_capital(view, right) and is_a(view, left, "place_word", *DETERMINERS):
        if is_a(view, right, "day_part"):
            return name_follows(c, view)  # "the Sunday Morning Herald"
        return not is_a(view, right, "month_name")
    if not name_follows(c, view):
        return False
    if left is None:
        return opens_sentence(c, view) or view.word(c.first - 1) in OPENING_QUOTES
    if is_a(view, left, "conjunction"):
        return is_named(view, left - 2) and not verb_before(c, view)
    return is_named(view, left) and not verb_before(c, view)


def shouted(word: str) -> bool:
    """True for a word all in capitals, as abbreviations are.

    >>> [shouted(word) for word in ("CNN", "Friday", "J")]
    [True, False, False]
    """
    return len(word) > 1 and word.isupper()


def _has_an_age(c: Candidate, view: View) -> bool:
    """ "the vet, Owen Sunday, 78, worked": a name and an age."""
    first = c.first - 2
    if first < 0 or view.classes[c.first - 1] != SPACE or not is_named(view, first):
        return False
    age = view.word(c.last + 2)
    return view.word(c.last) == "," and len(age) == AGE_FIGURES and age.isdigit() and view.word(c.last + 3) == ","


AGE_FIGURES = 2


def _in_apposition(c: Candidate, view: View) -> bool:
    """ "Charles Friday, an analyst" at the head of a sentence; "her lawyer, Marcus Friday, said"."""
    first = c.first - 2
    if first < 0 or view.classes[c.first - 1] != SPACE or view.word(c.last) != "," or not is_capital(view, first):
        return False
    if view.classes[first] not in view.grammar.unslotted | view.grammar.kinds("name") or shouted(view.words[first]):
        return False  # "told CNN Thursday, an act that"
    after = c.last + 2
    if after >= len(view.words) or view.classes[after - 1] != SPACE:
        return False
    if is_a(view, after, "verb_say"):
        return view.word(first - 2) == ","
    opens = starts_sentence(first, view) or is_a(view, word_left_of(first, view), "verb_say")
    return opens and is_a(view, after, "article") and not is_a(view, after + 2, "unit", "units")


def _is_a_title_in_apposition(c: Candidate, view: View) -> bool:
    """ "its quiz, Monday Madness, moves": a thing, then between marks its name."""
    if view.word(c.first - 2) != "," or view.classes[c.first - 1] != SPACE or not _is_a_thing(c.first - 3, view):
        return False
    index = word_right(c.last, view)
    if not is_named(view, index) or (index is not None and view.words[index].isupper()):
        return False
    while is_named(view, after := word_right((index or 0) + 1, view)):
        index = after
    return view.word((index or 0) + 1) in APPOSITION_ENDS


def _is_a_thing(index: int, view: View) -> bool:
    """A common noun, whatever else it could be: "its play", "crops"."""
    if not view.word(index).islower() or view.word(index)[:1].isdigit():
        return False
    return is_a(view, index, "other") or is_a(view, word_left_of(index, view), "article", "possessive", "determiner")


def bears_a_name(c: Candidate, view: View) -> bool:
    """True where a month or weekday that was a name before does what only people do: "August had given a speech"."""
    if word_left(c, view) is not None or c.rule not in MONTH_RULES | WEEKDAY_RULES:
        return False
    acts = word_right(c.last, view)
    return is_a(view, acts, "verb_say", "verb_had", "verb_past", "verb_ed") and not is_a(view, acts, "was_word")


def _speaks(c: Candidate, view: View) -> bool:
    """ "..., Friday said": a weekday that says something is somebody's name."""
    marked = c.first >= 2 and not view.words[c.first - 2][0].isalnum() and view.classes[c.first - 1] == SPACE
    return marked and is_a(view, word_right(c.last, view), "verb_say") and view.word(c.last + 2)[:1] in SPEECH_MARKS


def _unopened(c: Candidate, view: View) -> bool:
    """Where every noun has a capital, a month or weekday needs its preposition, a sign or a verb beside it."""
    left, right = word_left(c, view), word_right(c.last, view)
    if _is_quoted_name(c, view):
        return True
    if left is not None:
        opened = is_a(view, left, *MONTH_OPENERS, "opener", "every", "weekday")
        return not opened and not (c.rule in WEEKDAY_RULES and _ends_what_is_set(c, left, view))
    return opens_sentence(c, view) and is_capital(view, right) and not is_a(view, right, "year", "month_name")


def _is_quoted_name(c: Candidate, view: View) -> bool:
    """ "das Blatt „Der Freitag“", "in der „Welt am Sonntag“": quotation marks around a month or weekday, what leads it
    and other nouns."""
    if view.word(c.last) not in CLOSING_QUOTES:
        return False
    for at in range(c.first - 2, max(-1, c.first - LONGEST_QUOTED_NAME), -2):
        if view.classes[at + 1] != SPACE or not (is_capital(view, at) or is_a(view, at, "opener")):
            return False
        if at >= 1 and view.words[at - 1] in OPENING_QUOTES:
            leads = is_a(view, at, "opener", "preposition") and not is_a(view, at, "adjective_opener")
            return is_capital(view, at) and not leads  # but "„Am Sonntag“, sagte er"
    return False


# Tokens from the quotation mark of a paper's name to its weekday.
LONGEST_QUOTED_NAME = 9


CLOSING_QUOTES = frozenset('"“»”‘’')


def _ends_what_is_set(c: Candidate, left: int, view: View) -> bool:
    """ "soll Mittwoch beginnen", "beginnt Montag", "tritt Freitag zurück": a verb that looks ahead, the day, and at
    most one small word to the end of the sentence."""
    ahead = view.grammar.clauses.tense_of.get(view.classes[left]) in STRONGEST
    at, end = c.last, view.sentence(c.first)[1]
    right = word_right(at, view)
    if right is not None:
        if is_capital(view, right) or view.words[right].lower() in view.grammar.clauses.negations:
            return False
        at = right + 1
    return ahead and (at >= end - 1 or "\n" in view.word(at))


def _common_noun_in_a_name(c: Candidate, view: View) -> bool:
    if opens_sentence(c, view):  # "Last week Britain said" names a week, "Last Week Magazine" a paper
        if c.rule in ("relday", "tonight") or not view.words[c.last - 1][0].isupper():
            return False
        return name_follows(c, view) or _capitals_follow(c, view)
    right = word_right(c.last, view)
    if c.rule == "bare-season" and is_a(view, word_left(c, view), "in_during") and not is_capital(view, right):
        return view.word(c.last) == ","  # "in Autumn", but "in Spring, Texas"
    if c.last - c.first > 1 and view.words[c.last - 1].islower():
        return False  # "divisions Last week the chief was killed", at a lost line break
    return view.word(c.first - 1 if view.classes[c.first - 1] != SPACE else c.first - 2) not in BEFORE_A_CAPITAL


def _capitals_follow(c: Candidate, view: View) -> bool:
    """ "The Autumn Leaves rest home": two capitals at the head of a sentence, and a third that is no day or month."""
    right = word_right(c.last, view)
    if c.last - c.first == 1 or not is_capital(view, right) or view.words[right or 0].isupper():
        return False
    return not is_a(view, right, "weekday", "month_name", "month_short", "relday", "season", "function_word")


def _has_inner_capital(c: Candidate, view: View) -> bool:
    """ "the Morning Herald": an article in the reading, then a capital."""
    words = view.words[c.first : c.last]
    if c.rule == "century" or c.meaning.zone:
        return False  # "the 19th Century", "the 5th century BC", "noon GMT"
    titled = c.rule == "the-unit" and view.before(c) == "of"  # "Young Player of the Year", in headings too
    return len(words) > 1 and words[-1][:1].isupper() and (titled or not in_heading(c, view))


def _on_a_street(c: Candidate, view: View) -> bool:
    """ "Rents in Spring Street fall": in headings too, where they have small words as well."""
    right = word_right(c.last, view)
    if not is_a(view, right, "street_word") or not is_capital(view, right) or not is_capital(view, c.last - 1):
        return False
    low, high = view.sentence(c.first)
    words = view.words[max(low, c.first - REACH) : min(high, c.last + REACH)]
    return any(word.islower() and len(word) > LONGEST_SMALL_WORD for word in words)


STREET_RULES = frozenset({"bare-season", "the-season", "the-clear-season", "bare-month", "weekday", "noon"})


def live_times(candidates: list[Candidate], view: View) -> frozenset[int]:
    """The identities of figures that are the hours of a live report: each opens an entry, some pass for no year."""
    years = (c for c in candidates if c.rule in YEAR_RULES)
    opening = [c for c in years if opens_sentence(c, view) and is_capital(view, word_right(c.last, view))]
    if len(opening) < ENTRIES_OF_A_LIVE_REPORT or not any((c.meaning.year or 0) > LATEST_YEAR_TOLD for c in opening):
        return frozenset()
    return frozenset(map(id, opening))


ENTRIES_OF_A_LIVE_REPORT = 5
LATEST_YEAR_TOLD = 2100


def _glued(c: Candidate, view: View) -> bool:
    """Part of an address or a file's name: "monday.example"."""
    return view.word(c.last) == "." and view.word(c.last + 1)[:1].isalnum() and view.words[c.last - 1] != "."
