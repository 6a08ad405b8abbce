"""What bears a word of time as its name: streets and places, people, works; known by the words beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from service.temporal.meaning import Candidate
from service.temporal.neighbours import is_a, is_capital, is_named, word_left, word_left_of, word_right
from service.temporal.tokens import SPACE
from service.temporal.view import POSSESSIVE_MARKS, View

MONTH_RULE, WEEKDAY_RULE, HOLIDAY_RULE, DAY_RULES = "bare-month", "weekday", "holiday", ("month-day", "day-month")
LENGTHS = frozenset({"duration", "shift"})
QUOTES = frozenset("\"“”«»„‘’'")
# What comes after a name that describes nothing: what it does, and what is said of it.
AFTER_A_NAME = (
    *("verb_past", "verb_ed", "verb_say", "verb_present", "verb_perfect", "verb_had", "verb_will"),
    *("preposition", "in_by", "conjunction", "relative", "relative_thing"),
)
# Tokens of a title, and the letters of a word that has no capital in it.
LONGEST_TITLE = 16
LONGEST_SMALL_WORD = 4


def borne(c: Candidate, view: View) -> bool:
    """True where words beside the time word tell that a street, a place, a person or a work bears it."""
    told = view.grammar.language.tables["named"]
    if not told["works"]:
        return False
    if c.rule in CALLED and _is_called(c, view, told):
        return True
    if c.meaning.kind in COMPOUNDED and _is_a_compound(c, view):
        return True
    if c.rule in NAMED_DAYS:
        return _is_named_after_a_day(c, view, told)
    if c.rule in DAY_RULES:
        return _is_a_street(c, view, told["streets"]) or _is_a_group(c, view) or _is_a_title(c, view, told["works"])
    if c.rule == MONTH_RULE and (_is_a_person(c, view, told) or _is_a_town(c, view)):
        return True
    if c.rule == MONTH_RULE and _is_a_day_of_fame(c, view):
        return True
    if c.rule in (MONTH_RULE, WEEKDAY_RULE, HOLIDAY_RULE) and _is_a_place(c, view, told["places"]):
        return True
    if c.last - c.first > 1 and view.words[c.last - 1][0].isupper() and _is_a_band(c, view, told["works"]):
        return True
    return _is_a_title(c, view, told["works"])


def _is_called(c: Candidate, view: View, told: Mapping[str, Collection[str]]) -> bool:
    """ "a ship named the Fourth of July", "call the square the Eleventh of June", "a dog called Friday"."""
    left = word_left(c, view)
    if left is None:
        return False
    named = _names(left, view, told)
    if c.rule in NAMED_DAYS:
        if not is_capital(view, c.last - 1) or not is_a(view, c.first, "definite"):
            return False
        number = word_right(c.first + 1, view)
        return number is not None and is_capital(view, number) and (named or _is_object_of_calling(left, view, told))
    if c.rule == WEEKDAY_RULE and is_named(view, left):  # "call it Black Monday", "known as Red Thursday"
        before = word_left_of(left, view)
        return before is not None and (_names(before, view, told) or _is_object_of_calling(before, view, told))
    if not named:
        return False
    thing = word_left_of(left, view)
    gathers = thing is not None and view.words[thing].lower() in view.grammar.language.tables["requests"]["gatherings"]
    plain = is_a(view, thing, "other") and is_a(view, word_left_of(thing or 0, view), "article", "ones")
    ends = view.word(c.last) in ENDS_OF_A_NAME or is_a(view, word_right(c.last, view), *AFTER_CALLED)
    return plain and not gathers and ends


def _names(index: int, view: View, told: Mapping[str, Collection[str]]) -> bool:
    """ "called", "known as": its object is a name."""
    word = view.words[index].lower()
    return word in told["calling"] or (word in told["as"] and view.word(index - 2).lower() in told["known"])


def _is_named_after_a_day(c: Candidate, view: View, told: Mapping[str, Collection[str]]) -> bool:
    """ "the Seventh of May Stadium", "open Sixth of October bridge", not "the Fourth of July parade"."""
    number = c.first if not is_a(view, c.first, "definite") else word_right(c.first + 1, view)
    if not is_capital(view, number):
        return False
    thing = word_right(c.last, view)
    built = thing is not None and view.words[thing].lower() in told["halls"]
    return built or is_a(view, thing, "street_word") or _is_a_group(c, view)


def _is_object_of_calling(index: int, view: View, told: Mapping[str, Collection[str]]) -> bool:
    """Nothing but a thing and its article between the verb and its name: "call the old square the Eleventh of June"."""
    if is_a(view, index, "in_by", "preposition", "conjunction", "verb_past", "verb_say"):
        return False
    at: int | None = index
    for _ in range(LONGEST_CALLED):
        at = word_left_of(at or 0, view)
        if at is None or is_a(view, at, "in_by", "conjunction", "verb_say"):
            return False
        word = view.words[at].lower()
        if word in told["calling"] or word in told["calls"]:
            return True
    return False


NAMED_DAYS = frozenset({"ordinal-word-month"})
CALLED = NAMED_DAYS | {MONTH_RULE, WEEKDAY_RULE}
ENDS_OF_A_NAME = frozenset(",.;:!?)")
AFTER_CALLED = ("conjunction", "relative", "relative_thing", "verb_past", "verb_ed")
# Words of what is called so: "the old market square".
LONGEST_CALLED = 5


def _is_a_compound(c: Candidate, view: View) -> bool:
    """ "the Six-Day War", "the Twelve O'Clock Cafe": a length or an hour in capitals, and more capitals behind it."""
    last = view.words[c.last - 1]
    if not last[0].isupper() or last.isupper() or (c.meaning.kind == "duration" and view.words[c.first].isdigit()):
        return False  # "10-Year Treasury notes"
    words = [word for word in view.words[c.first : c.last] if word[0].isalpha() and word.lower() not in UNCAPITALISED]
    if not all(word[0].isupper() for word in words):
        return False
    behind = c.last + 1 if view.word(c.last) in POSSESSIVE_MARKS else c.last
    right = word_right(behind, view)
    if right is None or not is_capital(view, right) or view.words[right].isupper():
        return False
    return not is_a(view, right, *NOT_OF_A_NAME)


COMPOUNDED = frozenset({"duration", "clock"})
# Small words of a reading, and letters behind an apostrophe.
UNCAPITALISED = frozenset({"the", "s", "a", "and", "of"})
NOT_OF_A_NAME = ("function_word", "month_name", "month_short", "weekday", "relday", "zone", "definite", "in_by")


def _is_a_street(c: Candidate, view: View, streets: Collection[str]) -> bool:
    """ "at 14 April Close", not "on 14 April Park said"."""
    right = word_right(c.last, view)
    ends = is_capital(view, right) and view.words[right or 0].lower() in streets
    return ends and c.rule == "day-month" and not is_a(view, word_left(c, view), "before_day", "definite")


def _is_a_group(c: Candidate, view: View) -> bool:
    """ "the April 6 Youth Movement": capitalised words that name no happening, and nothing that they describe."""
    last = word_right(c.last, view)
    if not is_a(view, c.first, "definite") and not is_a(view, word_left(c, view), "definite"):
        return False
    if last is None or not is_named(view, last) or view.words[last].isupper():
        return False
    while is_named(view, after := word_right(last + 1, view)):
        last = after or 0
    happens = view.words[last].lower() in view.grammar.language.tables["happenings"]["names"]
    return not happens and (after is None or is_a(view, after, *AFTER_A_NAME))


def _is_a_place(c: Candidate, view: View, places: Collection[str]) -> bool:
    """ "in June Lake", "to Friday Harbor", not "on Friday Lake Ontario froze"."""
    right = word_right(c.last, view)
    if right is None or not is_capital(view, right) or view.words[right].lower() not in places:
        return False
    return not is_capital(view, word_right(right + 1, view))


def _is_a_day_of_fame(c: Candidate, view: View) -> bool:
    """ "May Fourth Hall": a month, the number of a day in words, and what is called after it, all with capitals."""
    number = word_right(c.last, view)
    if not is_a(view, number, "nth", "ordinal") or not is_capital(view, number):
        return False
    return is_capital(view, word_right((number or 0) + 1, view))


def _is_a_town(c: Candidate, view: View) -> bool:
    """ "residents of May Pen", not "the end of May Britain had voted"."""
    left = word_left(c, view)
    if not is_a(view, left, "of_word") or not is_named(view, word_right(c.last, view)):
        return False
    return is_a(view, word_left_of(left or 0, view), "other", "name")


def _is_a_person(c: Candidate, view: View, told: Mapping[str, Collection[str]]) -> bool:
    left, right = word_left(c, view), word_right(c.last, view)
    if _speaks(c, view) or _is_second_of_a_pair(c, view) or _is_first_of_a_pair(c, view):
        return True
    if _is_family(c, view, told["family"]):
        return True
    if is_a(view, left, "preposition", "in_during", "at", "deictic", "early_late", "definite", "article"):
        return False
    if view.word(c.last) in POSSESSIVE_MARKS and view.word(c.last + 1) == "s":
        kin = word_right(c.last + 2, view)
        return kin is not None and view.words[kin] in told["kin"]
    if view.word(c.last) == "," and view.word(c.last + 2) in told["who"]:
        return True
    return right is not None and view.words[right] in told["deeds"]


def _is_family(c: Candidate, view: View, family: Collection[str]) -> bool:
    """ "his daughter June", "his wife, April, lives", "two daughters, May and June", not "her mother, April 5"."""
    at, links = c.first, 0
    while links < MOST_OF_A_FAMILY:
        left = at - 2 if view.classes[at - 1 : at] == SPACE else at - 1
        if view.word(left) == ",":
            left -= 1
        if view.word(left).lower() in family:
            return True
        if left < 0 or not is_a(view, left, "conjunction", "month_name", "name"):
            return False
        at, links = left, links + 1
    return False


# Words of a list of children: "sons August, Max and April".
MOST_OF_A_FAMILY = 6


def _speaks(c: Candidate, view: View) -> bool:
    """ "'Leave me be,' April said.", "'No,' said April.": a month that says something."""
    says = word_right(c.last, view)
    if is_a(view, says, "verb_say") and view.word(c.first - 2) in QUOTES and view.classes[c.first - 1] == SPACE:
        return True
    said = word_left(c, view)
    return is_a(view, said, "verb_say") and view.word((said or 0) - 2) in QUOTES


def _is_second_of_a_pair(c: Candidate, view: View) -> bool:
    """ "Ann Rook and June Pell": two names before "and", one after the month."""
    link = word_left(c, view)
    if not is_a(view, link, "conjunction") or not is_named(view, word_right(c.last, view)):
        return False
    last = word_left_of(link or 0, view)
    return _is_plain_name(last, view) and _is_plain_name(word_left_of(last or 0, view), view)


def _is_first_of_a_pair(c: Candidate, view: View) -> bool:
    """ "born to June and Augustus Pell": after "to", "by" or "with" two names share the second's surname."""
    link = word_right(c.last, view)
    if view.before(c).lower() not in BEFORE_A_PAIR or not is_a(view, link, "conjunction"):
        return False
    first = word_right((link or 0) + 1, view)
    return _is_plain_name(first, view) and _is_plain_name(word_right((first or 0) + 1, view), view)


BEFORE_A_PAIR = frozenset({"to", "by", "with"})


def _is_plain_name(index: int | None, view: View) -> bool:
    return is_named(view, index) and not view.words[index or 0].isupper()


def _is_a_band(c: Candidate, view: View, works: Collection[str]) -> bool:
    """ "The band 40 Days of Rain": every word of the reading has a capital."""
    left = word_left(c, view)
    if left is None or view.words[left] not in works:
        return False
    words = view.words[c.first : c.last]
    if c.meaning.kind not in LENGTHS and any(word[0].isdigit() for word in words):
        return False  # "sing this song April 8, 2011"
    return all(word[0].isupper() for word in words if word[0].isalpha())


def _is_a_title(c: Candidate, view: View, works: Collection[str]) -> bool:
    """ "The song 'See You on Tuesday' was a hit": short, in quotation marks and capitals, after the kind of work."""
    low = max(0, c.first - LONGEST_TITLE)
    opens = next((at for at in range(c.first - 1, low - 1, -1) if view.words[at] in QUOTES), None)
    if opens is None or opens < 1:
        return False
    work = opens - 2 if view.classes[opens - 1] == SPACE else opens - 1
    work -= 1 if view.word(work) == "," else 0
    if view.word(work).lower() not in works:
        return False
    high = min(len(view.words), opens + LONGEST_TITLE)
    closes = next((at for at in range(c.last, high) if view.words[at] in QUOTES), 0)
    title = [word for word in view.words[opens + 1 : closes] if word[0].isalpha()]
    return bool(title) and all(word[0].isupper() or len(word) <= LONGEST_SMALL_WORD for word in title)
